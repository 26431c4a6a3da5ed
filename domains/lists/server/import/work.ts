import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { batchMoves } from '../../batch.ts'
import { addToList, takeBackEntries } from '../entry-store.ts'
import { batchImported, batchReverted } from '../events.ts'
import { decode } from '../file/encoding.ts'
import { type FileRecord, readRecords } from '../file/records.ts'
import { type CheckedRow, rowReader } from '../file/row.ts'
import {
  type BatchRow,
  deleteUpload,
  findBatchRow,
  findUploadChunk,
  lockBatch,
  lockList,
  updateBatch,
} from '../store.ts'
import { writeChunk } from './chunk.ts'

/** Large enough that round trips do not count, small enough that a cancelled import stops within a second. */
export const rowsPerChunk = 4000
/** A batch that broke so often without getting anywhere will not get anywhere. */
const mostStarts = 5

/** The bytes of an upload, one stored piece at a time; `onRead` hears how many have been read. */
export async function* uploadedBytes(
  { db }: Context,
  batchId: string,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let read = 0
  for (let position = 0; ; position++) {
    const piece = await findUploadChunk(db, batchId, position)
    if (piece === undefined) return
    read += piece.length
    onRead(read)
    yield piece
  }
}

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

  const { mapping } = batch
  let bytesRead = 0
  const bytes = uploadedBytes(ctx, batchId, (read) => {
    bytesRead = read
  })
  const blocks = readRecords(decode(bytes, mapping.encoding), mapping.separator)
  const check = rowReader(mapping)
  // The header counts as a row here: it is passed over like those dealt with before.
  const rows = checkedFrom(blocks, batch.read + (mapping.hasHeader ? 1 : 0), check)
  const share = () => Math.min(99, Math.floor((bytesRead * 100) / Math.max(1, batch.bytes)))
  await writeAll(ctx, batch, rows, share)
}

async function* checkedFrom(
  blocks: AsyncIterable<FileRecord[]>,
  passOver: number,
  check: (record: FileRecord) => CheckedRow,
): AsyncGenerator<CheckedRow> {
  let passed = 0
  for await (const block of blocks) {
    const skipped = Math.min(block.length, passOver - passed)
    passed += skipped
    for (let at = skipped; at < block.length; at++) yield check(block[at] as FileRecord)
  }
}

/** Writes rows in chunks and ends the batch; the one path every import takes, whether from a file or generated. */
export const writeAll = async (
  ctx: Context,
  { id: batchId, listId, read }: Pick<BatchRow, 'id' | 'listId' | 'read'>,
  rows: AsyncIterable<CheckedRow> | Iterable<CheckedRow>,
  share: () => number,
): Promise<void> => {
  const place = { listId, batchId }
  let from = read
  let chunk: CheckedRow[] = []
  const write = async (): Promise<boolean> => {
    const goesOn = await writeChunk(ctx, place, { from, rows: chunk, progress: share() })
    from += chunk.length
    chunk = []
    return goesOn
  }
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length >= rowsPerChunk && !(await write())) return
  }
  if (chunk.length > 0 && !(await write())) return
  await finish(ctx, place, from)
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
