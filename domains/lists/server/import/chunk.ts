import { upsertCustomers } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { addTally, addToList, insertEntries, insertRefused, mergeIntoEntries } from '../entry-store.ts'
import type { CheckedRow, GivenRow, RefusedRow } from '../file/row.ts'
import { lockBatch, lockList } from '../store.ts'

export type Chunk = {
  /** Rows of the batch dealt with before this chunk: if the batch stands elsewhere, somebody else is at work on it. */
  from: number
  rows: readonly CheckedRow[]
  progress: number
}

/**
 * Takes one chunk into the list, with its counts, in one transaction. Answers false when the batch is no longer being
 * imported, or not from there: then whoever asks stops.
 */
export const writeChunk = (
  ctx: Context,
  place: { listId: string; batchId: string },
  { from, rows, progress }: Chunk,
): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const list = await lockList(tx.db, place.listId)
    const batch = await lockBatch(tx.db, place.batchId)
    if (!list || batch?.state !== 'importing' || batch.read !== from) return false

    const given: GivenRow[] = []
    const refused: RefusedRow[] = []
    for (const checked of rows) {
      if ('row' in checked) given.push(checked.row)
      else refused.push(checked.refused)
    }
    const merged = await takeIn(tx, { ...place, siteId: list.siteId }, given)
    if (refused.length > 0) await insertRefused(tx.db, place.batchId, refused)

    const accepted = given.length - merged
    await addTally(tx.db, place.batchId, { read: rows.length, accepted, merged, refused: refused.length }, progress)
    await addToList(tx.db, place.listId, accepted)
    return true
  })

/** Each number's first row becomes an entry unless the list has one; the others are joined to it. Answers how many were. */
const takeIn = async (
  { db }: Context,
  place: { listId: string; batchId: string; siteId: string },
  rows: readonly GivenRow[],
): Promise<number> => {
  const first = new Map<string, GivenRow>()
  for (const row of rows) if (!first.has(row.number)) first.set(row.number, row)
  const candidates = [...first.values()]
  if (candidates.length === 0) return 0

  const customerIds = await upsertCustomers(
    db,
    candidates.map(({ number, name }) => ({ number, name, siteId: place.siteId })),
  )
  const inserted = await insertEntries(
    db,
    place,
    candidates.map((row, at) => ({ ...row, customerId: customerIds[at] ?? '' })),
  )
  if (inserted.length === rows.length) return 0
  const fresh = new Set(inserted.map(({ number }) => number))
  const others = rows.filter((row) => !(fresh.has(row.number) && first.get(row.number) === row))
  await mergeIntoEntries(db, place, others)
  return others.length
}
