import { sql } from 'kysely'
import { narrowed, type Sql } from './filter.ts'
import { type Asked, dayGroups, type Key, quarterGroups, type Source } from './source.ts'
import { ofDays } from './span.ts'

const place = { groups: ['site', 'team', 'agent'], filters: ['siteId', 'teamId', 'agentId'] } as const

/** Days of the period on any clock; of moments the days they lie in. */
const daysOf = ({ span }: Asked): { from: Sql; to: Sql } =>
  span.days
    ? { from: sql`${span.days.from}::date`, to: sql`${span.days.to}::date` }
    : { from: sql`${span.from}::timestamptz::date`, to: sql`${span.to}::timestamptz::date` }

/** Rows of people by business day; of frozen days what was kept when they were frozen. */
const byDay =
  (rows: 'planRows' | 'dueRows' | 'adherenceRows') =>
  (asked: Asked): Sql => {
    const { from, to } = daysOf(asked)
    return sql`from (select r.*, null::uuid as campaign_id
      from ${sql.id('metrics', rows)}(${from}, ${to}, ${asked.span.now}::timestamptz) r) f
    where ${narrowed(asked.filter)}`
  }

/** From signing in to the first call an agent was on. */
const firstCall = (asked: Asked): Sql => sql`from (select r.*, null::uuid as campaign_id
    from metrics.first_call_rows(${asked.span.from}::timestamptz, ${asked.span.to}::timestamptz) r) f
  where ${ofDays(asked.span)} and ${narrowed(asked.filter)}`

/** By which stretches the people in post are counted: those asked for, else the whole period; leaving is told by months. */
const stretchOf = (by: readonly Key[]): 'day' | 'week' | 'month' | undefined =>
  (['day', 'week', 'month'] as const).find((stretch) => by.includes(stretch))

/**
 * People in post on the first and the last day of each month, or shorter stretch where it is told by those: half of each
 * sum is the average of both, as the formula has it. Days still to come are not counted.
 */
const staff = (asked: Asked): Sql => {
  const { from, to } = daysOf(asked)
  const stretch = stretchOf(asked.by)
  const parts = sql`select greatest(p::date, x.since) as first, least((p + ${sql.lit(`1 ${stretch ?? 'month'}`)}::interval)::date - 1, x.until) as last
    from x, generate_series(date_trunc(${sql.lit(stretch ?? 'month')}, x.since::timestamp), x.until::timestamp, ${sql.lit(`1 ${stretch ?? 'month'}`)}::interval) p`
  const ends = stretch ? sql`select last as day from parts` : sql`select until as day from x`
  return sql`from (
    with x as (select ${from} as since, least(${to}, ${asked.span.now}::timestamptz::date) as until),
      parts as (${parts}), ends as (${ends}),
      people as materialized (select * from metrics.staff_on(array(select first from parts union select last from parts union select day from ends)))
    select d.agent_id, d.team_id, d.site_id, null::uuid as campaign_id, d.day, d.half_staff, d.leavers, d.staff_at_end,
      (d.staff_at_end = 1 and d.post = 'agent')::int as agents_at_end, (d.staff_at_end = 1 and d.has_seat)::int as seats_at_end
    from (
      select p.*, 0.5 as half_staff, 0 as leavers, 0 as staff_at_end from parts join people p on p.day = parts.first
      union all select p.*, 0.5, 0, 0 from parts join people p on p.day = parts.last where p.left_on is null or p.left_on > p.day
      union all select l.*, 0, 1, 0 from x cross join lateral metrics.leavers_between(x.since, x.until) l
      union all select p.*, 0, 0, 1 from ends join people p on p.day = ends.day where p.left_on is null or p.left_on > p.day) d) f
  where ${narrowed(asked.filter)}`
}

/**
 * Agent calls counted by how good their list was: on a list where others succeed half as often as in the campaign as a
 * whole, a call counts half. The list's rate leans on the campaign's as if it had made 100 calls more at that rate.
 */
const standard = (asked: Asked): Sql => {
  const { from, to } = daysOf(asked)
  const slots = asked.by.some((grouping) => grouping === 'hour' || grouping === 'quarterHour')
  const wholeDays = asked.by.includes('region') || asked.filter.region !== undefined ? 'cross' : 'handed'
  const grain = slots || !asked.span.days ? 'cell' : wholeDays
  const when = asked.span.days
    ? ofDays(asked.span)
    : sql`f.slot >= ${asked.span.from}::timestamptz and f.slot < ${asked.span.to}::timestamptz`
  return sql`from (
    select r.day, r.slot, r.quarter, r.campaign_id, r.site_id, r.team_id, r.agent_id, r.batch_id, r.region,
      r.agent_calls * coalesce(w.weight, 1) as standard_calls
    from metrics.call_rollup r left join metrics.list_weights(${from}, ${to}) w on w.campaign_id = r.campaign_id and w.batch_id = r.batch_id
    where r.grain = ${sql.lit(grain)} and r.day between ${from} - 1 and ${to} + 1) f
  where ${when} and ${narrowed(asked.filter)}`
}

/** What people were planned for, who is there, and what rests on the lists they were given. */
export const peopleSources = {
  firstCall: { groups: [...dayGroups, ...quarterGroups, ...place.groups], filters: place.filters, rows: firstCall },
  plan: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: byDay('planRows') },
  due: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: byDay('dueRows') },
  adherence: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: byDay('adherenceRows') },
  staff: { groups: ['month', 'week', 'day', ...place.groups], filters: place.filters, rows: staff },
  standard: {
    groups: [...dayGroups, ...quarterGroups, 'site', 'campaign', 'batch', 'product', 'region', 'team', 'agent'],
    filters: ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'],
    rows: standard,
  },
} satisfies Record<string, Source>
