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
  if (!batch) throw new Error('a batch without a request key is always new')
  await writeAll(ctx, batch, numbered(rows, country), () => 0)
  return afterwards(ctx, batch)
}

const rowsPerBlock = 1000

async function* numbered(
  rows: Iterable<RawRow> | AsyncIterable<RawRow>,
  country: string,
): AsyncGenerator<CheckedRow[]> {
  let line = 0
  let block: CheckedRow[] = []
  for await (const row of rows) {
    block.push(readRaw(row, ++line, country))
    if (block.length < rowsPerBlock) continue
    yield block
    block = []
  }
  yield block
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
  // Whoever imports by code knows what was imported before.
  const { batch } = await receiveUpload(ctx, listId, { name, bytes }, { again: true })
  const chosen = mapping ?? (await suggestedMapping(ctx, batch))
  await updateBatch(ctx.db, batch.id, { state: 'importing', mapping: chosen, startedAt: ctx.now(), ...readAs(chosen) })
  await importBatch(ctx, batch.id)
  return afterwards(ctx, batch)
}

/** What of a mapping the batch shows in its own columns. */
export const readAs = ({ format, encoding, separator }: Mapping) => (format === 'csv' ? { encoding, separator } : {})
