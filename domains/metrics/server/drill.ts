import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type CallBehind, refusals } from '../contract.ts'
import { kpisOf } from './custom/kpis.ts'
import { callFactOf, type Fact, type Sum } from './facts/fact.ts'
import { type Filter, narrowed, type Sql } from './filter.ts'
import { ofDays, spanOf } from './span.ts'

export type Part = 'numerator' | 'denominator'
export type Behind = Filter & {
  code: string
  part: Part
  from: string
  to: string
  /** "09": only calls placed in that hour of the site's day. */
  hour?: string | undefined
  after?: string | undefined
  limit: number
}

/** The calls a number is made of, newest first. Refuses numbers that are not made of calls. */
export const listCallsBehind = async (
  ctx: Context,
  { code, part, from, to, hour, after, limit, ...filter }: Behind,
) => {
  const [kpi = refuse(refusals.noSuchMeasure, { code })] = await kpisOf(ctx, [code])
  const sum = part === 'numerator' ? kpi.top : (kpi.per ?? kpi.top)
  const fact = callFactOf(sum) ?? refuse(refusals.notMadeOfCalls, { code })
  const span = await spanOf(ctx, from, to)
  const { rows } = await sql<Omit<CallBehind, 'maskedNumber'> & { number: string; place: string }>`
    select c.id, c.placed_at, c.campaign_id, c.attempt_number, c.state, c.cause, c.answered_by, c.talk_ms, c.wrap_up_ms,
      c.abandoned, c.outcome, c.outcome_kind, c.agent_id, e.name as agent_name, t.name as team_name,
      c.number, c.recording is not null as recorded,
      c.placed_at::text as place
    from (select f.id, f.placed_at from metrics.call_row f
      where f.placed_at >= ${span.from}::timestamptz and f.placed_at < ${span.to}::timestamptz and ${ofDays(span)} and ${narrowed(filter)}
        and ${counted(fact, sum)}
        and ${hour === undefined ? sql`true` : sql`f.quarter / 4 = ${hour}::int`} and ${beyond(after)}
      order by f.placed_at desc, f.id desc limit ${limit + 1}) f
      join calls.call_fact c on c.id = f.id and c.placed_at = f.placed_at
      left join people.employee_fact e on e.id = c.agent_id left join people.team_fact t on t.id = c.team_id
    order by f.placed_at desc, f.id desc`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ place: _, number, ...call }) => ({ ...call, maskedNumber: maskNumber(number) })),
    next: last ? `${last.place}|${last.id}` : null,
    total: null,
  }
}

/** Only what comes after the last page. The moment alone, said once more, spares the months that page has passed. */
const beyond = (after: string | undefined): Sql => {
  if (after === undefined) return sql`true`
  const [at, id] = after.split('|')
  return sql`f.placed_at <= ${at}::timestamptz and (f.placed_at, f.id) < (${at}::timestamptz, ${id}::uuid)`
}

/** The calls that add something to the sum. */
const counted = (fact: Fact, { campaignTypes }: Sum): Sql => {
  const adds = sql`${sql.ref(`f.${fact.code}`)} > 0`
  return campaignTypes
    ? sql`${adds} and f.campaign_id in (select p.id from campaigns.campaign_fact p where p.type = any (${[...campaignTypes]}))`
    : adds
}
