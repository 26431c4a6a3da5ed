import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { refusals as metricsRefusals } from '#domains/metrics/contract.ts'
import { conversations } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { CampaignBoard } from '../board-shapes.ts'
import { refusals } from '../contract.ts'
import { daysFromTo, earlierOf, planDays } from '../plan.ts'
import { firstDayOf, planFor } from './campaign-plans.ts'
import { byKey, groupsOf, nothing, nowAt, valuesOf, wholeOf } from './figures.ts'

const rates = ['connect_rate', 'close_rate'] as const
const longestPeriod = 400

const pairOf = (values: ReturnType<typeof valuesOf>) => {
  const [connect, close] = values
  return { connect: connect ?? nothing('connect_rate'), close: close ?? nothing('close_rate') }
}

type Part = { campaignId: string; from: string; to: string }
/** Why customers refused, the most frequent reason first. */
const countRefusals = async (ctx: Context, part: Part): Promise<CampaignBoard['refusals']> => {
  const found = await conversations(ctx, { facts: ['talked_refusals'], ...part, by: ['outcome'] })
  return found
    .map(({ keys, sums }) => ({ code: keys[0] ?? 'refusal.other', count: sums.talked_refusals }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}
/** Conversations and successes by version of the script. */
const countScripts = async (ctx: Context, part: Part): Promise<CampaignBoard['scripts']> => {
  const facts = ['agent_calls', 'talked_successes'] as const
  const found = await conversations(ctx, { facts, ...part, by: ['script'] })
  return found
    .filter(({ keys, sums }) => keys[0] != null && sums.agent_calls > 0)
    .map(({ keys, sums }) => ({ version: Number(keys[0]), calls: sums.agent_calls, successes: sums.talked_successes }))
    .toSorted((a, b) => a.version - b.version)
}

/** One campaign: its line against the plan, its batches with intervals, why customers refuse, its scripts. */
export const getCampaignBoard = async (
  ctx: Context,
  campaignId: string,
  { from, to }: { from: string; to: string },
): Promise<CampaignBoard> => {
  if (to < from) refuse(metricsRefusals.periodBackwards)
  if (daysFromTo(from, to) > longestPeriod) refuse(metricsRefusals.periodTooLong, { days: longestPeriod })
  const campaign = (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)
  const { day: today } = await nowAt(ctx, campaign)
  const plan = planFor(campaign)
  const first = firstDayOf(campaign)
  const days = plan?.days ?? planDays(campaign.callingHours, earlierOf(first, today), today)
  const ask = { codes: [...rates], campaignId, from, to }
  const [byDay, batches, whole, why, scripts] = await Promise.all([
    groupsOf(ctx, {
      codes: ['online_successes'],
      campaignId,
      from: days[0]?.day ?? today,
      to: today,
      by: ['day'],
    }),
    groupsOf(ctx, { ...ask, by: ['batch'] }),
    wholeOf(ctx, ask),
    countRefusals(ctx, { campaignId, from, to }),
    countScripts(ctx, { campaignId, from, to }),
  ])
  const reached = byKey(byDay)
  return {
    at: ctx.now().toISOString(),
    name: campaign.name,
    from,
    to,
    target: campaign.targetSuccesses,
    hasPlan: plan !== undefined,
    days: days.map(({ day, minutes }) => ({
      day,
      planned: plan ? (plan.target * minutes) / plan.minutes : 0,
      actual: day > today ? null : (reached.get(day)?.values[0]?.numerator ?? 0),
      // Today still grows: its half would teach the forecast too slow a pace.
      works: minutes > 0 && day !== today,
    })),
    batches: batches.map((group) => ({
      id: group.keys[0] ?? null,
      name: group.labels[0] ?? '',
      ...pairOf(valuesOf(rates, group)),
    })),
    whole: pairOf(whole),
    refusals: why,
    scripts,
  }
}
