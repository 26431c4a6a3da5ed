import { readSources, type SourceFile } from './source-files.ts'

export const longestFile = 400

/** Files nobody can hold in the head any more: to be split by use case. */
export const findLongFiles = (files: readonly SourceFile[]): string[] =>
  files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => `${path} has ${lines} lines; split it by use case (at most ${longestFile})`)

export const find = async (root: string): Promise<string[]> => {
  const files = await readSources(root, '**/*.{ts,tsx,mjs,css}')
  return findLongFiles(files.filter(({ path }) => path !== 'database/types.ts'))
}
