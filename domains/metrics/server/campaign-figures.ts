import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type Funnel, type Progress, refusals } from '../contract.ts'
import { variationOf } from '../measure.ts'
import { measure } from './measure.ts'
import { freshen } from './rollup.ts'

const getCampaign = async (ctx: Context, campaignId: string) =>
  (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)

/** How many records reach each stage, each counted once however often it was called; so no stage exceeds the one before. */
export const getFunnel = async (ctx: Context, campaignId: string): Promise<Funnel> => {
  const { listId } = await getCampaign(ctx, campaignId)
  const [listed, drawn, called] = await Promise.all([
    sql<{ records: number }>`select count(*) as records from lists.entry_fact
      where list_id = ${listId}::uuid and reverted_at is null`.execute(ctx.db),
    sql<{ records: number; invalid: number }>`
      select count(*) as records, coalesce(sum(f.invalid_records), 0) as invalid
      from metrics.contact_row f where f.campaign_id = ${campaignId}`.execute(ctx.db),
    // As `metrics.call_row` has it, said again: joined to it, every call there is would be read.
    sql<Omit<Funnel, 'records' | 'valid'>>`
      select count(*) as dialled, count(*) filter (where answered) as answered, count(*) filter (where talked) as connected,
        count(*) filter (where effective) as effective, count(*) filter (where succeeded) as succeeded
      from (select bool_or(f.answered_at is not null or f.talk_ms > 0) as answered, bool_or(f.talk_ms > 0) as talked,
          bool_or(f.talk_ms > 0 and f.outcome_kind in ('success', 'refusal', 'callback', 'noDecision')) as effective,
          bool_or(f.talk_ms > 0 and f.outcome_kind = 'success') as succeeded
        from calls.call_fact f
        where f.campaign_id = ${campaignId} and f.entry_id is not null group by f.entry_id) entry`.execute(ctx.db),
  ])
  const records = Math.max(listed.rows[0]?.records ?? 0, drawn.rows[0]?.records ?? 0)
  const stages = called.rows[0] ?? { dialled: 0, answered: 0, connected: 0, effective: 0, succeeded: 0 }
  return { records, valid: records - (drawn.rows[0]?.invalid ?? 0), ...stages }
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
