import { sql } from 'kysely'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { placeOf } from './number-place.ts'

const atOnce = 5000

/**
 * Looks up where numbers were issued that nobody has looked up yet, for at most `turnMs`. Answers whether any are left.
 * Several workers take different ones.
 */
export const placeWaiting = async (
  ctx: Context,
  turnMs: number,
  loadSegments: (db: Db) => Promise<void>,
): Promise<boolean> => {
  const until = Date.now() + turnMs
  if (!(await isAnyWaiting(ctx.db))) return false
  // This process may not have heard yet what another changed.
  await loadSegments(ctx.db)
  for (let placed = atOnce; placed === atOnce; ) {
    if (Date.now() > until) return true
    placed = await inTransaction(ctx, ({ db }) => placeSome(db))
  }
  return false
}

const isAnyWaiting = async (db: Db): Promise<boolean> =>
  (await sql`select from customers.phone where province is null limit 1`.execute(db)).rows.length > 0

const placeSome = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ number: string }>`
    select number from customers.phone where province is null limit ${atOnce} for update skip locked`.execute(db)
  if (rows.length === 0) return 0
  const places = rows.map(({ number }) => placeOf(number))
  await sql`
    update customers.phone p set province = given.province, city = given.city
    from unnest(${rows.map(({ number }) => number)}::text[], ${places.map(({ province }) => province)}::text[],
      ${places.map(({ city }) => city)}::text[]) as given (number, province, city)
    where p.number = given.number`.execute(db)
  return rows.length
}

/** The table of segments changed for numbers with these first digits: they are looked up anew. */
export const placeAnew = async (db: Db, prefixes: readonly string[]): Promise<void> => {
  await sql`
    update customers.phone p set province = null, city = null
    where p.province is not null and p.number like '+86%' and exists (
      select from unnest(${prefixes}::text[]) as given (prefix) where starts_with(substr(p.number, 4), given.prefix))`.execute(
    db,
  )
}
/** As before, where so many prefixes changed that asking each costs more than looking all up. */
export const placeAllAnew = async (db: Db): Promise<void> => {
  await sql`update customers.phone set province = null, city = null where province is not null and number like '+86%'`.execute(
    db,
  )
}
