import { type RawBuilder, sql } from 'kysely'
import { addDays, daysBetween, mondayOf } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { answersOf } from '#domains/calls/server/public.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { businessDayOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type CampaignDetection, type Result, type ResultQuery, refusals, type WeekResult } from '../contract.ts'
import { falsePositives, isAlarming, type Judged, personsAmongMachines, rateWithFalsePositives } from '../estimate.ts'
import { isMachine, isNotMachine, standing } from './store.ts'

type Row = Omit<WeekResult, 'falsePositive' | 'personShare' | 'persons' | 'knownMs'> &
  Pick<Judged, 'weight' | 'squares' | 'personWeight'> & { p50: number | null; p95: number | null }

const judged = sql`${isMachine} and j.verdict in ('person', 'machine')`
const figures = sql`count(*)::int as answered, count(*) filter (where ${isMachine})::int as machine,
  count(*) filter (where ${isNotMachine})::int as not_machine,
  count(*) filter (where a.heard_as = 'unsure')::int as unsure, count(*) filter (where a.heard_as is null)::int as undecided,
  count(*) filter (where a.drawn and ${isMachine})::int as drawn,
  count(*) filter (where ${isMachine} and j.verdict = 'person')::int as judged_person,
  count(*) filter (where ${isMachine} and j.verdict = 'machine')::int as judged_machine,
  count(*) filter (where ${isMachine} and j.verdict = 'unclear')::int as judged_unclear,
  count(*) filter (where a.drawn and ${isMachine} and j.id is null)::int as waiting,
  coalesce(sum(1 / a.chance) filter (where a.drawn and ${judged}), 0)::float8 as weight,
  coalesce(sum(1 / (a.chance * a.chance)) filter (where a.drawn and ${judged}), 0)::float8 as squares,
  coalesce(sum(1 / a.chance) filter (where a.drawn and ${isMachine} and j.verdict = 'person'), 0)::float8 as person_weight,
  percentile_cont(0.5) within group (order by a.after_ms)::float8 as p50,
  percentile_cont(0.95) within group (order by a.after_ms)::float8 as p95`

/** Sums under the reader's eyes, by campaign, way of listening and, where asked, by week. */
const readRows = async (db: Db, where: RawBuilder<unknown>, week: RawBuilder<unknown>): Promise<WeekResult[]> => {
  const { rows } = await sql<Row>`
    select c.name as campaign_name, s.name as site_name, s.time_zone, q.* from (
      select a.campaign_id, a.mode, ${week} as week, ${figures}
      from detection.answer a left join ${standing} on true where ${where} group by 1, 2, 3) q
    join campaigns.campaign_fact c on c.id = q.campaign_id join people.site_fact s on s.id = c.site_id
    order by q.week desc, c.name, q.campaign_id, q.mode`.execute(db)
  return rows.map(asResult)
}
const asResult = ({ weight, squares, personWeight, p50, p95, ...row }: Row): WeekResult => {
  const personShare = personsAmongMachines({ weight, squares, personWeight })
  const ofAll = (share: number): number => share * row.machine
  return {
    ...row,
    falsePositive: falsePositives(personShare, row.machine, row.notMachine),
    personShare,
    persons: personShare && {
      value: ofAll(personShare.rate),
      low: ofAll(personShare.low),
      high: ofAll(personShare.high),
    },
    knownMs: p50 === null || p95 === null ? null : { p50, p95 },
  }
}

const longestDays = 371
export const listResults = async ({ db }: Context, { from, to, campaignId }: ResultQuery): Promise<WeekResult[]> => {
  const [first, last] = [mondayOf(from), addDays(mondayOf(to), 6)]
  if (daysBetween(first, last) > longestDays) refuse(refusals.spanTooLong)
  const where = sql`a.day between ${first}::date and ${last}::date
    and (${campaignId ?? null}::uuid is null or a.campaign_id = ${campaignId ?? null})`
  return readRows(db, where, sql`date_trunc('week', a.day)::date`)
}

const windowDays = 30
const readWindow = async (db: Db, campaignId: string, [from, to]: readonly [string, string]): Promise<Result[]> => {
  const where = sql`a.campaign_id = ${campaignId} and a.day between ${from}::date and ${to}::date`
  return (await readRows(db, where, sql`${to}::date`)).map(({ week: _, ...result }) => result)
}
/** Persons the machine hung up on in the window of abandoned calls: its share among the predictive ones taken for machines. */
const readHungUp = async (db: Db, campaignId: string, since: Date): Promise<number> => {
  const { rows } = await sql<{ machines: number }>`select count(*)::int as machines from detection.answer a
    where a.campaign_id = ${campaignId} and a.answered_at > ${since} and a.day >= (${since}::timestamptz - interval '2 days')::date
      and a.mode = 'before' and a.is_predictive and ${isMachine}`.execute(db)
  return rows[0]?.machines ?? 0
}

/** `all` counts calls nobody took, which are of no team. */
export const getCampaignDetection = async (
  ctx: Context,
  all: Context,
  campaignId: string,
): Promise<CampaignDetection> => {
  const campaign = (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)
  const { timeZone, dayStartsAt, machineDetection: mode, machineAudits: audits } = campaign
  const now = ctx.now()
  const to = businessDayOf(campaign, now)
  const from = addDays(to, 1 - windowDays)
  const results = await readWindow(ctx.db, campaignId, [from, to])
  // Thirty days of a ledger are not read for a campaign that never listened.
  const { last30d } =
    mode === 'off' && results.length === 0
      ? { last30d: { answered: 0, abandoned: 0 } }
      : await answersOf(all.db, campaignId, { now, timeZone, dayStartsAt })
  const before = results.find((result) => result.mode === 'before')?.personShare ?? null
  const machines = await readHungUp(ctx.db, campaignId, new Date(now.getTime() - windowDays * 86_400_000))
  const hungUpOn = machines === 0 ? 0 : before && before.rate * machines
  return {
    campaignId,
    mode,
    audits,
    from,
    to,
    results,
    isAlarming: isAlarming(results.find((result) => result.mode === mode)?.falsePositive ?? null),
    abandoned: {
      ...last30d,
      rate: last30d.answered > 0 ? last30d.abandoned / last30d.answered : null,
      hungUpOn,
      rateWithEstimate: rateWithFalsePositives(last30d, hungUpOn),
    },
  }
}
