import { createHash } from 'node:crypto'
import { refuse } from '#contract/problem.ts'
import type { Upload } from '#contract/route.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { batchMoves } from '../../batch.ts'
import { refusals } from '../../contract.ts'
import type { Encoding } from '../../mapping.ts'
import { kindOf, sampleTaker } from '../file/encoding.ts'
import {
  type BatchRow,
  findBatchOfRequest,
  findListRow,
  findSameFile,
  insertBatch,
  insertUploadChunk,
  lockBatch,
  lockList,
  updateBatch,
} from '../store.ts'
import { pieceSize, uploadedWorkbook } from './source.ts'
import { giveUp } from './work.ts'
import { refusingWorkbooks } from './workbook-refusals.ts'

/** Pieces of one size, whatever the network brings, so that a file of any length takes little memory. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    held.push(part)
    length += part.length
    if (length < pieceSize) continue
    const all = Buffer.concat(held)
    let at = 0
    for (; all.length - at >= pieceSize; at += pieceSize) yield all.subarray(at, at + pieceSize)
    held = at < all.length ? [all.subarray(at)] : []
    length = all.length - at
  }
  if (length > 0) yield Buffer.concat(held)
}

/** A name to show, not a path: what a browser or a script sent may hold anything. */
const shownName = (name: string): string =>
  (name.split(/[\\/]/).pop() ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .slice(0, 255) || 'list.csv'

const refuseKind = { empty: refusals.emptyFile, oldWorkbook: refusals.spreadsheet, binary: refusals.notText } as const

export type Conditions = {
  /** This very file may be in the list already. */
  again: boolean
  requestKey?: string | undefined
}
/** `isNew` is false where the file came before with the same request key: nothing was stored then. */
export type Received = { batch: BatchRow; isNew: boolean }

/**
 * Stores a file piece by piece and looks at it as it passes. Refuses what cannot be read before anything is stored; a
 * transfer that breaks off leaves a batch that says so.
 */
export const receiveUpload = async (
  ctx: Context,
  listId: string,
  { name, bytes }: Upload,
  { again, requestKey }: Conditions,
): Promise<Received> => {
  const list = (await findListRow(ctx.db, listId)) ?? refuse(refusals.noSuchList)
  if (list.closedAt) refuse(refusals.closed)
  const pieces = inPieces(bytes)
  const first = await pieces.next()
  const opening = first.done ? Buffer.alloc(0) : first.value
  const kind = kindOf(opening)
  if (kind !== 'text' && kind !== 'workbook') return refuse(refuseKind[kind])

  const batch = await insertBatch(ctx.db, {
    listId,
    fileName: shownName(name),
    createdBy: ctx.actor.sessionId === '' ? null : ctx.actor.id,
    createdAt: ctx.now(),
    format: kind === 'workbook' ? 'xlsx' : 'csv',
    requestKey: requestKey ?? null,
  })
  if (!batch) return { batch: await earlierBatch(ctx, listId, { requestKey, pieces }), isNew: false }
  let why = 'brokeOff'
  let arrived = false
  try {
    const told = await storePieces(ctx, batch.id, opening, pieces)
    why = 'unreadable'
    if (kind === 'workbook') await refusingWorkbooks(() => uploadedWorkbook(ctx, { id: batch.id, bytes: told.bytes }))
    why = 'sameFile'
    const received = await receive(ctx, batch, { told, again })
    arrived = true
    return { batch: received, isNew: true }
  } finally {
    if (!arrived) await giveUp(ctx, batch.id, why)
  }
}

/** The batch of the same request. What is still coming of the file is read and let go, or the sender would wait. */
const earlierBatch = async (
  { db }: Context,
  listId: string,
  { requestKey = '', pieces }: { requestKey: string | undefined; pieces: AsyncIterable<Buffer> },
): Promise<BatchRow> => {
  for await (const piece of pieces) if (piece.length === 0) break
  return (await findBatchOfRequest(db, listId, requestKey)) ?? refuse(refusals.wrongState)
}

const storePieces = async (ctx: Context, batchId: string, first: Buffer, rest: AsyncIterable<Buffer>) => {
  const sample = sampleTaker()
  const hash = createHash('sha256')
  let bytes = 0
  let position = 0
  const store = async (piece: Buffer) => {
    sample.look(piece)
    hash.update(piece)
    bytes += piece.length
    await insertUploadChunk(ctx.db, batchId, position++, piece)
  }
  await store(first)
  for await (const piece of rest) await store(piece)
  return { bytes, encoding: sample.encoding(), sha256: hash.digest('hex') }
}

type Told = { bytes: number; encoding: Encoding; sha256: string }

/** Of two posts of one file at once the list's lock lets one through, and the other sees it. */
const receive = (
  ctx: Context,
  { id, listId, format }: BatchRow,
  { told: { encoding, ...told }, again }: { told: Told; again: boolean },
): Promise<BatchRow> =>
  inTransaction(ctx, async (tx) => {
    const list = await lockList(tx.db, listId)
    const batch = await lockBatch(tx.db, id)
    const next = (batch && batchMoves[batch.state].receive) ?? refuse(refusals.wrongState)
    const same = again ? undefined : await findSameFile(tx.db, { listId, sha256: told.sha256, except: id })
    if (same && list) {
      const at = await businessDayAt(tx.db, list.siteId, new Date(same.createdAt))
      refuse(refusals.sameFile, { file: same.fileName, at })
    }
    return updateBatch(tx.db, id, { ...told, ...(format === 'csv' ? { encoding } : {}), state: next })
  })
