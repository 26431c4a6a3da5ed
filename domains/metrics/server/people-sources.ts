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

/** Paid hours planned; those whose time has come are told apart, since nobody can have worked the others yet. */
const plan = (asked: Asked): Sql => {
  const { from, to } = daysOf(asked)
  return sql`from (
    select a.employee_id as agent_id, a.team_id, a.site_id, a.day, null::uuid as campaign_id, a.ms as scheduled_ms,
      greatest(0, extract(epoch from least(a.ends_at, ${asked.span.now}::timestamptz) - a.starts_at) * 1000)::bigint as scheduled_past_ms
    from workforce.activity_fact a where a.is_paid and a.day between ${from} and ${to}) f
  where ${narrowed(asked.filter)}`
}

/** People a business day: who was due once the shift had begun, and who of these signed in. */
const due = (asked: Asked): Sql => {
  const { from, to } = daysOf(asked)
  return sql`from (
    select s.employee_id as agent_id, s.team_id, s.site_id, s.day, null::uuid as campaign_id, 1 as people_due,
      bool_or(exists (select from presence.session_fact n where n.employee_id = s.employee_id
        and n.signed_in_at < s.ends_at and n.signed_in_at > s.starts_at - interval '12 hours'
        and coalesce(n.signed_out_at, s.ends_at) > s.starts_at))::int as people_attending
    from workforce.shift_fact s
    where s.is_due and s.starts_at <= ${asked.span.now}::timestamptz and s.day between ${from} and ${to}
    group by s.employee_id, s.team_id, s.site_id, s.day) f
  where ${narrowed(asked.filter)}`
}

/** Recorded time that met the plan, and time in production within it. */
const adherence = (asked: Asked): Sql => {
  const { from, to } = daysOf(asked)
  return sql`from (
    select a.employee_id as agent_id, a.team_id, a.site_id, a.day, null::uuid as campaign_id,
      case when a.adheres then l.ms else 0 end as adhering_ms, case when a.is_available then l.ms else 0 end as available_ms
    from workforce.adherence_fact a cross join lateral (
      select greatest(0, extract(epoch from least(a.ends_at, ${asked.span.now}::timestamptz) - a.starts_at) * 1000)::bigint as ms) l
    where a.day between ${from} and ${to}) f
  where ${narrowed(asked.filter)}`
}

/** From signing in to the first call an agent was on. */
const firstCall = (asked: Asked): Sql => sql`from (
    select n.employee_id as agent_id, n.team_id, n.site_id, null::uuid as campaign_id, 1 as first_calls, c.ms as first_call_ms,
      (round(c.ms / 1000.0) ^ 2)::bigint as first_call_s2, (l.local - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
      (extract(hour from l.local) * 4 + floor(extract(minute from l.local) / 15))::smallint as quarter
    from presence.session_fact n
      left join people.site_fact s on s.id = n.site_id
      cross join lateral (select n.signed_in_at at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l
      cross join lateral (select round(extract(epoch from min(t.started_at) - n.signed_in_at) * 1000)::bigint as ms
        from presence.agent_time_fact t where t.employee_id = n.employee_id and t.session_id = n.id
          and t.state in ('dialing', 'talking')) c
    where n.signed_in_at >= ${asked.span.from}::timestamptz and n.signed_in_at < ${asked.span.to}::timestamptz and c.ms is not null) f
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
      parts as (${parts})
    select e.id as agent_id, e.team_id, e.site_id, null::uuid as campaign_id, d.day, d.half_staff, d.leavers, d.staff_at_end,
      (d.staff_at_end = 1 and e.post = 'agent')::int as agents_at_end, (d.staff_at_end = 1 and e.has_seat)::int as seats_at_end
    from people.staff_fact e cross join lateral (
      select first as day, 0.5 as half_staff, 0 as leavers, 0 as staff_at_end from parts
        where e.joined_on <= first and (e.left_on is null or e.left_on >= first)
      union all select last, 0.5, 0, 0 from parts where e.joined_on <= last and (e.left_on is null or e.left_on > last)
      union all select e.left_on, 0, 1, 0 from x where e.left_on between since and until
      union all select n.day, 0, 0, 1 from (${ends}) n where e.joined_on <= n.day and (e.left_on is null or e.left_on > n.day)) d) f
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
  plan: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: plan },
  due: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: due },
  adherence: { groups: [...dayGroups, ...place.groups], filters: place.filters, rows: adherence },
  staff: { groups: ['month', 'week', 'day', ...place.groups], filters: place.filters, rows: staff },
  standard: {
    groups: [...dayGroups, ...quarterGroups, 'site', 'campaign', 'batch', 'product', 'region', 'team', 'agent'],
    filters: ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'],
    rows: standard,
  },
} satisfies Record<string, Source>
