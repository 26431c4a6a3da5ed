import { type RawBuilder, sql } from 'kysely'
import { z95 } from '#contract/interval.ts'
import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { Db } from '#platform/db.ts'
import { refusals } from '../contract.ts'
import type { FairShare, TalkBehind } from '../shapes.ts'
import { text, verdictWords } from '../text.ts'

type Asked = { from: string; to: string; teamId?: string | undefined; campaignId?: string | undefined }
const mostDays = 92

export const checkedPeriod = <T extends Asked>(asked: T): T => {
  const days = (Date.parse(asked.to) - Date.parse(asked.from)) / 86_400_000
  if (days < 0) refuse(refusals.periodBackwards)
  if (days >= mostDays) refuse(refusals.periodTooLong, { days: mostDays })
  return asked
}

/** How far a rate of few conversations is pulled to the campaign's: as if so many more had gone like all. */
const pull = 50
/** Below so much variance chance alone explains anything. */
const leastVariance = 1

/**
 * Every conversation with the success expected of it: of a scored contact its score, scaled so that in its campaign the
 * expected successes of all agents add up to those there were; of the others the rate of its class (of its batch where
 * there are no classes), pulled towards the campaign's. Rates are those of the period and the 30 days before, of all
 * agents, so that nobody is measured by themselves alone.
 */
const worth = ({ from, to, campaignId }: Asked, timeZone: string): RawBuilder<unknown> => {
  const start = sql`(${from}::date::timestamp at time zone ${timeZone})`
  const end = sql`((${to}::date + 1)::timestamp at time zone ${timeZone})`
  return sql`
    talk as (
      select k.id, k.placed_at, k.agent_id, k.campaign_id, k.entry_id, k.customer_id, k.number, k.outcome, k.outcome_kind = 'success' as success,
        g.class_code, g.score, coalesce(g.class_code, k.batch_id::text, '') as kind
      from calls.call_fact k left join screening.grade_fact g on g.campaign_id = k.campaign_id and g.entry_id = k.entry_id
      where k.placed_at >= ${start} - interval '30 days' and k.placed_at < ${end} and k.bridged_at is not null
        and k.agent_id is not null and k.outcome_kind is not null
        and (${campaignId ?? null}::uuid is null or k.campaign_id = ${campaignId ?? null})),
    per_campaign as (
      select campaign_id, count(*)::float8 as n, count(*) filter (where success)::float8 as s, sum(score)::float8 as scored,
        count(*) filter (where success and score is not null)::float8 as scored_s from talk group by 1),
    per_kind as (
      select campaign_id, kind, count(*)::float8 as n, count(*) filter (where success)::float8 as s from talk group by 1, 2),
    worth as (
      select t.*, t.placed_at >= ${start} as inside,
        case when t.score is not null and c.scored > 0 then least(0.95, t.score * c.scored_s / c.scored)
          else (p.s + ${pull} * c.s / c.n) / (p.n + ${pull}) end as expected
      from talk t join per_campaign c using (campaign_id) join per_kind p using (campaign_id, kind))`
}

type Row = Omit<FairShare, 'verdict' | 'swing'> & { variance: number }
const judged = ({ variance, ...row }: Row): FairShare => {
  const swing = z95 * Math.sqrt(variance)
  const beyond = row.successes - row.expected
  const verdict =
    variance < leastVariance ? 'few' : Math.abs(beyond) <= swing ? 'within' : beyond > 0 ? 'above' : 'below'
  return { ...row, swing, verdict }
}

/** What each agent within the reader's reach was given and what came of it, the luckiest first. */
export const readFairShares = async (ctx: Context, engine: Db, asked: Asked): Promise<FairShare[]> => {
  const timeZone = await timeZoneOf(engine, ctx.actor.id)
  const { from, to, teamId, campaignId } = asked
  const { rows: agents } = await sql<{ id: string; name: string; teamName: string | null }>`
    select e.id, e.name, t.name as team_name from people.employee_fact e left join people.team_fact t on t.id = e.team_id
    where ${teamId ?? null}::uuid is null or e.team_id = ${teamId ?? null}`.execute(ctx.db)
  const { rows } = await sql<Omit<Row, 'agentName' | 'teamName'>>`
    with ${worth(asked, timeZone)},
    talked as (
      select agent_id, count(*) as talks, sum(expected) as expected, sum(expected * (1 - expected)) as variance,
        count(*) filter (where success) as successes from worth where inside group by agent_id),
    given as (
      select agent_id, count(*) as given, sum(expected_value) as given_expected from (
        select distinct on (agent_id, campaign_id, entry_id) agent_id, expected_value from allocation.assignment
        where at >= (${from}::date::timestamp at time zone ${timeZone}) and at < ((${to}::date + 1)::timestamp at time zone ${timeZone})
          and (why is null or why <> 'undone') and agent_id is not null
          and (${campaignId ?? null}::uuid is null or campaign_id = ${campaignId ?? null})
        order by agent_id, campaign_id, entry_id, at) once
      group by agent_id)
    select agent_id, coalesce(g.given, 0) as given, g.given_expected, coalesce(t.talks, 0) as talks, coalesce(t.expected, 0) as expected,
      coalesce(t.variance, 0) as variance, coalesce(t.successes, 0) as successes
    from talked t full join given g using (agent_id)
    where agent_id = any (${agents.map(({ id }) => id)}::uuid[])`.execute(engine)
  const names = new Map(agents.map((agent) => [agent.id, agent]))
  return rows
    .map((row) => {
      const agent = names.get(row.agentId)
      return judged({ ...row, agentName: agent?.name ?? '', teamName: agent?.teamName ?? null })
    })
    .sort((a, b) => b.expected - a.expected || (a.agentId < b.agentId ? -1 : 1))
}

/** The conversations a share is made of, newest first. */
export const readTalksBehind = async (
  ctx: Context,
  engine: Db,
  { agentId, page, pageSize, ...asked }: Asked & { agentId: string; page: number; pageSize: number },
) => {
  const isInReach = await sql`select from people.employee_fact where id = ${agentId}`.execute(ctx.db)
  if (isInReach.rows.length === 0) return { rows: [], total: 0 }
  const timeZone = await timeZoneOf(engine, ctx.actor.id)
  const { rows } = await sql<TalkBehind & { total: number }>`
    with ${worth(asked, timeZone)}
    select w.id as call_id, w.placed_at as at, c.name as campaign_name, coalesce(e.name, '') as name, w.number, w.class_code, w.expected,
      w.outcome, w.success, count(*) over () as total
    from worth w left join campaigns.campaign_fact c on c.id = w.campaign_id left join lists.entry_fact e on e.id = w.entry_id
    where w.inside and w.agent_id = ${agentId}
    order by w.placed_at desc, w.id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(engine)
  return {
    rows: rows.map(({ total: _, ...row }) => ({ ...row, number: maskNumber(row.number) })),
    total: rows[0]?.total ?? 0,
  }
}

const two = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(2)))
/** The ledger as a file, in the reader's language. */
export const exportFairShares = async (ctx: Context, engine: Db, asked: Asked): Promise<Download> => {
  const { locale } = ctx.actor
  const shares = await readFairShares(ctx, engine, asked)
  const headings = [
    text.agent,
    text.team,
    text.given,
    text.givenExpected,
    text.talks,
    text.expectedSuccesses,
    text.swing,
    text.successes,
    text.verdict,
  ]
  const pages = async function* () {
    yield shares.map((share) => [
      share.agentName,
      share.teamName,
      share.given,
      two(share.givenExpected),
      share.talks,
      two(share.expected),
      two(share.swing),
      share.successes,
      verdictWords[share.verdict][locale],
    ])
  }
  return csvDownload(
    `${text.ledgerFile[locale]}-${asked.from}-${asked.to}.csv`,
    headings.map((heading) => heading[locale]),
    pages(),
  )
}
