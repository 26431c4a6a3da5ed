import { refuse } from '#contract/problem.ts'
import type { Upload } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { batchMoves } from '../../batch.ts'
import { refusals } from '../../contract.ts'
import { kindOf, sampleTaker } from '../file/encoding.ts'
import { type BatchRow, findListRow, insertBatch, insertUploadChunk, lockBatch, updateBatch } from '../store.ts'
import { giveUp } from './work.ts'

const pieceSize = 256 * 1024

/** Pieces of one size, whatever the network brings, so that a file of any length takes little memory. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    held.push(part)
    length += part.length
    if (length < pieceSize) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}

/** A name to show, not a path: what a browser or a script sent may hold anything. */
const shownName = (name: string): string =>
  (name.split(/[\\/]/).pop() ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .slice(0, 255) || 'list.csv'

const refuseKind = { empty: refusals.emptyFile, spreadsheet: refusals.spreadsheet, binary: refusals.notText } as const

/**
 * Stores a file piece by piece and looks at it as it passes. Refuses what is no text before anything is stored; a
 * transfer that breaks off leaves a batch that says so.
 */
export const receiveUpload = async (ctx: Context, listId: string, { name, bytes }: Upload): Promise<BatchRow> => {
  const list = (await findListRow(ctx.db, listId)) ?? refuse(refusals.noSuchList)
  if (list.closedAt) refuse(refusals.closed)
  const pieces = inPieces(bytes)
  const first = await pieces.next()
  const opening = first.done ? Buffer.alloc(0) : first.value
  const kind = kindOf(opening)
  if (kind !== 'text') refuse(refuseKind[kind])

  const batch = await insertBatch(ctx.db, {
    listId,
    fileName: shownName(name),
    createdBy: ctx.actor.sessionId === '' ? null : ctx.actor.id,
    createdAt: ctx.now(),
  })
  let arrived = false
  try {
    const told = await storePieces(ctx, batch.id, opening, pieces)
    arrived = true
    return await receive(ctx, batch.id, told)
  } finally {
    if (!arrived) await giveUp(ctx, batch.id, 'brokeOff')
  }
}

const storePieces = async (ctx: Context, batchId: string, first: Buffer, rest: AsyncIterable<Buffer>) => {
  const sample = sampleTaker()
  let bytes = 0
  let position = 0
  const store = async (piece: Buffer) => {
    sample.look(piece)
    bytes += piece.length
    await insertUploadChunk(ctx.db, batchId, position++, piece)
  }
  await store(first)
  for await (const piece of rest) await store(piece)
  return { bytes, encoding: sample.encoding() }
}

const receive = (
  ctx: Context,
  batchId: string,
  told: Pick<BatchRow, 'bytes'> & { encoding: NonNullable<BatchRow['encoding']> },
) =>
  inTransaction(ctx, async (tx) => {
    const batch = await lockBatch(tx.db, batchId)
    const next = (batch && batchMoves[batch.state].receive) ?? refuse(refusals.wrongState)
    return updateBatch(tx.db, batchId, { ...told, state: next })
  })
