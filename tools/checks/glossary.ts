import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

export type Term = { code: string; zh: string; en: string; meaning: string }

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())

/** Reads the rows of every table of the page whose header names 中文 and English. */
export const readTerms = (page: string): Term[] => {
  const rows = page
    .split('\n')
    .filter((line) => line.trim().startsWith('|'))
    .map(cellsOf)
  return rows
    .filter((cells) => !cells.includes('中文') && !cells.every((cell) => /^:?-+:?$/.test(cell)))
    .map(([code = '', zh = '', en = '', meaning = '']) => ({ code, zh, en, meaning }))
}

const twice = (terms: readonly Term[], part: 'code' | 'zh' | 'en'): string[] => {
  const words = terms.map((term) => term[part].toLowerCase()).filter(Boolean)
  const repeated = new Set(words.filter((word, index) => words.indexOf(word) !== index))
  return [...repeated].map((word) => `docs/glossary.md gives "${word}" to two things`)
}

/** One Chinese and one English word per thing: nothing missing, nothing twice. */
export const findGlossarySlips = (page: string): string[] => {
  const terms = readTerms(page)
  if (terms.length === 0) return ['docs/glossary.md has no table: | code | 中文 | English | meaning |']
  const gaps = terms
    .filter((term) => Object.values(term).some((cell) => cell === ''))
    .map(({ code, en }) => `docs/glossary.md: the row of ${code || en} has an empty cell`)
  return [...gaps, ...twice(terms, 'code'), ...twice(terms, 'zh'), ...twice(terms, 'en')]
}

export const find = async (root: string): Promise<string[]> => {
  const page = await readFile(resolve(root, 'docs/glossary.md'), 'utf8').catch(() => undefined)
  return page === undefined ? ['docs/glossary.md is missing'] : findGlossarySlips(page)
}
