import type { Context } from '#platform/context.ts'
import type { Batch } from '../../contract.ts'
import type { Mapping } from '../../mapping.ts'
import { type CheckedRow, type RawRow, readRaw } from '../file/row.ts'
import { type BatchRow, findBatchRow, insertBatch, updateBatch } from '../store.ts'
import { suggestedMapping } from './preview.ts'
import { toBatch } from './shown.ts'
import { receiveUpload } from './upload.ts'
import { importBatch, writeAll } from './work.ts'

const afterwards = async (ctx: Context, batch: BatchRow): Promise<Batch> =>
  toBatch((await findBatchRow(ctx.db, batch.id)) ?? batch)

/** Imports rows that come from no file, through the very checks, chunks and counts of an upload. */
export const importRows = async (
  ctx: Context,
  {
    listId,
    name,
    rows,
    country = 'CN',
  }: {
    listId: string
    name: string
    rows: Iterable<RawRow> | AsyncIterable<RawRow>
    country?: string
  },
): Promise<Batch> => {
  const batch = await insertBatch(ctx.db, {
    listId,
    fileName: name,
    createdBy: null,
    createdAt: ctx.now(),
    state: 'importing',
  })
  await writeAll(ctx, batch, numbered(rows, country), () => 0)
  return afterwards(ctx, batch)
}

async function* numbered(rows: Iterable<RawRow> | AsyncIterable<RawRow>, country: string): AsyncGenerator<CheckedRow> {
  let line = 0
  for await (const row of rows) yield readRaw(row, ++line, country)
}

/** Imports a file at once, read as `mapping` says or as a preview would suggest. */
export const importFile = async (
  ctx: Context,
  {
    listId,
    name,
    bytes,
    mapping,
  }: {
    listId: string
    name: string
    bytes: AsyncIterable<Uint8Array>
    mapping?: Mapping
  },
): Promise<Batch> => {
  const batch = await receiveUpload(ctx, listId, { name, bytes })
  const chosen = mapping ?? (await suggestedMapping(ctx, batch))
  await updateBatch(ctx.db, batch.id, { state: 'importing', mapping: chosen, ...readAs(chosen) })
  await importBatch(ctx, batch.id)
  return afterwards(ctx, batch)
}

/** What of a mapping the batch shows in its own columns. */
export const readAs = ({ encoding, separator }: Mapping) => ({ encoding, separator })
