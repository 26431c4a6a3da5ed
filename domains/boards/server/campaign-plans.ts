import { sql } from 'kysely'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { earlierOf, minutesPassed, type Plan, plannedSoFar, planOf, targetOfDay } from '../plan.ts'
import { byKey, groupsOf, nowAt } from './figures.ts'

export type Planned = {
  campaign: Campaign
  plan: Plan | undefined
  firstDay: string
  today: string
  /** Successes before today, and today. */
  before: number
  reachedToday: number
  passed: number
}

const dayOf = ({ timeZone }: Campaign, moment: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone }).format(new Date(moment))
export const firstDayOf = (campaign: Campaign): string =>
  [campaign.startsOn, dayOf(campaign, campaign.startedAt ?? campaign.createdAt)]
    .filter((day) => day !== null)
    .toSorted()[0] ?? ''

/** Minutes of calling gone by on the first day when the campaign began in the middle of it. */
const lateBy = (campaign: Campaign): number => {
  const { startedAt, timeZone, callingHours, dayStartsAt } = campaign
  if (!startedAt || dayOf(campaign, startedAt) !== firstDayOf(campaign)) return 0
  const time = new Intl.DateTimeFormat('sv', { timeZone, timeStyle: 'short' }).format(new Date(startedAt))
  return minutesPassed(callingHours, firstDayOf(campaign), { dayStartsAt, time })
}

const plans = new Map<string, Plan | undefined>()
const mostPlans = 500
/** The plan of a campaign; kept for as long as the campaign does not change. */
export const planFor = (campaign: Campaign): Plan | undefined => {
  const key = `${campaign.id}:${campaign.version}`
  if (!plans.has(key)) {
    if (plans.size >= mostPlans) plans.clear()
    const { callingHours, endsOn: to, targetSuccesses: target } = campaign
    plans.set(key, planOf(callingHours, { from: firstDayOf(campaign), to, target, lateBy: lateBy(campaign) }))
  }
  return plans.get(key)
}
/** Minutes of calling gone by today, counted from its beginning where it began today. */
const passedToday = (campaign: Campaign, { day, time }: { day: string; time: string }): number => {
  const { callingHours, dayStartsAt } = campaign
  const passed = minutesPassed(callingHours, day, { dayStartsAt, time })
  return day === firstDayOf(campaign) ? Math.max(0, passed - lateBy(campaign)) : passed
}

/** Campaigns under way or paused, and those finished in the last 31 days, within the reader's reach. */
export const listPresentCampaigns = async (
  { db, now }: Context,
  { siteId, teamId }: { siteId?: string | null; teamId?: string | null } = {},
): Promise<Campaign[]> => {
  const since = new Date(now().getTime() - 31 * 86_400_000)
  const { rows } = await sql<{ id: string }>`
    select id from campaigns.campaign_fact
    where (state in ('running', 'paused') or (state in ('finished', 'reviewed') and finished_at >= ${since}))
      and (${siteId ?? null}::uuid is null or site_id = ${siteId ?? null}::uuid)
    order by name limit 200`.execute(db)
  const found = await Promise.all(rows.map(({ id }) => findCampaign(db, id)))
  return found.filter((one) => one !== undefined).filter(({ teamIds }) => !teamId || teamIds.includes(teamId))
}

/** How far campaigns have come against their plans, each on the clock of its own site. */
export const plansOf = async (ctx: Context, campaigns: readonly Campaign[]): Promise<Planned[]> => {
  const bySite = Map.groupBy(campaigns, ({ siteId }) => siteId)
  const found = await Promise.all(
    [...bySite.values()].map(async (some): Promise<Planned[]> => {
      const [one] = some
      if (!one) return []
      const { day: today, time } = await nowAt(ctx, one)
      const from = some.map(firstDayOf).toSorted()[0] ?? today
      const ask = { codes: ['online_successes'], siteId: one.siteId, by: ['campaign'] as const }
      const [whole, ofToday] = await Promise.all([
        groupsOf(ctx, { ...ask, by: [...ask.by], from: earlierOf(from, today), to: today }),
        groupsOf(ctx, { ...ask, by: [...ask.by], from: today, to: today }),
      ])
      const [all, now] = [byKey(whole), byKey(ofToday)]
      return some.map((campaign) => {
        const reachedToday = now.get(campaign.id)?.values[0]?.numerator ?? 0
        return {
          campaign,
          plan: planFor(campaign),
          firstDay: firstDayOf(campaign),
          today,
          before: (all.get(campaign.id)?.values[0]?.numerator ?? 0) - reachedToday,
          reachedToday,
          passed: passedToday(campaign, { day: today, time }),
        }
      })
    }),
  )
  return found.flat()
}

const isUnderWay = ({ campaign }: Planned): boolean => campaign.state === 'running' || campaign.state === 'paused'
const minutesOfToday = ({ plan, today }: Planned): number => plan?.days.find(({ day }) => day === today)?.minutes ?? 0

/** Today's target of campaigns together and what is planned by now; null where none has a goal for today. */
export const goalOfToday = (planned: readonly Planned[], shareOf: (one: Planned) => number = () => 1) => {
  const goals = planned.filter(isUnderWay).flatMap((one) => {
    const target = one.plan ? targetOfDay(one.plan, one.before, one.today) : null
    const minutes = minutesOfToday(one)
    const share = shareOf(one)
    if (target === null || minutes === 0 || share === 0) return []
    return [{ target: target * share, planned: (target * share * one.passed) / minutes }]
  })
  if (goals.length === 0) return { target: null, planned: null }
  return {
    target: Math.ceil(goals.reduce((sum, { target }) => sum + target, 0)),
    planned: goals.reduce((sum, { planned: by }) => sum + by, 0),
  }
}

/** What the plan of a campaign expects from its start until now; null without a plan. */
export const plannedUntilNow = ({ plan, firstDay, today, passed }: Planned): number | null =>
  plan ? plannedSoFar(plan, firstDay, { today, passed }) : null
