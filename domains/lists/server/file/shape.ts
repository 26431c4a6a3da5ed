import { readNumber } from '#domains/customers/server/public.ts'
import {
  columnNames,
  type Encoding,
  type Mapping,
  mostColumns,
  type Separator,
  separators,
  suggestUses,
} from '../../mapping.ts'
import { type FileRecord, openRecords } from './records.ts'

const shownFirst = 50

/** The first records of a sample that may end anywhere. */
export const firstRecords = (sample: string, separator: Separator, whole: boolean): FileRecord[] =>
  openRecords(separator)(sample, whole).slice(0, shownFirst)

const widths = (records: readonly FileRecord[]): number[] =>
  records.flatMap((record) => ('cells' in record ? [record.cells.length] : []))

/** The separator that cuts most rows into the same number of cells, and into more than one. */
export const detectSeparator = (sample: string, whole: boolean): Separator => {
  const scored = separators.map((separator) => {
    const counts = widths(firstRecords(sample, separator, whole))
    const usual = mostFrequent(counts)
    const same = counts.filter((count) => count === usual).length / Math.max(1, counts.length)
    return { separator, score: usual > 1 ? same + Math.min(usual, 20) / 1000 : 0 }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator
}
const mostFrequent = (counts: readonly number[]): number => {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

const cellsOf = (record: FileRecord | undefined): string[] => (record && 'cells' in record ? record.cells : [])

/** The first row names the columns unless it holds a number that could be dialled. */
export const detectHeader = (records: readonly FileRecord[], country: string): boolean =>
  !cellsOf(records[0]).some((cell) => readNumber(cell, country).ok)

export type Wanted = { separator?: Separator; hasHeader?: boolean; country?: string }

/** How the file is to be read, as far as the first rows tell; what is wanted comes before what is guessed. */
export const suggestMapping = (
  { text: sample, whole, encoding }: { text: string; whole: boolean; encoding: Encoding },
  { separator = detectSeparator(sample, whole), country = 'CN', ...wanted }: Wanted = {},
): { mapping: Mapping; rows: FileRecord[] } => {
  const records = firstRecords(sample, separator, whole)
  const hasHeader = wanted.hasHeader ?? detectHeader(records, country)
  const rows = hasHeader ? records.slice(1) : records
  const count = Math.min(mostColumns, Math.max(0, ...widths(records)))
  const names = columnNames(hasHeader ? cellsOf(records[0]) : undefined, count)
  const numberLike = names.map(
    (_, column) => rows.filter((row) => readNumber(cellsOf(row)[column] ?? '', country).ok).length,
  )
  const uses = suggestUses(hasHeader ? names : names.map(() => ''), numberLike)
  const columns = names.map((name, column) => ({ name, as: uses[column] ?? ('attribute' as const) }))
  return { mapping: { encoding, separator, hasHeader, country, columns }, rows }
}
