import { readNumber } from '#domains/customers/server/public.ts'
import { isDateColumn, readDate } from '../../date-cell.ts'
import {
  type Column,
  columnNames,
  type Mapping,
  mostColumns,
  namesNumber,
  type Separator,
  separators,
  suggestUses,
} from '../../mapping.ts'
import { type FileRecord, openRecords } from './records.ts'

const shownFirst = 50
const mostTitles = 20
const usualCountry = 'CN'

export type Reading = Pick<Mapping, 'format' | 'sheet' | 'encoding' | 'separator'>

/** The first records of a sample that may end anywhere. */
export const firstRecords = (sample: string, separator: Separator, whole: boolean): FileRecord[] =>
  openRecords(separator)(sample, whole).slice(0, shownFirst)

const widths = (records: readonly FileRecord[]): number[] =>
  records.flatMap((record) => ('cells' in record ? [record.cells.length] : []))

/**
 * The separator that cuts a header out in which a cell names the number; of several, the one that cuts most rows into the
 * same number of cells, and into more than one.
 */
export const detectSeparator = (sample: string, whole: boolean): Separator => {
  const scored = separators.map((separator) => {
    const records = firstRecords(sample, separator, whole)
    const counts = widths(records)
    const usual = mostFrequent(counts)
    const same = counts.filter((count) => count === usual).length / Math.max(1, counts.length)
    const named = records.slice(0, mostTitles + 1).some(isHeader) ? 2 : 0
    return { separator, score: named + (usual > 1 ? same + Math.min(usual, 20) / 1000 : 0) }
  })
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator
}
const mostFrequent = (counts: readonly number[]): number => {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

const cellsOf = (record: FileRecord | undefined): string[] => (record && 'cells' in record ? record.cells : [])
const filled = (record: FileRecord | undefined): number => cellsOf(record).filter((cell) => cell.trim() !== '').length
/** Rows below it may be as wild as they like. */
const isHeader = (record: FileRecord | undefined): boolean => cellsOf(record).some(namesNumber)
const holdsNumber = (record: FileRecord | undefined, country: string): boolean =>
  cellsOf(record).some((cell) => readNumber(cell, country).ok)

/** The first row names the columns unless it holds a number that could be dialled. */
export const detectHeader = (records: readonly FileRecord[], country: string): boolean =>
  !holdsNumber(records[0], country)

/** How many cells a full row fills; one row in ten may be longer by mistake. */
const fullRow = (counts: readonly number[]): number =>
  [...counts].sort((a, b) => b - a)[Math.max(1, Math.floor(counts.length * 0.1))] ?? 0

/**
 * Rows above the header: titles, dates of issue, remarks. They fill far fewer cells than rows usually do and hold no
 * number that could be dialled, nor the word above a column of numbers. Where rows have one cell each nobody can tell, and
 * none is passed over.
 */
export const detectTitles = (records: readonly FileRecord[], country: string): number => {
  const usual = fullRow(records.map(filled))
  if (usual < 2) return 0
  let titles = 0
  while (titles < Math.min(mostTitles, records.length - 1)) {
    const record = records[titles]
    if (filled(record) >= Math.max(2, usual * 0.6) || isHeader(record) || holdsNumber(record, country)) break
    titles++
  }
  // A file of titles alone is one nobody understood.
  return titles < records.length - 1 ? titles : 0
}

export type Wanted = { hasHeader?: boolean; country?: string; skipRows?: number; dates?: boolean }
export type Sample = Reading & { records: readonly FileRecord[] }
export type Suggestion = { mapping: Mapping; rows: FileRecord[] }

/** How the file is to be read, as far as the first rows tell; what is wanted comes before what is guessed. */
export const suggestMapping = (
  { records: all, ...reading }: Sample,
  { country = usualCountry, skipRows = detectTitles(all, country), dates = true, ...wanted }: Wanted = {},
): Suggestion => {
  const records = all.slice(skipRows)
  const hasHeader = wanted.hasHeader ?? detectHeader(records, country)
  const rows = hasHeader ? records.slice(1) : records
  const count = Math.min(mostColumns, Math.max(0, ...widths(records)))
  const header = hasHeader ? cellsOf(records[0]) : undefined
  const names = columnNames(header, count)
  const cellsIn = (column: number): string[] => rows.map((row) => cellsOf(row)[column] ?? '')
  const numberLike = names.map((_, column) => cellsIn(column).filter((cell) => readNumber(cell, country).ok).length)
  const uses = suggestUses(hasHeader ? names : names.map(() => ''), numberLike)
  const columns = names.map((name, column): Column => {
    const as = uses[column] ?? 'attribute'
    const cells = cellsIn(column)
    // What trailing commas leave behind: no word above, nothing below.
    const isEmpty =
      rows.length > 0 && (header?.[column] ?? '').trim() === '' && cells.every((cell) => cell.trim() === '')
    if (isEmpty && as === 'attribute') return { name, as: 'skip' }
    return as === 'attribute' && dates && isDateColumn(name, cells) ? { name, as, date: true } : { name, as }
  })
  return { mapping: { ...reading, skipRows, hasHeader, country, columns }, rows }
}

/** Columns of dates with cells that are none, or that could be two. */
export const unclearDates = ({ mapping, rows }: Suggestion): { column: string; cells: number; example: string }[] =>
  mapping.columns.flatMap(({ name, date, as }, at) => {
    const unclear = rows
      .map((row) => cellsOf(row)[at] ?? '')
      .filter((cell) => cell.trim() !== '' && readDate(cell) === undefined)
    const [example] = unclear
    return date && as === 'attribute' && example !== undefined
      ? [{ column: name, cells: unclear.length, example: example.slice(0, 40).toWellFormed() }]
      : []
  })
