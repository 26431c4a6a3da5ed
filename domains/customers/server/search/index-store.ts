import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'

export type Findable = {
  id: string
  siteId: string | null
  teamId: string | null
  names: string[]
  companies: string[]
  numbers: string[]
  externalIds: string[]
}

/**
 * What these records are found by, with the words of those merged into them; records merged away or erased are not found.
 * Held until the transaction ends: whoever gives one to another team meanwhile waits, and moves the new tokens too.
 */
export const readFindable = async (db: Db, ids: readonly string[]): Promise<Findable[]> => {
  const wanted = await sql<{ id: string; siteId: string | null; teamId: string | null; name: string; company: string }>`
    select id, site_id, team_id, name, company from customers.customer
    where id = any (${ids}::uuid[]) and merged_into is null and erased_at is null order by id for share`.execute(db)
  // Four plain questions: joined in one, tables not analysed yet after a first import make a plan that takes minutes.
  const merged = await byCustomer<{ names: string[]; companies: string[] }>(
    db,
    sql`select golden_id as id, array_agg(name) as names, array_agg(company) as companies from customers.customer
      where golden_id = any (${ids}::uuid[]) group by golden_id`,
  )
  const numbers = await byCustomer<{ numbers: string[] }>(
    db,
    sql`select customer_id as id, array_agg(number) as numbers from customers.phone
      where customer_id = any (${ids}::uuid[]) group by customer_id`,
  )
  const externalIds = await byCustomer<{ externalIds: string[] }>(
    db,
    sql`select customer_id as id, array_agg(value) as external_ids from customers.external_id
      where customer_id = any (${ids}::uuid[]) group by customer_id`,
  )
  return wanted.rows.map(({ id, siteId, teamId, name, company }) => ({
    id,
    siteId,
    teamId,
    names: [name, ...(merged.get(id)?.names ?? [])].filter(Boolean),
    companies: [company, ...(merged.get(id)?.companies ?? [])].filter(Boolean),
    numbers: numbers.get(id)?.numbers ?? [],
    externalIds: externalIds.get(id)?.externalIds ?? [],
  }))
}
const byCustomer = async <T>(db: Db, query: RawBuilder<unknown>): Promise<Map<string, T>> => {
  const { rows } = await (query as RawBuilder<T & { id: string }>).execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type TokenRows = {
  tokens: string[]
  siteIds: (string | null)[]
  teamIds: (string | null)[]
  customerIds: string[]
}

/** The tokens of these customers are these, and no others. */
export const replaceTokens = async (db: Db, ids: readonly string[], rows: TokenRows): Promise<void> => {
  await sql`delete from customers.token where customer_id = any (${ids}::uuid[])`.execute(db)
  if (rows.tokens.length === 0) return
  await sql`insert into customers.token (token, site_id, team_id, customer_id)
    select * from unnest(${rows.tokens}::text[], ${rows.siteIds}::uuid[], ${rows.teamIds}::uuid[], ${rows.customerIds}::uuid[])`.execute(
    db,
  )
}

/** Takes the oldest waiting customers for this transaction; another worker takes others. */
export const takeWaiting = async (db: Db, most: number): Promise<string[]> => {
  const { rows } = await sql<{ customerIds: string[] }>`
    delete from customers.to_index where place in (
      select place from (select place, sum(cardinality(customer_ids)) over (order by place) - cardinality(customer_ids) as before
        from (select place, customer_ids from customers.to_index order by place limit 100 for update skip locked) free) counted
      where before < ${most})
    returning customer_ids`.execute(db)
  return [...new Set(rows.flatMap(({ customerIds }) => customerIds))]
}

export const countWaiting = async (db: Db): Promise<number> =>
  (
    await sql<{
      count: number
    }>`select coalesce(sum(cardinality(customer_ids)), 0)::int as count from customers.to_index`.execute(db)
  ).rows[0]?.count ?? 0
