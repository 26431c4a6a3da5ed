import Papa from 'papaparse'
import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import type { Download, Upload } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload, csvLine } from '#platform/csv.ts'
import { WorkbookFault } from '#platform/workbook/read/fault.ts'
import { openWorkbook } from '#platform/workbook/read/workbook.ts'
import { type RefusedRow, type RosterPerson, refusals } from '../contract.ts'
import {
  innerCell,
  type RosterCells,
  type RosterColumn,
  rosterColumnCodes,
  rosterColumns,
  whyHeading,
} from '../roster-columns.ts'
import { leaveKinds } from '../shift.ts'
import { readRoster } from './service.ts'

export const mostRows = 2000
const mostBytes = 4_000_000

const readBytes = async ({ bytes }: Upload): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of bytes) {
    size += part.length
    if (size <= mostBytes) parts.push(part)
  }
  return size > mostBytes ? refuse(refusals.tooManyRows, { limit: mostRows }) : Buffer.concat(parts)
}

/** UTF-8, else the encoding Chinese spreadsheets write; what is neither (an old workbook, a picture) is refused. */
const decode = (bytes: Uint8Array): string => {
  if (bytes.includes(0) || bytes.length === 0) return refuse(refusals.notAFile)
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this encoding: the next one.
    }
  return refuse(refusals.notAFile)
}

const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b
/** What a roster of that many rows may come to, unpacked. */
const limits = { inflatedBytes: 64 * 1024 * 1024, ratio: 200, ratioFrom: 8 * 1024 * 1024 }
/** Spreadsheets keep a time of day as a part of their first day. */
const timeOfSerial = /^1899-12-30 (\d\d:\d\d:\d\d)$/
const workbookCell = (cell: string): string =>
  cell === '1899-12-30' ? '00:00' : cell === '1899-12-31' ? '24:00' : (timeOfSerial.exec(cell)?.[1] ?? cell)

type Line = { row: number; cells: string[] }
const readWorkbook = async (bytes: Uint8Array): Promise<Line[]> => {
  const lines: Line[] = []
  const whole = Buffer.from(bytes)
  const source = {
    size: whole.length,
    read: async (offset: number, length: number) => whole.subarray(offset, offset + length),
  }
  try {
    const { records } = await openWorkbook(source, limits)
    for await (const block of records(''))
      for (const record of block) {
        if ('fault' in record) refuse(refusals.notAFile)
        if (lines.length > mostRows) refuse(refusals.tooManyRows, { limit: mostRows })
        lines.push({ row: record.line, cells: 'cells' in record ? record.cells.map(workbookCell) : [] })
      }
  } catch (error) {
    if (error instanceof WorkbookFault) refuse(refusals.notAFile)
    throw error
  }
  return lines
}
const readLines = (bytes: Uint8Array): Line[] =>
  Papa.parse<string[]>(decode(bytes).replace(/^\uFEFF/, ''), { skipEmptyLines: false }).data.map((cells, index) => ({
    row: index + 1,
    cells,
  }))

export type FileRow = { row: number; cells: RosterCells; raw: string[] }
const known = Object.fromEntries(
  rosterColumnCodes.map((column) => [column, Object.values(rosterColumns[column]).map((word) => word.toLowerCase())]),
) as Record<RosterColumn, string[]>
const required = ['staffNumber', 'day'] as const

/** The rows of an uploaded roster, by what their columns are called; columns of other names are passed over. */
export const readRosterFile = async (
  upload: Upload,
  locale: 'zh' | 'en',
): Promise<{ headings: string[]; rows: FileRow[] }> => {
  const bytes = await readBytes(upload)
  const [first, ...lines] = isWorkbook(bytes) ? await readWorkbook(bytes) : readLines(bytes)
  const headings = first?.cells ?? []
  const heard = headings.map((heading) => heading.trim().toLowerCase())
  const placeOf = (column: RosterColumn): number => heard.findIndex((heading) => known[column].includes(heading))
  for (const column of required)
    if (placeOf(column) < 0) refuse(refusals.columnMissing, { column: rosterColumns[column][locale] })
  const places = rosterColumnCodes.map((column) => [column, placeOf(column)] as const)
  const rows = lines.flatMap(({ row, cells: raw }) =>
    raw.every((cell) => cell.trim() === '')
      ? []
      : [
          {
            row,
            raw,
            cells: Object.fromEntries(
              // Our own files mark a cell that a spreadsheet would run with an apostrophe.
              places.map(([column, place]) => [column, (raw[place] ?? '').trim().replace(/^'(?=[=+\-@])/, '')]),
            ) as RosterCells,
          },
        ],
  )
  if (rows.length > mostRows) refuse(refusals.tooManyRows, { limit: mostRows })
  return { headings, rows }
}

/** The refused rows as they came, with the reason at the end of each. */
export const refusedFile = (
  headings: readonly string[],
  refused: readonly z.output<typeof RefusedRow>[],
  locale: 'zh' | 'en',
): string => {
  const width = headings.length
  const lines = refused.map(({ cells, why }) =>
    csvLine([...Array.from({ length: width }, (_, place) => cells[place] ?? ''), why[locale]]),
  )
  return refused.length === 0 ? '' : `\uFEFF${csvLine([...headings, whyHeading[locale]])}${lines.join('')}`
}

const linesOf = (person: RosterPerson, locale: 'zh' | 'en'): string[][] => {
  const { staffNumber, name, shifts, leaves } = person
  const leaveOn = new Map(leaves.map(({ day, kind }) => [day, leaveKinds[kind][locale]]))
  const planned = shifts.map(({ day, from, to, inner, note }) => [
    ...[staffNumber, name, day, from, to],
    ...(['break', 'meal', 'meeting', 'training'] as const).map((kind) => innerCell(inner, kind, locale)),
    ...[leaveOn.get(day) ?? '', note],
  ])
  const away = leaves
    .filter(({ day }) => !shifts.some((shift) => shift.day === day))
    .map(({ day, kind, note }) => [staffNumber, name, day, '', '', '', '', '', '', leaveKinds[kind][locale], note])
  return [...planned, ...away]
}

/** The roster of a week as a file that can be changed and imported again. */
export const exportRoster = (
  ctx: Context,
  query: { week?: string | undefined; teamId?: string | undefined },
): Download => {
  const { locale } = ctx.actor
  const pages = async function* () {
    const { people } = await readRoster(ctx, query)
    yield people.flatMap((person) => linesOf(person, locale))
  }
  return csvDownload(
    `${locale === 'zh' ? '班表' : 'roster'}.csv`,
    rosterColumnCodes.map((column) => rosterColumns[column][locale]),
    pages(),
  )
}
