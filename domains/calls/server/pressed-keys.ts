import { sql } from 'kysely'
import { type Context, inTransaction } from '#platform/context.ts'

/** Of each partition at once: 4 MiB where blocks are 8 KiB, read in tens of milliseconds. */
const blocksAtOnce = 512
/** In one run of the job; the next goes on a minute later. */
const stretchesAtOnce = 100

type Place = { nextBlock: number; endBlock: number | null; doneAt: string | null }

const longestPartition = async ({ db }: Context): Promise<number> => {
  const { rows } = await sql<{ blocks: number }>`
    select coalesce(max(pg_relation_size(inhrelid) / current_setting('block_size')::int), 0)::float8 as blocks
    from pg_inherits where inhparent = 'calls.signal'::regclass`.execute(db)
  return rows[0]?.blocks ?? 0
}

/**
 * Takes the keys out of a stretch of the ledger: the pages of each partition one after the other, without an index on what
 * is asked for a few times in a million and then never again. False: there is nothing left to look at.
 */
const clearStretch = (ctx: Context): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const { rows } = await sql<Place>`
      select next_block::float8, end_block::float8, done_at from calls.keys_cleared for update`.execute(tx.db)
    const [place] = rows
    if (!place || place.doneAt !== null) return false
    const end = place.endBlock ?? (await longestPartition(tx))
    const next = place.nextBlock + blocksAtOnce
    const { numAffectedRows = 0n } = await sql`
      update calls.signal set detail = null where ctid >= ${`(${place.nextBlock},0)`}::tid and ctid < ${`(${next},0)`}::tid
        and kind = 'digit' and detail is not null`.execute(tx.db)
    await sql`update calls.keys_cleared set next_block = ${next}, end_block = ${end}, cleared = cleared + ${numAffectedRows},
      done_at = ${next >= end ? tx.now() : null}`.execute(tx.db)
    return next < end
  })

/** What customers typed before it was kept from the ledger; then this finds one row and is done. */
export const clearPressedKeys = async (ctx: Context): Promise<void> => {
  for (let stretch = 0; stretch < stretchesAtOnce; stretch++) if (!(await clearStretch(ctx))) return
}
