import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import { type Preview, type PreviewQuery, refusals } from '../../contract.ts'
import { readDate } from '../../date-cell.ts'
import {
  type Column,
  type Encoding,
  faultOfMapping,
  type GivenMapping,
  type Mapping,
  type Separator,
} from '../../mapping.ts'
import { decode } from '../file/encoding.ts'
import type { FileRecord } from '../file/records.ts'
import { rowReader } from '../file/row.ts'
import {
  detectSeparator,
  firstRecords,
  type Sample,
  type Suggestion,
  suggestMapping,
  unclearDates,
  type Wanted,
} from '../file/shape.ts'
import type { Remembered } from '../memory-store.ts'
import { type BatchRow, findBatchRow, findUploadChunk } from '../store.ts'
import { recall, withMeaning } from './memory.ts'
import { toBatch } from './shown.ts'
import { uploadedWorkbook } from './source.ts'
import { refusingWorkbooks } from './workbook-refusals.ts'

const shownRows = 20
const longestShownCell = 200
const sampledRows = 50

type Asked = { encoding?: Encoding | undefined; separator?: Separator | undefined; sheet?: string | undefined }
type Opened = Sample & { sheets: string[] }

/** The first rows of an uploaded file. */
const sampleOf = (ctx: Context, batch: BatchRow, asked: Asked): Promise<Opened> =>
  batch.format === 'xlsx' ? sampleOfWorkbook(ctx, batch, asked) : sampleOfText(ctx, batch, asked)

const sampleOfText = async ({ db }: Context, batch: BatchRow, asked: Asked): Promise<Opened> => {
  const encoding = asked.encoding ?? batch.encoding ?? 'utf-8'
  const bytes = (await findUploadChunk(db, batch.id, 0)) ?? Buffer.alloc(0)
  let text = ''
  const only = (async function* () {
    yield bytes
  })()
  for await (const part of decode(only, encoding)) text += part
  const whole = bytes.length >= batch.bytes
  const separator = asked.separator ?? detectSeparator(text, whole)
  return { format: 'csv', sheet: '', encoding, separator, records: firstRecords(text, separator, whole), sheets: [] }
}

const sampleOfWorkbook = (ctx: Context, batch: BatchRow, { sheet = '' }: Asked): Promise<Opened> =>
  refusingWorkbooks(async () => {
    const { sheets, records: read } = await uploadedWorkbook(ctx, batch)
    const records: FileRecord[] = []
    for await (const block of read(sheet)) {
      records.push(...block)
      if (records.length >= sampledRows) break
    }
    const named = sheet || (sheets[0] ?? '')
    const reading = { format: 'xlsx', sheet: named, encoding: 'utf-8', separator: ',' } as const
    return { ...reading, records: records.slice(0, sampledRows), sheets: [...sheets] }
  })

type Read = Suggestion & { sheets: string[]; remembered: Remembered | undefined }

/** A file as it probably is to be read: as seen from its rows, its columns as an earlier file of the supplier had them. */
const readBeginning = async (
  ctx: Context,
  batch: BatchRow,
  asked: Asked & Wanted & { recall: boolean },
): Promise<Read> => {
  const { sheets, ...sample } = await sampleOf(ctx, batch, asked)
  const seen = suggestMapping(sample, asked)
  const remembered = asked.recall ? await recall(ctx, batch, seen.mapping) : undefined
  const mapping = remembered ? withMeaning(seen.mapping, remembered.mapping) : seen.mapping
  return { mapping, rows: seen.rows, sheets, remembered }
}

/** What a file probably says: its first rows, what each column may mean, and which of these rows would be refused. */
export const previewBatch = async (
  ctx: Context,
  batchId: string,
  asked: z.output<typeof PreviewQuery>,
): Promise<Preview> => {
  const batch = (await findBatchRow(ctx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  if (batch.state !== 'uploaded') refuse(refusals.wrongState)
  const { mapping, rows, sheets, remembered } = await readBeginning(ctx, batch, {
    encoding: asked.encoding,
    separator: asked.separator,
    sheet: asked.sheet,
    ...wantedOf(asked),
    recall: asked.remembered === 'yes',
  })
  const chosen = withUses(mapping, asked.uses)
  return {
    batch: toBatch(batch),
    mapping: chosen,
    rows: shownOf(rows.slice(0, shownRows), chosen),
    sheets,
    remembered: remembered
      ? { fileName: remembered.fileName, usedAt: remembered.usedAt, times: remembered.times }
      : null,
    unclearDates: unclearDates({ mapping: chosen, rows }),
  }
}

const wantedOf = ({ hasHeader, country, skipRows, dates }: z.output<typeof PreviewQuery>): Wanted => ({
  ...(hasHeader ? { hasHeader: hasHeader === 'yes' } : {}),
  ...(country ? { country } : {}),
  ...(skipRows === undefined ? {} : { skipRows }),
  dates: dates === 'yes',
})

const withUses = (mapping: Mapping, uses: readonly Mapping['columns'][number]['as'][] = []): Mapping =>
  uses.length === mapping.columns.length
    ? { ...mapping, columns: mapping.columns.map((column, at) => ({ ...column, as: uses[at] ?? column.as })) }
    : mapping

const asKept = (cell: string, column: Column | undefined): string =>
  column?.date && column.as === 'attribute' ? (readDate(cell) ?? cell) : cell

const shownOf = (rows: readonly FileRecord[], mapping: Mapping): Preview['rows'] => {
  const check = rowReader(mapping)
  const canCheck = faultOfMapping(mapping) === undefined
  return rows.map((record) => {
    const checked = canCheck || 'fault' in record ? check(record) : undefined
    const refused = checked && 'refused' in checked ? checked.refused : undefined
    const cells = 'cells' in record ? record.cells.map((cell, at) => asKept(cell, mapping.columns[at])) : [record.raw]
    return {
      line: record.line,
      cells: cells.map((cell) => cell.slice(0, longestShownCell).toWellFormed()),
      fault: refused?.reason ?? null,
      detail: refused?.detail ?? '',
    }
  })
}

/**
 * How an import that nobody watches reads a file: its columns as given, else as in an earlier file of its supplier, else
 * as guessed; the rest as given, else as seen.
 */
export const suggestedMapping = async (ctx: Context, batch: BatchRow, given?: GivenMapping): Promise<Mapping> => {
  const { mapping } = await readBeginning(ctx, batch, { ...(given ? readAsSaid(given) : {}), recall: !given })
  return given ? { ...mapping, country: given.country, columns: given.columns } : mapping
}

/** The file as it looks by itself when read that way: what is remembered is remembered of its header. */
export const seenMapping = async (ctx: Context, batch: BatchRow, chosen: Mapping): Promise<Mapping> =>
  (await readBeginning(ctx, batch, { ...readAsSaid(chosen), recall: false })).mapping

const readAsSaid = ({ encoding, separator, sheet, hasHeader, country, skipRows }: GivenMapping): Asked & Wanted => ({
  encoding,
  separator,
  sheet,
  country,
  ...(hasHeader === undefined ? {} : { hasHeader }),
  ...(skipRows === undefined ? {} : { skipRows }),
})
