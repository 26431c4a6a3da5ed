import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#contract/role.ts'
import type { Db } from '#platform/db.ts'
import { readQuery, type Wanted } from './tokens.ts'

/** Enough to choose from; whoever finds more has to say more. */
export const mostFound = 200
/** So many holders of the rarest token are looked at; words so common are no search. */
const mostLookedAt = 20_000
const countedUpTo = 2000

export type Found = { ids: string[]; more: boolean }

/** How many hold one of these tokens, as far as it matters. */
const countHolders = async (db: Db, wanted: readonly Wanted[]): Promise<number[]> => {
  const counts = wanted.map(
    ({ anyOf }) => sql`(select count(*)::int from (
      select from customers.token where token = any (${anyOf}::text[]) limit ${countedUpTo}) held)`,
  )
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}] as counts`.execute(db)
  return rows[0]?.counts ?? []
}

const holds = ({ anyOf }: Wanted): RawBuilder<unknown> =>
  sql`and exists (select from customers.token t where t.customer_id = c.id and t.token = any (${anyOf}::text[]))`
const bears = (text: string): RawBuilder<unknown> =>
  sql`and (position(${text} in lower(c.name)) > 0 or position(${text} in lower(c.company)) > 0 or exists (
    select from customers.customer m where m.golden_id = c.id and (position(${text} in lower(m.name)) > 0 or position(${text} in lower(m.company)) > 0)))`

/** From the rarest token to its customers: for readers of many rows. */
const fromToken = (wanted: readonly Wanted[], rarest: number) => sql`
  (select distinct customer_id as id from (
    select customer_id from customers.token where token = any (${wanted[rarest]?.anyOf ?? []}::text[]) limit ${mostLookedAt}) held) h
  join customers.customer c on c.id = h.id`

/**
 * Ids of customers whose name, pinyin, company, last digits or ids the words of `text` are; all words must be met. Within
 * the reader's own rows: Postgres sees to it. At most `mostFound`; `more` tells that there are others.
 */
export const searchCustomers = async (db: Db, scope: Scope, text: string): Promise<Found> => {
  const { wanted, contains } = readQuery(text)
  if (wanted.length === 0) return { ids: [], more: false }
  const few = scope === 'own' || scope === 'team'
  const counts = wanted.length === 1 && !few ? [0] : await countHolders(db, wanted)
  const rarest = counts.indexOf(Math.min(...counts))
  // Of few rows each is asked; of many the rarest token is.
  const byRows = few && (counts[rarest] ?? 0) >= countedUpTo
  const others = wanted.filter((_, at) => byRows || at !== rarest)
  const { rows } = await sql<{ id: string }>`
    select c.id from ${byRows ? sql`customers.customer c` : fromToken(wanted, rarest)}
    where c.merged_into is null ${sql.join(others.map(holds), sql` `)} ${sql.join(contains.map(bears), sql` `)}
    limit ${mostFound + 1}`.execute(db)
  return { ids: rows.slice(0, mostFound).map(({ id }) => id), more: rows.length > mostFound }
}
