import { type RawBuilder, sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { listRunningCampaigns } from '#domains/campaigns/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { findEmployee, timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { refusals } from '../contract.ts'
import type { BookRow, BookSummary } from '../shapes.ts'
import { settledOutcomes } from './candidates.ts'
import { readRules } from './rules.ts'

const settled = sql`${[...settledOutcomes]}::text[]`

/**
 * Everybody in the books of these agents, one row each: customers they own, and contacts assigned to them; with the last
 * call and the next callback promised, as far as the reader sees them.
 */
const everybody = (agentIds: readonly string[]): RawBuilder<unknown> => sql`
  booked as (
    select distinct on (agent_id, customer_id) agent_id, customer_id, campaign_id, entry_id, at
    from allocation.assignment where agent_id = any (${agentIds}::uuid[]) and ended_at is null order by agent_id, customer_id, at desc),
  owned as (
    select owner_id as agent_id, id as customer_id, name, number from customers.customer_fact
    where owner_id = any (${agentIds}::uuid[]) and merged_into is null and erased_at is null),
  promised as (
    select distinct on (agent_id, customer_id) agent_id, customer_id, campaign_id, entry_id, due_at
    from followups.followup_fact where agent_id = any (${agentIds}::uuid[]) and state = 'open' order by agent_id, customer_id, due_at),
  people as (
    select coalesce(o.agent_id, b.agent_id) as agent_id, coalesce(o.customer_id, b.customer_id) as customer_id, o.customer_id is not null as owned,
      o.name, o.number, b.campaign_id, b.entry_id, b.at
    from owned o full join booked b on b.agent_id = o.agent_id and b.customer_id = o.customer_id),
  book as (
    select p.agent_id, p.customer_id, p.owned, p.name, p.number, p.at, coalesce(p.campaign_id, f.campaign_id, k.campaign_id) as campaign_id,
      coalesce(p.entry_id, f.entry_id, k.entry_id) as entry_id, f.due_at, k.placed_at as last_at, k.outcome as last_outcome,
      case when f.due_at is not null then 'callback' when k.placed_at is null then 'first'
        when k.outcome_kind = any (${settled}) then 'settled' when k.outcome_kind in ('noDecision', 'callback') then 'followUp'
        else 'again' end as step
    from people p
    left join promised f on f.agent_id = p.agent_id and f.customer_id = p.customer_id
    left join lateral (
      select placed_at, outcome, outcome_kind, campaign_id, entry_id from calls.call_fact c
      where c.customer_id = p.customer_id order by placed_at desc limit 1) k on true)`

/** The first moment of tomorrow, or of today, where somebody works. */
const dayStart = (now: Date, timeZone: string, plus = 0): RawBuilder<string> =>
  sql`(((${now}::timestamptz at time zone ${timeZone})::date + ${sql.lit(plus)}::int)::timestamp at time zone ${timeZone})`

type Asked = { agentId: string; show: 'live' | 'due' | 'all'; page: number; pageSize: number }
type Row = Omit<BookRow, 'key' | 'number'> & { number: string | null; total: number }

/** A page of a book: what is due comes first, then whom nobody has called yet, then the longest untouched. */
export const readBook = async (ctx: Context, engine: Db, { agentId, show, page, pageSize }: Asked) => {
  const timeZone = await timeZoneOf(ctx.db, agentId)
  const which = {
    live: sql`b.step <> 'settled'`,
    due: sql`b.due_at < ${dayStart(ctx.now(), timeZone, 1)}`,
    all: sql`true`,
  }[show]
  const { rows } = await sql<Row>`
    with ${everybody([agentId])},
    chosen as (
      select b.*, count(*) over () as total from book b where ${which}
      order by b.due_at nulls last, case b.step when 'first' then 0 when 'settled' then 2 else 1 end, b.last_at nulls first, b.customer_id
      limit ${pageSize} offset ${(page - 1) * pageSize})
    select c.customer_id, c.campaign_id, k.name as campaign_name, coalesce(k.state = 'running', false) as campaign_runs, c.entry_id,
      coalesce(nullif(c.name, ''), e.name, '') as name, coalesce(nullif(c.number, ''), e.number) as number, c.owned,
      coalesce(h.since, c.at) as since, c.step, c.due_at, c.last_at, c.last_outcome, c.total,
      coalesce((select n.note from calls.call_note_fact n where n.customer_id = c.customer_id order by n.placed_at desc limit 1), '') as note
    from chosen c left join lists.entry_fact e on e.id = c.entry_id left join campaigns.campaign_fact k on k.id = c.campaign_id
      left join allocation.holding h on h.customer_id = c.customer_id and h.agent_id = c.agent_id
    order by c.due_at nulls last, case c.step when 'first' then 0 when 'settled' then 2 else 1 end, c.last_at nulls first, c.customer_id`.execute(
    ctx.db,
  )
  const places = await placesToCall(engine, agentId, rows)
  return {
    rows: rows.map(({ total: _, ...row }) => ({
      ...row,
      ...(row.campaignRuns ? {} : places.get(row.number ?? '')),
      key: row.customerId,
      number: row.number === null ? '' : maskNumber(row.number),
    })),
    total: rows[0]?.total ?? 0,
  }
}

type Callable = { campaignId: string; campaignName: string; campaignRuns: true; entryId: string }
/**
 * Where a customer whom no running campaign has brought into the book may be called all the same: a running campaign of
 * the agent's team on whose list the number stands. By number.
 */
const placesToCall = async (
  engine: Db,
  agentId: string,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Callable>> => {
  const numbers = rows.flatMap(({ campaignRuns, number }) => (campaignRuns || !number ? [] : number))
  if (numbers.length === 0) return new Map()
  const teamId = (await findEmployee(engine, agentId))?.teamId ?? ''
  const running = (await listRunningCampaigns(engine)).filter(
    ({ listId, teamIds }) => listId !== null && teamIds.includes(teamId),
  )
  const names = new Map(running.map(({ id, name }) => [id, name]))
  const found = await sql<{ number: string; campaignId: string; entryId: string }>`
    select n.number, c.campaign_id, e.id as entry_id
    from unnest(${running.map(({ id }) => id)}::uuid[], ${running.map(({ listId }) => listId)}::uuid[]) as c(campaign_id, list_id)
    cross join unnest(${numbers}::text[]) as n(number)
    join lists.entry_fact e on e.list_id = c.list_id and e.number collate "C" = n.number and e.reverted_at is null`.execute(
    engine,
  )
  return new Map(
    found.rows.map(({ number, campaignId, entryId }) => [
      number,
      { campaignId, entryId, campaignName: names.get(campaignId) ?? '', campaignRuns: true },
    ]),
  )
}

type Counted = Omit<BookSummary, 'liveGoal' | 'newGoal' | 'revisitsGoal'>
/**
 * How the books of these agents stand. New of today: customers the agent talked to for the first time ever; revisits:
 * those talked to before.
 */
const countBooks = async (db: Db, agentIds: readonly string[], { now, timeZone }: { now: Date; timeZone: string }) => {
  const today = dayStart(now, timeZone)
  const { rows } = await sql<Counted>`
    with ${everybody(agentIds)},
    standing as (
      select agent_id, count(*) filter (where step <> 'settled') as live,
        count(*) filter (where due_at < ${dayStart(now, timeZone, 1)}) as due_today, count(*) filter (where due_at < ${now}) as overdue
      from book group by agent_id),
    talked as (
      select distinct agent_id, customer_id from calls.call_fact
      where agent_id = any (${agentIds}::uuid[]) and placed_at >= ${today} and bridged_at is not null),
    visits as (
      select t.agent_id, count(*) filter (where not t.before) as fresh, count(*) filter (where t.before) as again
      from (select agent_id, exists (select from calls.call_fact k where k.customer_id = talked.customer_id
              and k.agent_id = talked.agent_id and k.placed_at < ${today} and k.bridged_at is not null) as before from talked) t
      group by t.agent_id)
    select e.id as agent_id, e.name as agent_name, coalesce(s.live, 0) as live, coalesce(s.due_today, 0) as due_today,
      coalesce(s.overdue, 0) as overdue, coalesce(v.fresh, 0) as new_today, coalesce(v.again, 0) as revisits_today
    from people.employee_fact e left join standing s on s.agent_id = e.id left join visits v on v.agent_id = e.id
    where e.id = any (${agentIds}::uuid[]) order by e.name, e.id`.execute(db)
  return rows
}

const withGoals = async (ctx: Context, agentIds: readonly string[]): Promise<BookSummary[]> => {
  const rules = await readRules(ctx.db)
  const timeZone = await timeZoneOf(ctx.db, ctx.actor.id)
  const counted = await countBooks(ctx.db, agentIds, { now: ctx.now(), timeZone })
  return counted.map((book) => ({
    ...book,
    liveGoal: rules.liveProspects,
    newGoal: rules.dailyNew,
    revisitsGoal: rules.dailyRevisits,
  }))
}

export const readSummary = async (ctx: Context, agentId: string): Promise<BookSummary> =>
  (await withGoals(ctx, [agentId]))[0] ?? refuse(refusals.noSuchAgent)

/** The books of everybody within the reader's reach who has one. */
export const readTeamBooks = async (ctx: Context): Promise<BookSummary[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct agent_id as id from allocation.assignment where ended_at is null and agent_id is not null
    union select distinct owner_id from customers.customer_fact where owner_id is not null`.execute(ctx.db)
  return withGoals(
    ctx,
    rows.map(({ id }) => id),
  )
}
