import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type CalledStage, calledStages, type Funnel, type Progress, refusals } from '../contract.ts'
import { variationOf } from '../measure.ts'
import type { Sql } from './filter.ts'
import { measure } from './measure.ts'
import { freshen } from './rollup.ts'

const getCampaign = async (ctx: Context, campaignId: string) =>
  (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)

type Stages = Record<CalledStage, number>
/** How far records came: one row each, or as many at once as `records` says. */
const stagesOf = async ({ db }: Context, rows: Sql): Promise<Stages> => {
  const { rows: found } = await sql<Stages>`
    select ${sql.join(calledStages.map((name, before) => sql`coalesce(sum(r.records) filter (where r.stage > ${sql.lit(before)}), 0)::int as ${sql.id(name)}`))}
    from (${rows}) r`.execute(db)
  return found[0] ?? { dialled: 0, answered: 0, connected: 0, effective: 0, succeeded: 0 }
}

/**
 * How many records reach each stage, each counted once however often it was called; so no stage of calling exceeds the one
 * before. From counts kept ready, but for whoever sees only their own calls, of which there are few; `fromRows` reads the
 * calls for anybody: slower, and the same to the digit.
 */
export const getFunnel = async (ctx: Context, campaignId: string, { fromRows = false } = {}): Promise<Funnel> => {
  const { listId } = await getCampaign(ctx, campaignId)
  await freshen(ctx)
  const called =
    fromRows || ctx.actor.scope === 'own'
      ? sql`select 1 as records, max(s.stage) as stage from metrics.call_stage s where s.campaign_id = ${campaignId} group by s.entry_id`
      : sql`select s.records, s.stage from metrics.way_stage s where s.campaign_id = ${campaignId}`
  const [listed, drawn, reached] = await Promise.all([
    sql<{ records: number }>`select count(*)::int as records from lists.entry_fact
      where list_id = ${listId}::uuid and reverted_at is null`.execute(ctx.db),
    sql<{ records: number; invalid: number }>`
      select coalesce(sum(r.records), 0)::int as records, coalesce(sum(r.invalid_records), 0)::int as invalid
      from metrics.record_rollup r where r.campaign_id = ${campaignId}`.execute(ctx.db),
    stagesOf(ctx, called),
  ])
  const records = Math.max(listed.rows[0]?.records ?? 0, drawn.rows[0]?.records ?? 0)
  return { records, valid: records - (drawn.rows[0]?.invalid ?? 0), ...reached }
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

/** The site's day hour by hour, and how uneven its working hours are. */
export const getHours = async (ctx: Context, campaignId: string, from: string, to: string) => {
  await getCampaign(ctx, campaignId)
  const codes = ['dials', 'connects', 'online_successes']
  const groups = new Map(
    (await measure(ctx, { codes, campaignId, from, to, by: ['hour'] })).map((g) => [g.keys[0], g.values]),
  )
  const rows = hours.map((hour) => {
    const [attempts, connects, successes] = codes.map((_, index) => groups.get(hour)?.[index]?.value ?? 0)
    return { hour, attempts: attempts ?? 0, connects: connects ?? 0, successes: successes ?? 0 }
  })
  const worked = rows.filter(({ attempts }) => attempts > 0)
  return {
    rows,
    variation: {
      attempts: variationOf(worked.map(({ attempts }) => attempts)),
      connectRate: variationOf(
        worked.filter(({ attempts }) => attempts >= 30).map(({ attempts, connects }) => connects / attempts),
      ),
    },
  }
}

/** How far each of these campaigns has come with its records. */
export const listProgress = async (ctx: Context, campaignIds: readonly string[]): Promise<Progress[]> => {
  await freshen(ctx)
  const { rows } = await sql<Progress>`
    select c.id as campaign_id, c.target_successes, coalesce(sum(r.records), 0)::int as records,
      coalesce(sum(r.attempted_records), 0)::int as attempted, coalesce(sum(r.closed_records), 0)::int as closed,
      coalesce(sum(r.successful_records), 0)::int as successes
    from campaigns.campaign_fact c left join metrics.record_rollup r on r.campaign_id = c.id
    where c.id = any (${[...campaignIds]}::uuid[]) group by c.id, c.target_successes`.execute(ctx.db)
  return rows
}
