import Papa from 'papaparse'
import { refuse } from '#contract/problem.ts'
import type { Download, Upload } from '#contract/route.ts'
import type { Locale } from '#contract/words.ts'
import { fill } from '#contract/words.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload, csvLine } from '#platform/csv.ts'
import { markHeading } from '#platform/http/exports.ts'
import { refusals } from '../contract.ts'
import { storable } from '../read-report.ts'
import { type RowRefusal, rowRefusals } from '../refusals.ts'
import { type Field, fieldsOf, type Kind } from '../report.ts'
import { text } from '../text.ts'
import { findDelivery, findFaults } from './deliveries.ts'
import type { GivenRow } from './receive.ts'

const mostBytes = 20 * 1024 * 1024
const mostRows = 50_000
const pageSize = 2000

const collect = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    length += part.length
    // What is still coming is read and let go, or the sender would wait.
    if (length <= mostBytes) parts.push(part)
  }
  if (length > mostBytes) refuse(refusals.fileTooLarge, { mb: mostBytes / 1024 / 1024 })
  return Buffer.concat(parts)
}

/** UTF-8 proves itself; what is not is GB 18030, as spreadsheets write it in Chinese. */
const decode = (bytes: Buffer): string => {
  if (bytes.subarray(0, 2).equals(Buffer.from('PK')) || bytes.includes(0)) return refuse(refusals.notCsv)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Which field stands under a heading: its name in either language, or as programs call it. */
const fieldUnder = (heading: string, kind: Kind): Field | undefined => {
  const said = heading
    .trim()
    .replace(/\s*\*$/, '')
    .toLowerCase()
  return fieldsOf(kind).find(({ name, words }) =>
    [name, words.zh, words.en].some((word) => word.toLowerCase() === said),
  )
}
const readHeadings = (headings: readonly string[], kind: Kind): (Field | undefined)[] => {
  const fields = headings.map((heading) => {
    const field = fieldUnder(heading, kind)
    // The file of faults has columns of its own around the template's; given back, they say nothing.
    const isOurs = [...Object.values(text.faultHeadings), Object.values(markHeading)].some((ours) =>
      ours.includes(heading.trim()),
    )
    if (!field && !isOurs && heading.trim() !== '') refuse(refusals.columnUnknown, { column: heading.slice(0, 60) })
    return field
  })
  const names = fields.flatMap((field) => (field ? [field.name] : []))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) refuse(refusals.columnTwice, { column: twice })
  for (const { name, needed, words } of fieldsOf(kind))
    if (needed && !names.includes(name)) refuse(refusals.columnMissing, { column: `${words.zh} / ${words.en}` })
  return fields
}

/** The rows of an uploaded table. Refuses what is no CSV, lacks a needed column or has one nobody knows. */
export const readFile = async ({ bytes }: Pick<Upload, 'bytes'>, kind: Kind): Promise<GivenRow[]> => {
  const { data } = Papa.parse<string[]>(decode(await collect(bytes)).replace(/^\uFEFF/, ''), {
    skipEmptyLines: 'greedy',
  })
  const [headings, ...rows] = data
  if (!headings || rows.length === 0) return refuse(refusals.emptyFile)
  if (rows.length > mostRows) refuse(refusals.tooManyRows, { most: mostRows })
  const fields = readHeadings(headings, kind)
  return rows.map((cells, at) =>
    givenRow(
      kind,
      at + 1,
      Object.fromEntries(fields.flatMap((field, column) => (field ? [[field.name, plain(cells[column])]] : []))),
    ),
  )
}
/** An apostrophe keeps a spreadsheet from running a cell as a formula; our own files write it. */
const plain = (cell = ''): string => cell.replace(/^'(?=[=+\-@])/, '')

/** A row with its cells in the order of the template, for the file of faults. */
export const givenRow = (kind: Kind, row: number, fields: GivenRow['fields']): GivenRow => ({
  row,
  fields,
  cells: fieldsOf(kind).map(({ name }) => storable(asCell(fields[name])).slice(0, 500)),
})
/** Programs may send objects; one of those with a field "toString" has no text. */
const asCell = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

const headingOf = ({ words, needed }: Field, locale: Locale): string => `${words[locale]}${needed ? '*' : ''}`

/** An empty table of a kind with its headings; what must be filled bears an asterisk. */
export const templateFile = ({ actor }: Context, kind: Kind): Download => ({
  name: `${text.template[actor.locale]}-${text.kinds[kind][actor.locale]}.csv`,
  type: 'text/csv; charset=utf-8',
  bytes: `\uFEFF${csvLine(fieldsOf(kind).map((field) => headingOf(field, actor.locale)))}`,
})

/** The rows that were refused, what is wrong with each, and what they said: put right, it can be uploaded as it is. */
export const faultFile = async ({ db, actor }: Context, deliveryId: string): Promise<Download> => {
  const delivery = (await findDelivery(db, deliveryId)) ?? refuse(refusals.noSuchDelivery)
  const fields = fieldsOf(delivery.kind)
  const wordsOf = (name: string): string => fields.find((field) => field.name === name)?.words[actor.locale] ?? name
  async function* pages() {
    for (let after = 0; ; ) {
      const faults = await findFaults(db, deliveryId, after, pageSize)
      if (faults.length === 0) return
      yield faults.map(({ rowNumber, field, code, params, cells }) => [
        ...[rowNumber, wordsOf(field), fill(rowRefusals[code as RowRefusal].text[actor.locale], params)],
        ...cells,
      ])
      after = faults.at(-1)?.rowNumber ?? after
    }
  }
  const headings = [...text.faultHeadings[actor.locale], ...fields.map((field) => headingOf(field, actor.locale))]
  return csvDownload(`${text.faultFile[actor.locale]}-${delivery.fileName || delivery.id}.csv`, headings, pages())
}
