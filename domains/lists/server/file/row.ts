import { type NumberFault, readNumber } from '#domains/customers/server/public.ts'
import { readDate } from '../../date-cell.ts'
import { type Column, keptByName, type Mapping } from '../../mapping.ts'
import type { FileRecord, RecordFault } from './records.ts'

export type RowFault =
  | NumberFault
  | RecordFault
  | 'tooManyCells'
  | 'nameTooLong'
  | 'cellTooLong'
  | 'badPriority'
  | 'badAttemptLimit'
  | 'badAnswerChance'
  | 'badFurtherNumber'
  | 'externalIdTooLong'
  | 'companyTooLong'
  | 'unreadableCharacter'

/** A row as it enters the list. Priority, attempt limit and chance of an answer are null where the row says nothing. */
export type GivenRow = {
  line: number
  number: string
  name: string
  priority: number | null
  attemptLimit: number | null
  /** From 0 to 1. */
  answerChance: number | null
  attributes: Record<string, string>
  /** The customer's number in the supplier's own books; empty where the row says nothing. */
  externalId: string
  company: string
  /** Other numbers of the same person, E.164. */
  furtherNumbers: readonly string[]
}
export type RefusedRow = { line: number; reason: RowFault; detail: string; raw: string }
export type CheckedRow = { row: GivenRow } | { refused: RefusedRow }

/** A row before its number is read: what a file, the seed or a replay brings. */
export type RawRow = {
  number: string
  name?: string
  priority?: string | number | null
  attemptLimit?: string | number | null
  answerChance?: string | number | null
  attributes?: Record<string, string>
  externalId?: string
  company?: string
  furtherNumbers?: readonly string[]
}

const longestExternalId = 100
const longestName = 200
const longestCell = 4000
const longestRaw = 8000

/** Postgres keeps no NUL, and U+FFFD marks bytes that were no text in the encoding of the file. */
const isUnreadable = (text: string): boolean => text.includes('\0') || text.includes('\ufffd') || !text.isWellFormed()

/** What of a refused row is kept to show: readable, and not longer than anybody reads. */
const storable = (text: string): string => text.slice(0, longestRaw).toWellFormed().replaceAll('\0', '␀')

type Fault = { reason: RowFault; detail: string }
const fault = (reason: RowFault, detail = ''): Fault => ({ reason, detail })

const wholeNumber = (said: string | number | null | undefined, least: number, most: number) => {
  const text = String(said ?? '').trim()
  if (text === '') return null
  const number = /^\d{1,7}(\.0+)?$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : undefined
}

/** A share as `0.35` or `35%`, from nothing to certainty. */
const share = (said: string | number | null | undefined) => {
  const text = String(said ?? '')
    .trim()
    .replace('％', '%')
  if (text === '') return null
  const [, number, percent] = /^(\d{1,3}(?:\.\d{1,12})?|\.\d{1,12})\s*(%?)$/.exec(text) ?? []
  const value = Number(number ?? Number.NaN) / (percent ? 100 : 1)
  return value >= 0 && value <= 1 ? Math.round(value * 10_000) / 10_000 : undefined
}

const faultOfTexts = ({ name = '', externalId = '', company = '', attributes = {} }: RawRow): Fault | undefined => {
  if (isUnreadable(name)) return fault('unreadableCharacter')
  if (name.length > longestName) return fault('nameTooLong', String(name.length))
  if (externalId.length > longestExternalId) return fault('externalIdTooLong', String(externalId.length))
  if (company.length > longestName) return fault('companyTooLong', String(company.length))
  if (isUnreadable(externalId) || isUnreadable(company)) return fault('unreadableCharacter')
  for (const [column, cell] of Object.entries(attributes)) {
    if (isUnreadable(cell)) return fault('unreadableCharacter', column)
    if (cell.length > longestCell) return fault('cellTooLong', column)
  }
  return undefined
}

/** The three cells that hold a figure, or which of them does not. */
const figuresOf = (given: RawRow) => {
  const priority = wholeNumber(given.priority, 0, 1_000_000)
  if (priority === undefined) return fault('badPriority', String(given.priority).slice(0, 80))
  const attemptLimit = wholeNumber(given.attemptLimit, 1, 100)
  if (attemptLimit === undefined) return fault('badAttemptLimit', String(given.attemptLimit).slice(0, 80))
  const answerChance = share(given.answerChance)
  if (answerChance === undefined) return fault('badAnswerChance', String(given.answerChance).slice(0, 80))
  return { priority, attemptLimit, answerChance }
}

const noNumbers: readonly string[] = []

/**
 * The other numbers of a person; a cell may hold several. What holds no number at all ("无") says nothing; what looks
 * like one and cannot be read refuses the row, for it may not stand among the attributes unmasked.
 */
const furtherOf = (cells: readonly string[], country: string, main: string): readonly string[] | Fault => {
  if (cells.length === 0) return noNumbers
  const numbers = new Set<string>()
  for (const said of cells.flatMap((cell) => cell.split(/[,;/、，；|\n]/))) {
    const reading = readNumber(said, country)
    if (reading.ok) numbers.add(reading.number)
    else if (said.replace(/\D/g, '').length > 2) return fault('badFurtherNumber', said.trim().slice(0, 80))
  }
  numbers.delete(main)
  return [...numbers]
}

/** Reads the number and checks every cell; nothing is changed silently, what cannot be kept as it is refuses the row. */
export const checkRow = (given: RawRow, line: number, country: string): GivenRow | Fault => {
  const { name = '', attributes = {}, externalId = '', company = '' } = given
  const figures = figuresOf(given)
  if ('reason' in figures) return figures
  const wrong = isUnreadable(given.number) ? fault('unreadableCharacter') : faultOfTexts(given)
  if (wrong) return wrong
  const reading = readNumber(given.number, country)
  if (!reading.ok) return fault(reading.fault, given.number.slice(0, 80))
  const { number, extension } = reading
  const furtherNumbers = furtherOf(given.furtherNumbers ?? noNumbers, country, number)
  if ('reason' in furtherNumbers) return furtherNumbers
  const withExtension = extension === undefined || 'extension' in attributes ? attributes : { ...attributes, extension }
  return { line, number, name, ...figures, attributes: withExtension, externalId, company, furtherNumbers }
}

/** Reads records of a file by its mapping. */
export const rowReader = ({ columns, country }: Mapping): ((record: FileRecord) => CheckedRow) => {
  const refused = (record: FileRecord, { reason, detail }: Fault): CheckedRow => ({
    refused: { line: record.line, reason, detail: storable(detail), raw: storable(record.raw) },
  })
  return (record) => {
    if ('fault' in record) return refused(record, fault(record.fault))
    const beyond = record.cells.slice(columns.length).find((cell) => cell.trim() !== '')
    if (beyond !== undefined) return refused(record, fault('tooManyCells', String(record.cells.length)))
    const checked = checkRow(mapped(record.cells, columns), record.line, country)
    return 'reason' in checked ? refused(record, checked) : { row: checked }
  }
}

type Sheet = RawRow & { number: string; furtherNumbers: string[] }

/** Puts a cell where its column says. */
const place = (row: Sheet, as: Column['as'], cell: string): void => {
  if (as === 'attribute' || as === 'skip') return
  if (as === 'externalId' || as === 'company') row[as] = cell.trim()
  else if (as !== 'furtherNumber') row[as] = cell
  else if (cell !== '') row.furtherNumbers.push(cell)
}

const mapped = (cells: readonly string[], columns: readonly Column[]): Sheet => {
  const row: Sheet = { number: '', furtherNumbers: [] }
  const attributes: [string, string][] = []
  for (const [at, { name, as, date }] of columns.entries()) {
    const cell = cells[at] ?? ''
    place(row, as, cell)
    if (cell !== '' && keptByName.includes(as)) attributes.push([name.trim(), date ? (readDate(cell) ?? cell) : cell])
  }
  // fromEntries makes own properties whatever their names.
  return { ...row, attributes: Object.fromEntries(attributes) }
}

/** Reads generated rows, which have no file behind them: what they say stands in for the raw text. */
export const readRaw = (given: RawRow, line: number, country: string): CheckedRow => {
  const checked = checkRow(given, line, country)
  if (!('reason' in checked)) return { row: checked }
  return {
    refused: { line, reason: checked.reason, detail: storable(checked.detail), raw: storable(JSON.stringify(given)) },
  }
}
