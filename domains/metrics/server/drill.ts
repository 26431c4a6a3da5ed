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
  const [afterAt, afterId] = after?.split('|') ?? []
  const { rows } = await sql<Omit<CallBehind, 'maskedNumber'> & { number: string; place: string }>`
    select f.id, f.placed_at, f.campaign_id, f.attempt_number, f.state, f.cause, f.answered_by, f.talk_ms, f.wrap_up_ms,
      f.abandoned, f.outcome, f.outcome_kind, f.agent_id, e.name as agent_name, t.name as team_name,
      f.number, f.recording is not null as recorded,
      f.placed_at::text as place
    from (select c.*, f.placed_at as at from metrics.call_row f join calls.call_fact c on c.id = f.id and c.placed_at = f.placed_at
      where f.placed_at >= ${span.from}::timestamptz and f.placed_at < ${span.to}::timestamptz and ${ofDays(span)} and ${narrowed(filter)}
        and ${counted(fact, sum)}
        and (${hour ?? null}::int is null or f.quarter / 4 = ${hour ?? null}::int)
        and (${afterAt ?? null}::timestamptz is null or (f.placed_at, f.id) < (${afterAt ?? null}::timestamptz, ${afterId ?? null}::uuid))
      order by f.placed_at desc, f.id desc limit ${limit + 1}) f
      left join people.employee_fact e on e.id = f.agent_id left join people.team_fact t on t.id = f.team_id
    order by f.placed_at desc, f.id desc`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ place: _, number, ...call }) => ({ ...call, maskedNumber: maskNumber(number) })),
    next: last ? `${last.place}|${last.id}` : null,
    total: null,
  }
}

/** The calls that add something to the sum. */
const counted = (fact: Fact, { campaignTypes }: Sum): Sql => {
  const adds = sql`${sql.ref(`f.${fact.code}`)} > 0`
  return campaignTypes
    ? sql`${adds} and f.campaign_id in (select p.id from campaigns.campaign_fact p where p.type = any (${[...campaignTypes]}))`
    : adds
}
