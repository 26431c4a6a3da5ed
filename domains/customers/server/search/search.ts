import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#contract/role.ts'
import type { Db } from '#platform/db.ts'
import { readQuery, type Wanted } from './tokens.ts'

/** Enough to choose from; whoever finds more has to say more. */
export const mostFound = 200
/** So many holders of the rarest token are looked at; words so common are no search. */
const mostLookedAt = 20_000
/** Beyond so many holders a reader of few rows has each row asked instead. */
const fewHolders = 300
const manyHolders = 2000

export type Found = { ids: string[]; more: boolean }

/** How many hold one of these tokens, as far as it matters. */
const countHolders = async (db: Db, wanted: readonly Wanted[], upTo: number): Promise<number[]> => {
  const counts = wanted.map(({ anyOf }) => sql`customers.holders(${anyOf}::text[], ${upTo})`)
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(counts)}] as counts`.execute(db)
  return rows[0]?.counts ?? []
}

// `offset 0` keeps each question a question: joined, Postgres would gather all holders of a common word first.
const holds = ({ anyOf }: Wanted): RawBuilder<unknown> =>
  sql`and exists (select from customers.token t where t.customer_id = h.id and t.token = any (${anyOf}::text[]) offset 0)`
const bears = (text: string): RawBuilder<unknown> =>
  sql`and (position(${text} in lower(c.name)) > 0 or position(${text} in lower(c.company)) > 0 or exists (
    select from customers.customer m where m.golden_id = c.id and (position(${text} in lower(m.name)) > 0 or position(${text} in lower(m.company)) > 0)))`
const ends = (digits: string): RawBuilder<unknown> =>
  sql`and (exists (select from customers.phone p where p.customer_id = c.id and right(p.number, ${digits.length}) = ${digits} offset 0)
    or exists (select from customers.token t where t.customer_id = c.id and t.token = ${digits} offset 0))`

/** Only records that stand for themselves have tokens. From the rarest token to its customers: for readers of many rows, and of rare words. */
const fromToken = ({ anyOf }: Wanted, most: number) =>
  sql`(select customer_id as id from customers.token where token = any (${anyOf}::text[]) limit ${most}) h`
/** Every row of the reader is asked: for readers of few. */
const fromRows = sql`(select id from customers.customer offset 0) h`

/**
 * Ids of customers whose name, pinyin, company, last digits or ids the words of `text` are; all words must be met, and
 * `narrowed` as well. Within the reader's own rows: Postgres sees to it. At most `mostFound`; `more` tells of others.
 */
export const searchCustomers = async (
  db: Db,
  scope: Scope,
  text: string,
  narrowed: readonly RawBuilder<unknown>[] = [],
): Promise<Found> => {
  const { wanted, contains, endings } = readQuery(text)
  if (wanted.length === 0) return { ids: [], more: false }
  const few = scope === 'own'
  const upTo = few ? fewHolders : manyHolders
  const counts = wanted.length === 1 && !few ? [0] : await countHolders(db, wanted, upTo)
  const byRarity = wanted.map((word, at) => ({ word, count: counts[at] ?? 0 })).toSorted((a, b) => a.count - b.count)
  const [rarest = { word: { anyOf: [] }, count: 0 }] = byRarity
  const byRows = few && rarest.count >= upTo
  const asked = byRarity.slice(byRows ? 0 : 1).map(({ word }) => holds(word))
  const ofRow = [...contains.map(bears), ...endings.map(ends), ...narrowed]
  // Holders of one of several tokens may come twice.
  const most = asked.length + ofRow.length > 0 ? mostLookedAt : (mostFound + 1) * rarest.word.anyOf.length
  const { rows } = await sql<{ id: string }>`
    select h.id from ${byRows ? fromRows : fromToken(rarest.word, most)}
    where true ${sql.join(asked, sql` `)}
      ${ofRow.length > 0 ? sql`and exists (select from customers.customer c where c.id = h.id ${sql.join(ofRow, sql` `)} offset 0)` : sql``}
    limit ${(mostFound + 1) * rarest.word.anyOf.length}`.execute(db)
  const ids = [...new Set(rows.map(({ id }) => id))]
  return { ids: ids.slice(0, mostFound), more: ids.length > mostFound }
}
