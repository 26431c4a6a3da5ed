import { upsertCustomers } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { addTally, addToList, insertEntries, insertRefused, mergeIntoEntries } from '../entry-store.ts'
import type { CheckedRow, GivenRow, RefusedRow } from '../file/row.ts'
import { type ListRow, lockBatch, lockList } from '../store.ts'

export type Place = { listId: string; batchId: string }

/** Rows sorted out: each number's first row, those that repeat one of the same chunk, those refused. */
export type Sorted = { read: number; first: GivenRow[]; repeated: GivenRow[]; refused: RefusedRow[] }
export type Chunk = Sorted & {
  /** Rows of the batch dealt with before this chunk: if the batch stands elsewhere, somebody else is at work on it. */
  from: number
  /** Of `first`, in their order. */
  customerIds: readonly string[]
  progress: number
}

export const sortedOut = (rows: readonly CheckedRow[]): Sorted => {
  const seen = new Set<string>()
  const sorted: Sorted = { read: rows.length, first: [], repeated: [], refused: [] }
  for (const checked of rows) {
    if ('refused' in checked) sorted.refused.push(checked.refused)
    else if (seen.has(checked.row.number)) sorted.repeated.push(checked.row)
    else {
      seen.add(checked.row.number)
      sorted.first.push(checked.row)
    }
  }
  return sorted
}

/** Where customers come from, as their records tell. */
export type Origin = { siteId: string | null; namespace: string; source: string }

export const originOf = (
  list: Pick<ListRow, 'siteId' | 'supplier' | 'name'> | undefined,
  fileName: string,
): Origin => ({
  siteId: list?.siteId ?? null,
  // A supplier numbers its customers across all of its lists.
  namespace: list?.supplier || (list?.name ?? ''),
  source: `${list?.name ?? ''} · ${fileName}`,
})

/**
 * Makes sure that each number is a customer, before and beside the transaction that takes the rows in: a customer whom no
 * list names does no harm, and while one chunk is written the customers of the next are found.
 */
export const customersOf = (
  ctx: Context,
  { siteId, namespace, source }: Origin,
  rows: readonly GivenRow[],
): Promise<string[]> =>
  inTransaction(ctx, ({ db }) =>
    upsertCustomers(
      db,
      rows.map(({ number, name, company, externalId, furtherNumbers }) => ({
        number,
        name,
        company,
        siteId,
        source,
        ...(externalId === '' ? {} : { externalId: { namespace, value: externalId } }),
        ...(furtherNumbers.length === 0 ? {} : { furtherNumbers: furtherNumbers.map((other) => ({ number: other })) }),
      })),
    ),
  )

/**
 * Takes one chunk into the list, with its counts, in one transaction. Answers false when the batch is no longer being
 * imported, or not from there: then whoever asks stops.
 */
export const writeChunk = (ctx: Context, place: Place, chunk: Chunk): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const list = await lockList(tx.db, place.listId)
    const batch = await lockBatch(tx.db, place.batchId)
    if (!list || batch?.state !== 'importing' || batch.read !== chunk.from) return false

    const merged = await takeIn(tx, place, chunk)
    const { read, refused } = chunk
    if (refused.length > 0) await insertRefused(tx.db, place.batchId, refused)
    const accepted = read - refused.length - merged
    await addTally(tx.db, place.batchId, { read, accepted, merged, refused: refused.length }, chunk.progress)
    await addToList(tx.db, place.listId, accepted)
    return true
  })

/** Each number's first row becomes an entry unless the list has one; the others are joined to it. Answers how many were. */
const takeIn = async ({ db }: Context, place: Place, { first, repeated, customerIds }: Chunk): Promise<number> => {
  if (first.length === 0) return 0
  const taken = await insertEntries(
    db,
    place,
    first.map((row, at) => ({ ...row, customerId: customerIds[at] ?? '' })),
  )
  const others = [...first.filter(({ line }) => !taken.has(line)), ...repeated].sort((a, b) => a.line - b.line)
  if (others.length > 0) await mergeIntoEntries(db, place, others)
  return others.length
}
