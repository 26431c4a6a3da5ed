import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type CallBehind, type CalledStage, calledStages, refusals } from '../contract.ts'
import { kpisOf } from './custom/kpis.ts'
import { callFactOf, type Fact, type Sum } from './facts/fact.ts'
import { type Filter, narrowed, type Sql } from './filter.ts'
import { ofDays, type Span, spanOf } from './span.ts'

export type Part = 'numerator' | 'denominator'
export type Behind = Filter & {
  code: string
  part: Part
  from: string
  to: string
  /** "09": only calls placed in that hour of the site's day. */
  hour?: string | undefined
  after?: string | undefined
  late?: 'true' | undefined
  limit: number
}

/**
 * The calls a number is made of, newest first: of frozen days those it was made of, as they were, or with `late` what came or
 * was changed since, as it is. Refuses numbers that are not made of calls.
 */
export const listCallsBehind = async (
  ctx: Context,
  { code, part, from, to, hour, after, limit, late, ...filter }: Behind,
) => {
  const [kpi = refuse(refusals.noSuchMeasure, { code })] = await kpisOf(ctx, [code])
  const sum = part === 'numerator' ? kpi.top : (kpi.per ?? kpi.top)
  const fact = callFactOf(sum) ?? refuse(refusals.notMadeOfCalls, { code })
  const span = await spanOf(ctx, from, to)
  const counts = sql`f.placed_at >= ${span.from}::timestamptz and f.placed_at < ${span.to}::timestamptz and ${ofDays(span)}
    and ${narrowed(filter)} and ${counted(fact, sum)} and ${hour === undefined ? sql`true` : sql`f.quarter / 4 = ${hour}::int`}`
  const lateOnes = await countLate(ctx, counts, span)
  const page = pageAfter(after, limit)
  const calls = chosen(counts, page, { late: late === 'true', anyLate: lateOnes.isAny })
  return { ...(await pageOf(ctx, calls, limit)), late: lateOnes.counted }
}

/** The end of a query for calls `f`: those beyond the last page, newest first, and one more. */
const pageAfter = (after: string | undefined, limit: number): Sql =>
  sql`and ${beyond(after)} order by f.placed_at desc, f.id desc limit ${limit + 1}`

/** These calls (`id`, `placed_at`, and as what they were `told` when their day was frozen) as a page of a list. */
const pageOf = async ({ db }: Context, calls: Sql, limit: number) => {
  const { rows } = await sql<Omit<CallBehind, 'maskedNumber'> & { number: string; place: string }>`
    select c.id, c.placed_at, c.campaign_id, c.attempt_number, ${told}, e.name as agent_name, t.name as team_name,
      c.number, c.recording is not null as recorded, f.told is not null as changed_since, c.placed_at::text as place
    from (${calls}) f
      join calls.call_fact c on c.id = f.id and c.placed_at = f.placed_at
      left join people.employee_fact e on e.id = ${was('agent_id', 'uuid')} left join people.team_fact t on t.id = ${was('team_id', 'uuid')}
    order by f.placed_at desc, f.id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ place: _, number, ...call }) => ({ ...call, maskedNumber: maskNumber(number) })),
    next: last ? `${last.place}|${last.id}` : null,
    total: null,
  }
}

export type BehindStage = { campaignId: string; stage: CalledStage; after?: string | undefined; limit: number }
/**
 * The calls a stage of the funnel is made of, newest first: of each record the first of those the reader sees that brought it
 * there. Calls let go since are in the figure and in no list.
 */
export const listCallsBehindStage = (ctx: Context, { campaignId, stage, after, limit }: BehindStage) => {
  const wanted = sql.lit(calledStages.indexOf(stage) + 1)
  const reaches = (call: string) =>
    sql`metrics.stage_of(${sql.ref(`${call}.answeredAt`)}, ${sql.ref(`${call}.talkMs`)}, ${sql.ref(`${call}.outcomeKind`)}) >= ${wanted}`
  return pageOf(
    ctx,
    sql`select f.id, f.placed_at, null::jsonb as told from calls.call_fact f
      where f.campaign_id = ${campaignId} and f.entry_id is not null and ${reaches('f')} and not exists (
        select from calls.call_fact earlier where earlier.entry_id = f.entry_id and earlier.campaign_id = f.campaign_id
          and ${reaches('earlier')} and (earlier.placed_at, earlier.id) < (f.placed_at, f.id)) ${pageAfter(after, limit)}`,
    limit,
  )
}

/** What a list tells of a call: as it is, or as it was when its day was frozen. */
const was = (column: string, type: string): Sql =>
  sql`case when f.told is null then ${sql.ref(`c.${column}`)} else (f.told ->> ${sql.lit(column)})::${sql.raw(type)} end`
const told = sql.join(
  [
    ...['state', 'cause', 'answered_by', 'outcome', 'outcome_kind'].map((column) => [column, 'text'] as const),
    ...[['talk_ms', 'bigint'] as const, ['wrap_up_ms', 'bigint'] as const, ['abandoned', 'boolean'] as const],
    ['agent_id', 'uuid'] as const,
  ].map(([column, type]) => sql`${was(column, type)} as ${sql.id(column)}`),
)

/** How many calls of frozen days came or were changed since and would count; and whether there is any such call at all. */
const countLate = async (
  { db }: Context,
  counts: Sql,
  { from, to }: Span,
): Promise<{ isAny: boolean; counted: number }> => {
  const within = sql`l.placed_at >= ${from}::timestamptz and l.placed_at < ${to}::timestamptz`
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (select from metrics.late_call l where ${within}) as is_any`.execute(db)
  if (!rows[0]?.isAny) return { isAny: false, counted: 0 }
  const { rows: found } = await sql<{ n: number }>`
    select count(*) as n from metrics.late_call l join metrics.call_row f on f.id = l.id and f.placed_at = l.placed_at
    where ${within} and ${counts}`.execute(db)
  return { isAny: true, counted: found[0]?.n ?? 0 }
}

/** Each part brings its own page in order, so that no part is read whole. */
const chosen = (counts: Sql, page: Sql, { late, anyLate }: { late: boolean; anyLate: boolean }): Sql => {
  const now = (only: Sql) =>
    sql`select f.id, f.placed_at, null::jsonb as told from metrics.call_row f where ${only} and ${counts} ${page}`
  const isLate = sql`exists (select from metrics.late_call l where l.id = f.id and l.placed_at = f.placed_at)`
  if (late) return now(isLate)
  if (!anyLate) return now(sql`true`)
  return sql`(${now(sql`not ${isLate}`)}) union all (
    select f.id, f.placed_at, w.told from metrics.former_call w
      cross join lateral jsonb_populate_record(null::metrics.call_row, w.facts) f where ${counts} ${page})`
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
