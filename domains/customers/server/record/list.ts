import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { CustomerQuery, CustomerRow } from '../../contract.ts'
import { maskNumber } from '../../mask.ts'
import { searchCustomers } from '../search/search.ts'

type Narrowing = Omit<CustomerQuery, 'search' | 'after' | 'limit'>
const narrowedBy = ({ kind, lifecycleId, tag, ownerId, talkPattern }: Narrowing): RawBuilder<unknown>[] => [
  ...(kind ? [sql`and c.kind = ${kind}`] : []),
  ...(lifecycleId ? [sql`and c.lifecycle_id = ${lifecycleId}`] : []),
  ...(ownerId ? [sql`and c.owner_id = ${ownerId}`] : []),
  ...(talkPattern ? [sql`and c.talk_pattern = ${talkPattern}`] : []),
  ...(tag ? [sql`and exists (select from customers.tag g where g.customer_id = c.id and g.tag = ${tag})`] : []),
]

const rowsOf = async (db: Db, ids: readonly string[]): Promise<CustomerRow[]> => {
  const { rows } = await sql<CustomerRow>`
    select c.id, coalesce(c.number, '') as number, c.name, c.company, c.kind, c.lifecycle_id, c.talk_pattern, c.scoring_off,
      array(select g.tag from customers.tag g where g.customer_id = c.id order by g.tag) as tags,
      e.name as owner_name, t.name as team_name, c.origin as source, c.created_at
    from customers.customer c
    left join people.employee_fact e on e.id = c.owner_id left join people.team_fact t on t.id = c.team_id
    where c.id = any (${ids}::uuid[]) order by c.id desc`.execute(db)
  return rows.map((row) => ({ ...row, number: row.number === '' ? '' : maskNumber(row.number) }))
}

/** Newest first; a search answers its best 200 on one page. */
export const listCustomers = async (
  { db, actor }: Context,
  { search, after, limit, ...narrowing }: CustomerQuery,
): Promise<{ rows: CustomerRow[]; next: string | null; total: number | null; more: boolean; waiting: number }> => {
  const waiting = search ? await countWaiting(db) : 0
  if (search) {
    const { ids, more } = await searchCustomers(db, actor.scope, search, narrowedBy(narrowing))
    const rows = inOrderOf(search, await rowsOf(db, ids))
    return { rows, next: null, total: more ? null : rows.length, more, waiting }
  }
  const ids = await idsAfter(db, { after, limit: limit + 1, narrowing })
  const rows = await rowsOf(db, ids.slice(0, limit))
  return { rows, next: ids.length > limit ? (ids[limit - 1] ?? null) : null, total: null, more: false, waiting }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idsAfter = async (
  db: Db,
  { after, limit, narrowing }: { after: string | undefined; limit: number; narrowing: Narrowing },
): Promise<string[]> => {
  const place = after && uuid.test(after) ? sql`and c.id < ${after}::uuid` : sql``
  const { rows } = await sql<{ id: string }>`
    select c.id from customers.customer c where c.merged_into is null and c.erased_at is null ${place}
    ${sql.join(narrowedBy(narrowing), sql` `)} order by c.id desc limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Who is called exactly what was typed comes first. */
const inOrderOf = (search: string, rows: readonly CustomerRow[]): CustomerRow[] => {
  const said = search.trim()
  const rank = ({ name, company }: CustomerRow): number => {
    if (name === said) return 0
    return company === said ? 1 : 2
  }
  return rows.toSorted((a, b) => rank(a) - rank(b))
}

/** Only the engine may count them; for readers the view tells how many. */
const countWaiting = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select customers.waiting_to_be_found()::int as count`.execute(db)).rows[0]?.count ?? 0

/** Tags in use on customers in sight: each is found by one step of the index. */
export const listTags = async ({ db }: Context): Promise<string[]> =>
  (
    await sql<{ tag: string }>`
      with recursive used as (
        (select tag from customers.tag order by tag limit 1)
        union all
        select (select t.tag from customers.tag t where t.tag > used.tag order by t.tag limit 1) from used where used.tag is not null)
      select tag from used where tag is not null limit 500`.execute(db)
  ).rows.map(({ tag }) => tag)

const perPage = 2000
/** Every customer under the filter, page by page. */
export async function* allRows(
  ctx: Context,
  query: Omit<CustomerQuery, 'after' | 'limit'>,
): AsyncGenerator<CustomerRow> {
  let after: string | undefined
  do {
    const { rows, next } = await listCustomers(ctx, { ...query, limit: perPage, ...(after ? { after } : {}) })
    yield* rows
    after = next ?? undefined
  } while (after)
}
