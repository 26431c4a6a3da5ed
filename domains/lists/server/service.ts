import { refuse } from '#contract/problem.ts'
import type { Upload } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { orderJob } from '#platform/jobs.ts'
import { type BatchMove, batchMoves } from '../batch.ts'
import { type Batch, type List, type ListChange, type NewList, refusals } from '../contract.ts'
import { faultOfMapping, type GivenMapping, type Mapping } from '../mapping.ts'
import { readAs } from './import/import-rows.ts'
import { importJob } from './import/job.ts'
import { remember } from './import/memory.ts'
import { seenMapping, suggestedMapping } from './import/preview.ts'
import { toBatch, toList } from './import/shown.ts'
import { type Conditions, receiveUpload } from './import/upload.ts'
import { takeBack } from './import/work.ts'
import {
  type BatchRow,
  findBatchRow,
  findListRow,
  insertList,
  isNameTaken,
  lockBatch,
  lockList,
  updateBatch,
  updateList,
} from './store.ts'

export const getList = async ({ db }: Context, listId: string): Promise<List> =>
  toList((await findListRow(db, listId)) ?? refuse(refusals.noSuchList))

export const getBatch = async ({ db }: Context, batchId: string): Promise<Batch> =>
  toBatch((await findBatchRow(db, batchId)) ?? refuse(refusals.noSuchBatch))

export const createList = async (ctx: Context, list: NewList): Promise<List> =>
  toList(
    (await insertList(ctx.db, { ...list, createdBy: ctx.actor.id, createdAt: ctx.now() })) ??
      refuse(refusals.nameTaken, { name: list.name }),
  )

/** Changes what people wrote about a list; closing it ends imports into it and keeps what it holds. */
export const changeList = (ctx: Context, listId: string, change: ListChange): Promise<List> =>
  inTransaction(ctx, async (tx) => {
    const list = (await lockList(tx.db, listId)) ?? refuse(refusals.noSuchList)
    if (list.version !== change.version) refuse(refusals.changedMeanwhile)
    if (await isNameTaken(tx.db, change.name, listId)) refuse(refusals.nameTaken, { name: change.name })
    const closedAt = change.closed ? (list.closedAt ?? tx.now()) : null
    return toList(await updateList(tx.db, listId, { ...change, closedAt }))
  })

type Held = { batch: BatchRow; next: NonNullable<(typeof batchMoves)[BatchRow['state']][BatchMove]>; closed: boolean }

/** Locks list and batch, in this order everywhere, and refuses a move the batch cannot make. */
const holdBatch = async (tx: Context, batchId: string, move: BatchMove): Promise<Held> => {
  const found = (await findBatchRow(tx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  const list = await lockList(tx.db, found.listId)
  const batch = (await lockBatch(tx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  const next = batchMoves[batch.state][move] ?? refuse(refusals.wrongState)
  return { batch, next, closed: list?.closedAt != null }
}

/** Hands an uploaded file to the importer, to be read as the mapping says; the next file like it will be read so too. */
export const startImport = async (ctx: Context, batchId: string, mapping: Mapping): Promise<Batch> => {
  const fault = faultOfMapping(mapping)
  if (fault) refuse(refusals[fault])
  const found = (await findBatchRow(ctx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  const seen = found.state === 'uploaded' ? await seenMapping(ctx, found, mapping) : undefined
  return inTransaction(ctx, async (tx) => {
    const { batch, next, closed } = await holdBatch(tx, batchId, 'start')
    if (closed) refuse(refusals.closed)
    // A workbook is read as one, a text as one, whatever the mapping says.
    const chosen = { ...mapping, format: batch.format }
    await orderJob(tx, importJob, { batchId }, { key: `${importJob.task}:${batchId}` })
    if (seen) await remember(tx, batch, { seen, chosen })
    const change = { state: next, mapping: chosen, startedAt: tx.now(), ...readAs(chosen) }
    return toBatch(await updateBatch(tx.db, batchId, change))
  })
}

/** Uploads and imports in one go. A mapping that cannot be used leaves nothing behind. */
export const importUpload = async (
  ctx: Context,
  listId: string,
  { upload, mapping, ...conditions }: Conditions & { upload: Upload; mapping: GivenMapping | undefined },
): Promise<Batch> => {
  const fault = mapping && faultOfMapping(mapping)
  if (fault) refuse(refusals[fault])
  const { batch, isNew } = await receiveUpload(ctx, listId, upload, conditions)
  if (!isNew) return toBatch(batch)
  let started = false
  try {
    const begun = await startImport(ctx, batch.id, await suggestedMapping(ctx, batch, mapping))
    started = true
    return begun
  } finally {
    if (!started) await cancelBatch(ctx, batch.id)
  }
}

/** Gives a file up before or while it is imported; what it brought so far is given back. */
export const cancelBatch = (ctx: Context, batchId: string): Promise<Batch> =>
  inTransaction(ctx, async (tx) => {
    const { batch, next } = await holdBatch(tx, batchId, 'cancel')
    await takeBack(tx, batch)
    return toBatch(await updateBatch(tx.db, batchId, { state: next }))
  })

/** Takes an imported batch back: its entries stay in the ledger but are not dialled again. */
export const revertBatch = (ctx: Context, batchId: string): Promise<Batch> =>
  inTransaction(ctx, async (tx) => {
    const { batch, next } = await holdBatch(tx, batchId, 'revert')
    await takeBack(tx, batch)
    return toBatch(await updateBatch(tx.db, batchId, { state: next, revertedAt: tx.now() }))
  })
