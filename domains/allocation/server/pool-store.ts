import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Holding, PoolCustomer, PoolMove } from '../shapes.ts'

export type Place = { agentId: string; teamId: string | null; siteId: string | null }
type Move = {
  customerIds: readonly string[]
  kind: PoolMove['kind']
  from: Place | null
  to: Place | null
  by: { id: string | null; name: string }
  at: Date
  note: string
}
/** Writes down that customers moved: from a book to the pool, out of it, or from book to book. */
export const noteMoves = async (db: Db, { customerIds, kind, from, to, by, at, note }: Move): Promise<void> => {
  const about = to ?? from
  await sql`
    insert into allocation.pool_move (at, customer_id, kind, from_agent, to_agent, agent_id, team_id, site_id, by_id, by_name, note)
    select ${at}, id, ${kind}, ${from?.agentId ?? null}, ${to?.agentId ?? null}, ${about?.agentId ?? null}, ${about?.teamId ?? null},
      ${about?.siteId ?? null}, ${by.id}, ${by.name}, ${note} from unnest(${[...customerIds]}::uuid[]) as c(id)`.execute(
    db,
  )
}

export const hold = async (
  db: Db,
  customerIds: readonly string[],
  { agentId, teamId, siteId }: Place,
  { at, protectedUntil }: { at: Date; protectedUntil: Date },
): Promise<void> => {
  await sql`
    insert into allocation.holding (customer_id, agent_id, team_id, site_id, since, protected_until)
    select id, ${agentId}, ${teamId}, ${siteId}, ${at}, ${protectedUntil} from unnest(${[...customerIds]}::uuid[]) as c(id)
    on conflict (customer_id) do update set agent_id = excluded.agent_id, team_id = excluded.team_id, site_id = excluded.site_id,
      since = excluded.since, protected_until = excluded.protected_until, warned_at = null`.execute(db)
}
export const letGo = async (db: Db, customerIds: readonly string[]): Promise<void> => {
  await sql`delete from allocation.holding where customer_id = any (${[...customerIds]}::uuid[])`.execute(db)
}

export const countHeld = async (db: Db, agentId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from customers.customer_fact where owner_id = ${agentId} and merged_into is null`.execute(db)
  return rows[0]?.n ?? 0
}
export const countClaimed = async (db: Db, agentId: string, { now, timeZone }: { now: Date; timeZone: string }) => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from allocation.pool_move where agent_id = ${agentId} and kind = 'claim'
      and at >= ((${now}::timestamptz at time zone ${timeZone})::date::timestamp at time zone ${timeZone})`.execute(db)
  return rows[0]?.n ?? 0
}
/** When that agent last had this customer, if since then. */
export const lastHad = async (db: Db, agentId: string, customerId: string, since: Date): Promise<string | null> => {
  const { rows } = await sql<{ at: string | null }>`
    select max(at) as at from allocation.pool_move where customer_id = ${customerId} and from_agent = ${agentId} and at > ${since}`.execute(
    db,
  )
  return rows[0]?.at ?? null
}

/** The customers of an agent, whatever page gave them to the agent. */
export const customersOf = async (db: Db, agentId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from customers.customer_fact where owner_id = ${agentId} and merged_into is null`.execute(db)
  return rows.map(({ id }) => id)
}
/** Whose these customers are, as far as `db` sees them. */
export const ownersOf = async (db: Db, customerIds: readonly string[]) => {
  const { rows } = await sql<{ id: string; ownerId: string | null; siteId: string | null; teamId: string | null }>`
    select id, owner_id, site_id, team_id from customers.customer_fact
    where id = any (${[...customerIds]}::uuid[]) and merged_into is null and erased_at is null order by id`.execute(db)
  return rows
}

type PoolAsked = {
  siteIds: readonly string[] | null
  search: string | undefined
  touched: 'any' | 'never' | 'before'
  after: string | undefined
  limit: number
}
/** A page of the pool, newest first; `siteIds` null for every site. The numbers are whole: mask them. */
export const pageOfPool = async (db: Db, { siteIds, search, touched, after, limit }: PoolAsked) => {
  const called = sql`exists (select from calls.call_fact k where k.customer_id = c.id)`
  const which = { any: sql`true`, never: sql`not ${called}`, before: called }[touched]
  const { rows } = await sql<PoolCustomer>`
    select c.id as customer_id, c.name, c.number, c.attributes, c.created_at, k.placed_at as last_at, k.outcome as last_outcome,
      (select p.name from allocation.pool_move m join people.employee_fact p on p.id = m.from_agent
       where m.customer_id = c.id order by m.at desc limit 1) as last_holder
    from (
      select * from customers.customer_fact c
      where c.owner_id is null and c.merged_into is null and c.erased_at is null
        and (${siteIds === null} or c.site_id is null or c.site_id = any (${siteIds ?? []}::uuid[]))
        and (${search ?? ''} = '' or starts_with(c.name, ${search ?? ''}))
        and (${after ?? null}::uuid is null or c.id < ${after ?? null}::uuid) and ${which}
      order by c.id desc limit ${limit + 1}) c
    left join lateral (select placed_at, outcome from calls.call_fact where customer_id = c.id order by placed_at desc limit 1) k on true
    order by c.id desc`.execute(db)
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.customerId ?? null) : null }
}

/**
 * Customers in books with the moment they go back: `followup_days` after the holder's last call (or after they came), or
 * `deal_days` after they came without a success since; never while protected.
 */
export const held = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  held as (
    select h.customer_id, h.agent_id, h.team_id, h.site_id, h.since, h.protected_until, h.warned_at, c.name, c.number, l.last_at,
      greatest(h.protected_until, coalesce(greatest(h.since, l.last_at), h.since) + make_interval(days => r.followup_days)) as idle_until,
      case when l.sold then null else greatest(h.protected_until, h.since + make_interval(days => r.deal_days)) end as deal_until,
      r.recycles, r.warn_days
    from allocation.holding h join customers.customer_fact c on c.id = h.customer_id and c.owner_id = h.agent_id and c.merged_into is null
    cross join allocation.rules r
    left join lateral (
      select max(k.placed_at) as last_at, coalesce(bool_or(k.outcome_kind = 'success'), false) as sold from calls.call_fact k
      where k.customer_id = h.customer_id and k.agent_id = h.agent_id and k.placed_at >= h.since) l on true
    where ${which})`

export const pageOfHoldings = async (
  db: Db,
  { agentId, page, pageSize }: { agentId: string | undefined; page: number; pageSize: number },
) => {
  const which = agentId ? sql`h.agent_id = ${agentId}` : sql`true`
  const { rows } = await sql<Holding & { total: number }>`
    with ${held(which)}
    select h.customer_id, h.agent_id, p.name as agent_name, h.name, h.number, h.since, h.protected_until, h.last_at,
      case when h.recycles then least(h.idle_until, h.deal_until) end as returns_at,
      case when not h.recycles then null when h.deal_until < h.idle_until then 'noDeal' else 'noFollowup' end as returns_for,
      h.warned_at is not null as warned, count(*) over () as total
    from held h left join people.employee_fact p on p.id = h.agent_id
    order by least(h.idle_until, h.deal_until), h.customer_id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(
    db,
  )
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export const pageOfMoves = async (
  db: Db,
  { customerId, page, pageSize }: { customerId: string | undefined; page: number; pageSize: number },
) => {
  const { rows } = await sql<PoolMove & { total: number }>`
    select m.id, m.at, m.customer_id, coalesce(c.name, '') as customer_name, m.kind, f.name as from_name, t.name as to_name, m.by_name, m.note,
      count(*) over () as total
    from allocation.pool_move m left join customers.customer_fact c on c.id = m.customer_id
      left join people.employee_fact f on f.id = m.from_agent left join people.employee_fact t on t.id = m.to_agent
    where ${customerId ?? null}::uuid is null or m.customer_id = ${customerId ?? null}
    order by m.at desc, m.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
