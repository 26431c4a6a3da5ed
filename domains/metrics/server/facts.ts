import { sql } from 'kysely'
import type { Grouping } from '../measure.ts'
import type { Filter, FilterName } from './filter.ts'
import type { FactName, Sql } from './kpi.ts'
import type { Span } from './span.ts'

type Source = {
  /** By what its rows can be told apart. */
  groups: readonly Grouping[]
  filters: readonly FilterName[]
  /** `from … where …`, its rows named `f`. */
  rows: (span: Span, filter: Filter, by: Grouping | undefined) => Sql
  /** The moment that puts a row into an hour or a day. */
  moment?: Sql
  agent?: Sql
}

const equals = (column: Sql, value: string | undefined): Sql =>
  value === undefined ? sql`true` : sql`${column} = ${value}::uuid`

/**
 * Stretches of agent time cut at the edges of the period, of business days and, where asked, of hours: each piece lies
 * in one of them. The stretch still running lasts until now. No stretch lasts two days, which lets the index help.
 */
const agentTime = ({ from, to, now, zone, dayStartsAt }: Span, filter: Filter, by: Grouping | undefined): Sql => {
  const start = sql`${dayStartsAt}::interval`
  const pieces =
    by === 'hour'
      ? sql`select h as starts, h + interval '1 hour' as ends, ((h at time zone ${zone}) - ${start})::date as day
          from generate_series(date_trunc('hour', a.started_at, ${zone}), coalesce(a.ended_at, ${now}::timestamptz), interval '1 hour') h`
      : sql`select (d + ${start}) at time zone ${zone} as starts, (d + interval '1 day' + ${start}) at time zone ${zone} as ends, d::date as day
          from generate_series(date_trunc('day', (a.started_at at time zone ${zone}) - ${start}),
            (coalesce(a.ended_at, ${now}::timestamptz) at time zone ${zone}) - ${start}, interval '1 day') d`
  return sql`from (
    select g.*, extract(epoch from g.ends - g.starts) as seconds,
      (row_number() over (partition by g.employee_id, g.day order by g.starts) = 1)::int as first_of_day
    from (
      select a.employee_id, a.team_id, a.campaign_id, a.state, p.day,
        greatest(a.started_at, p.starts, ${from}::timestamptz) as starts,
        least(coalesce(a.ended_at, ${now}::timestamptz), p.ends, ${to}::timestamptz) as ends
      from presence.agent_time_fact a cross join lateral (${pieces}) p
      where a.started_at < ${to}::timestamptz and a.started_at > ${from}::timestamptz - interval '2 days'
        and coalesce(a.ended_at, ${now}::timestamptz) > ${from}::timestamptz
        and ${equals(sql`a.campaign_id`, filter.campaignId)} and ${equals(sql`a.team_id`, filter.teamId)}
        and ${equals(sql`a.employee_id`, filter.agentId)}) g
    where g.ends > g.starts) f where true`
}

export const sources: Record<Exclude<FactName, 'none'>, Source> = {
  call: {
    groups: ['hour', 'day', 'team', 'agent', 'batch'],
    filters: ['campaignId', 'teamId', 'agentId', 'batchId'],
    moment: sql`f.placed_at`,
    agent: sql`f.agent_id`,
    rows: ({ from, to }, filter) => sql`from calls.call_fact f
      where f.placed_at >= ${from}::timestamptz and f.placed_at < ${to}::timestamptz
        and ${equals(sql`f.campaign_id`, filter.campaignId)} and ${equals(sql`f.team_id`, filter.teamId)}
        and ${equals(sql`f.agent_id`, filter.agentId)} and ${equals(sql`f.batch_id`, filter.batchId)}`,
  },
  agentTime: {
    groups: ['hour', 'day', 'team', 'agent'],
    filters: ['campaignId', 'teamId', 'agentId'],
    moment: sql`f.starts`,
    agent: sql`f.employee_id`,
    rows: agentTime,
  },
  session: {
    groups: ['hour', 'day', 'team', 'agent'],
    filters: ['teamId', 'agentId'],
    moment: sql`f.signed_in_at`,
    agent: sql`f.employee_id`,
    rows: ({ from, to }, filter) => sql`from presence.session_fact f
      where f.signed_in_at >= ${from}::timestamptz and f.signed_in_at < ${to}::timestamptz
        and ${equals(sql`f.team_id`, filter.teamId)} and ${equals(sql`f.employee_id`, filter.agentId)}`,
  },
  contact: {
    groups: ['batch'],
    filters: ['campaignId', 'batchId'],
    rows: (_span, filter) => sql`from dialer.contact_fact f
      where ${equals(sql`f.campaign_id`, filter.campaignId)} and ${equals(sql`f.batch_id`, filter.batchId)}`,
  },
  campaign: {
    groups: [],
    filters: ['campaignId'],
    rows: (_span, filter) => sql`from campaigns.campaign_fact f where ${equals(sql`f.id`, filter.campaignId)}`,
  },
}

/** Whether that fact can be narrowed and grouped so. */
export const canTell = (fact: FactName, filter: Filter, by: Grouping | undefined): boolean => {
  if (fact === 'none') return true
  const { groups, filters } = sources[fact]
  const asked = (Object.keys(filter) as FilterName[]).filter((name) => filter[name] !== undefined)
  return (by === undefined || groups.includes(by)) && asked.every((name) => filters.includes(name))
}

/** The text a row is grouped under: "09" for an hour, "2026-03-05" for a business day, otherwise an id. */
export const keyOf = (fact: Exclude<FactName, 'none'>, by: Grouping | undefined, span: Span): Sql => {
  const { moment = sql`null::timestamptz`, agent = sql`null` } = sources[fact]
  if (by === 'hour') return hourOf(moment, span)
  if (by === 'day')
    return sql`to_char((${moment} at time zone ${span.zone}) - ${span.dayStartsAt}::interval, 'YYYY-MM-DD')`
  if (by === 'team') return sql`f.team_id::text`
  if (by === 'agent') return sql`${agent}::text`
  if (by === 'batch') return sql`f.batch_id::text`
  return sql`null::text`
}
export const hourOf = (moment: Sql, { zone }: Span): Sql => sql`to_char(${moment} at time zone ${zone}, 'HH24')`
