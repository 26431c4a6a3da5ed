import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import { type Preview, type PreviewQuery, refusals } from '../../contract.ts'
import { type Encoding, faultOfMapping, type Mapping } from '../../mapping.ts'
import { decode } from '../file/encoding.ts'
import type { FileRecord } from '../file/records.ts'
import { rowReader } from '../file/row.ts'
import { suggestMapping } from '../file/shape.ts'
import { type BatchRow, findBatchRow, findUploadChunk } from '../store.ts'
import { toBatch } from './shown.ts'

const shownRows = 20
const longestShownCell = 200

/** The beginning of an uploaded file as text. */
const beginning = async ({ db }: Context, batch: BatchRow, encoding: Encoding) => {
  const bytes = (await findUploadChunk(db, batch.id, 0)) ?? Buffer.alloc(0)
  let text = ''
  const only = (async function* () {
    yield bytes
  })()
  for await (const part of decode(only, encoding)) text += part
  return { text, whole: bytes.length >= batch.bytes, encoding }
}

/** What a file probably says: its first rows, what each column may mean, and which of these rows would be refused. */
export const previewBatch = async (
  ctx: Context,
  batchId: string,
  asked: z.output<typeof PreviewQuery>,
): Promise<Preview> => {
  const batch = (await findBatchRow(ctx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  if (batch.state !== 'uploaded') refuse(refusals.wrongState)
  const start = await beginning(ctx, batch, asked.encoding ?? batch.encoding ?? 'utf-8')
  const { mapping, rows } = suggestMapping(start, {
    ...(asked.separator ? { separator: asked.separator } : {}),
    ...(asked.hasHeader ? { hasHeader: asked.hasHeader === 'yes' } : {}),
    ...(asked.country ? { country: asked.country } : {}),
  })
  const chosen = withUses(mapping, asked.uses)
  return { batch: toBatch(batch), mapping: chosen, rows: shownOf(rows.slice(0, shownRows), chosen) }
}

const withUses = (mapping: Mapping, uses: readonly Mapping['columns'][number]['as'][] = []): Mapping =>
  uses.length === mapping.columns.length
    ? { ...mapping, columns: mapping.columns.map((column, at) => ({ ...column, as: uses[at] ?? column.as })) }
    : mapping

const shownOf = (rows: readonly FileRecord[], mapping: Mapping): Preview['rows'] => {
  const check = rowReader(mapping)
  const canCheck = faultOfMapping(mapping) === undefined
  return rows.map((record) => {
    const checked = canCheck || 'fault' in record ? check(record) : undefined
    const refused = checked && 'refused' in checked ? checked.refused : undefined
    const cells = 'cells' in record ? record.cells : [record.raw]
    return {
      line: record.line,
      cells: cells.map((cell) => cell.slice(0, longestShownCell).toWellFormed()),
      fault: refused?.reason ?? null,
      detail: refused?.detail ?? '',
    }
  })
}

/** How an import that nobody watches reads a file: as suggested. */
export const suggestedMapping = async (ctx: Context, batch: BatchRow): Promise<Mapping> =>
  suggestMapping(await beginning(ctx, batch, batch.encoding ?? 'utf-8')).mapping
