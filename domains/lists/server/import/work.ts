import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { WorkbookFault } from '#platform/workbook/read/fault.ts'
import { batchMoves } from '../../batch.ts'
import { Mapping } from '../../mapping.ts'
import { addToList, takeBackEntries } from '../entry-store.ts'
import { batchImported, batchReverted } from '../events.ts'
import type { FileRecord } from '../file/records.ts'
import { type CheckedRow, rowReader } from '../file/row.ts'
import { type BatchRow, deleteUpload, findBatchRow, findListRow, lockBatch, lockList, updateBatch } from '../store.ts'
import { customersOf, type Origin, originOf, type Place, sortedOut, writeChunk } from './chunk.ts'
import { uploadedRecords } from './source.ts'

/** Large enough that round trips do not count, small enough that a cancelled import stops within a second. */
export const rowsPerChunk = 10_000
/** A batch that broke so often without getting anywhere will not get anywhere. */
const mostStarts = 5

/**
 * Imports an uploaded file from where it stands: the rows counted so far are passed over, so a process that died costs
 * no row and takes none in twice. Ends quietly when the batch was cancelled meanwhile.
 */
export const importBatch = async (ctx: Context, batchId: string): Promise<void> => {
  const batch = await findBatchRow(ctx.db, batchId)
  if (batch?.state !== 'importing' || !batch.mapping) return
  if (batch.starts >= mostStarts) {
    await giveUp(ctx, batchId, 'gaveUp')
    return
  }
  await updateBatch(ctx.db, batchId, { starts: batch.starts + 1 })

  // Written before workbooks and titles were known, it says nothing of them.
  const mapping = Mapping.parse(batch.mapping)
  let share = 0
  const blocks = uploadedRecords(ctx, batch, mapping, (read) => {
    share = read
  })
  // Titles and header count as rows here: they are passed over like those dealt with before.
  const passOver = batch.read + mapping.skipRows + (mapping.hasHeader ? 1 : 0)
  const rows = checkedFrom(blocks, passOver, rowReader(mapping))
  const percent = () => Math.min(99, Math.floor(share * 100))
  await writeAll(ctx, batch, rows, percent).catch((error: unknown) => {
    if (!(error instanceof WorkbookFault)) throw error
    return giveUp(ctx, batchId, error.problem)
  })
}

async function* checkedFrom(
  blocks: AsyncIterable<FileRecord[]>,
  passOver: number,
  check: (record: FileRecord) => CheckedRow,
): AsyncGenerator<CheckedRow[]> {
  let passed = 0
  for await (const block of blocks) {
    const skipped = Math.min(block.length, passOver - passed)
    passed += skipped
    yield (skipped > 0 ? block.slice(skipped) : block).map(check)
  }
}

/**
 * Writes rows in chunks and ends the batch; the one path every import takes, whether from a file or generated. Three
 * chunks are under way at once and no more: one is read, the customers of the one before are found, and the one before
 * that is written.
 */
export const writeAll = async (
  ctx: Context,
  { id: batchId, listId, read, fileName }: Pick<BatchRow, 'id' | 'listId' | 'read' | 'fileName'>,
  rows: AsyncIterable<CheckedRow[]>,
  share: () => number,
): Promise<void> => {
  const place = { listId, batchId }
  const line = writingLine(ctx, place, originOf(await findListRow(ctx.db, listId), fileName))
  let from = read
  try {
    for await (const chunk of inChunks(rows)) {
      if (!(await line.take(chunk, from, share()))) return
      from += chunk.length
    }
  } finally {
    // Whatever happened, nothing of ours may still be writing when others hear of it.
    await line.idle()
  }
  if (await line.idle()) await finish(ctx, place, from)
}

const writingLine = (ctx: Context, place: Place, origin: Origin) => {
  let written: Promise<boolean> = Promise.resolve(true)
  /** Nobody waits for it at the moment it fails; whoever asks next hears of it. */
  const noted = (work: Promise<boolean>): Promise<boolean> => {
    work.catch(() => undefined)
    return work
  }
  return {
    /** Answers false when the batch is no longer ours to import. */
    take: async (rows: readonly CheckedRow[], from: number, progress: number): Promise<boolean> => {
      const sorted = sortedOut(rows)
      const [customers, before] = await Promise.allSettled([customersOf(ctx, origin, sorted.first), written])
      if (before.status === 'rejected') throw before.reason
      if (customers.status === 'rejected') throw customers.reason
      if (!before.value) return false
      written = noted(writeChunk(ctx, place, { ...sorted, from, progress, customerIds: customers.value }))
      return true
    },
    idle: (): Promise<boolean> => written,
  }
}

async function* inChunks(rows: AsyncIterable<CheckedRow[]>): AsyncGenerator<CheckedRow[]> {
  let chunk: CheckedRow[] = []
  for await (const block of rows) {
    for (const row of block) {
      chunk.push(row)
      if (chunk.length < rowsPerChunk) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}

const finish = (ctx: Context, { listId, batchId }: { listId: string; batchId: string }, read: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const batch = await lockBatch(tx.db, batchId)
    const next = batch && batchMoves[batch.state].finish
    if (!batch || !next || batch.read !== read) return
    await updateBatch(tx.db, batchId, { state: next, progress: 100, importedAt: tx.now(), error: null })
    await deleteUpload(tx.db, batchId)
    await announce(tx, batchImported, batchId, { listId, accepted: batch.accepted })
  })

/** Ends a batch that will not be imported any more, giving back what it took in. */
export const giveUp = (ctx: Context, batchId: string, error: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const found = await findBatchRow(tx.db, batchId)
    if (!found) return
    await lockList(tx.db, found.listId)
    const batch = await lockBatch(tx.db, batchId)
    const next = batch && batchMoves[batch.state].fail
    if (!batch || !next) return
    await takeBack(tx, batch)
    await updateBatch(tx.db, batchId, { state: next, error })
  })

/** Gives back what a batch brought, within the caller's transaction that holds list and batch. */
export const takeBack = async (tx: Context, { id, listId, read }: BatchRow): Promise<void> => {
  await deleteUpload(tx.db, id)
  if (read === 0) return
  const entries = await takeBackEntries(tx.db, id, tx.now())
  await addToList(tx.db, listId, -entries)
  await announce(tx, batchReverted, id, { listId, entries })
}
