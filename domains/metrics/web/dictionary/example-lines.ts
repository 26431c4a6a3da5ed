import type { Locale } from '#contract/words.ts'
import { exampleFields, exampleValues, exampleWords } from '../../dictionary-text.ts'

type Row = Readonly<Record<string, unknown>>

const valueIn = (value: unknown, locale: Locale): string => exampleValues[String(value)]?.[locale] ?? String(value)

const rowIn = (row: Row, locale: Locale): string =>
  Object.entries(row)
    .map(([field, value]) => `${exampleFields[field]?.[locale] ?? field} ${valueIn(value, locale)}`)
    .join(locale === 'zh' ? '，' : ', ')

const stretchesIn = (stretches: readonly Row[], locale: Locale): string =>
  stretches
    .map(({ state, seconds }) => `${valueIn(state, locale)} ${String(seconds)} ${locale === 'zh' ? '秒' : 's'}`)
    .join(' → ')

const lineOf = (row: unknown, locale: Locale): string => {
  if (Array.isArray(row)) return stretchesIn(row as Row[], locale)
  return rowIn(row as Row, locale) || { zh: '无人接听', en: 'nobody answered' }[locale]
}

export type ExampleLine = { kind: string; words: string; times: number }
/** The rows of a worked example, a line each; rows that say the same are one line with how often. */
export const exampleLines = (given: Readonly<Record<string, unknown>>, locale: Locale): ExampleLine[] =>
  Object.entries(given).flatMap(([kind, rows]) => {
    const name = (exampleWords as Record<string, Record<Locale, string>>)[kind]?.[locale] ?? kind
    if (typeof rows === 'number') return [{ kind: name, words: '', times: rows }]
    const told = (Array.isArray(rows) ? rows : [rows]).map((row) => lineOf(row, locale))
    const times = new Map<string, number>()
    for (const words of told) times.set(words, (times.get(words) ?? 0) + 1)
    return [...times].map(([words, count]) => ({ kind: name, words, times: count }))
  })
