import { answeredAt, type LiveCall, stateOf } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { sliceMinutes } from '../contract.ts'
import { type BusinessDay, businessDayAround } from '../day.ts'

export type Tally = { attempts: number; answered: number; connects: number; successes: number; abandoned: number }
/** `before` is what the campaign had reached when the day began; undefined until the ledger was asked. */
export type CampaignTally = Tally & { before: number | undefined; slices: number[] }

export const emptyTally = (): Tally => ({ attempts: 0, answered: 0, connects: 0, successes: 0, abandoned: 0 })
const sliceMs = sliceMinutes * 60_000

type Page = { day: BusinessDay; agents: Map<string, Tally>; campaigns: Map<string, CampaignTally> }

/** What a finished call counts as. Hold counts as talk, and a call joined and cut in the same instant does not. */
const countsOf = (call: LiveCall): Tally => {
  const { bridgedAt, endedAt } = call.record
  return {
    attempts: 1,
    answered: answeredAt(call.record) === null ? 0 : 1,
    connects: bridgedAt !== null && endedAt !== null && endedAt > bridgedAt ? 1 : 0,
    successes: 0,
    abandoned: call.abandoned ? 1 : 0,
  }
}
export const add = (to: Tally, { attempts, answered, connects, successes, abandoned }: Tally): void => {
  to.attempts += attempts
  to.answered += answered
  to.connects += connects
  to.successes += successes
  to.abandoned += abandoned
}

/**
 * Today's figures by campaign and by agent, counted in memory as calls end and outcomes are given. A call counts for
 * the business day of its site in which it was placed; when the next day begins, the page is turned by itself.
 */
export const openDayBook = (nowMs: () => number) => {
  const pages = new Map<string, Page>()

  const pageOf = (campaign: Campaign): Page => {
    const now = nowMs()
    const page = pages.get(campaign.siteId)
    if (page && now < page.day.endsAt) return page
    const fresh: Page = { day: businessDayAround(campaign, now), agents: new Map(), campaigns: new Map() }
    for (const [id, { before, successes }] of page?.campaigns ?? [])
      fresh.campaigns.set(id, {
        ...emptyTally(),
        before: before === undefined ? undefined : before + successes,
        slices: [],
      })
    pages.set(campaign.siteId, fresh)
    return fresh
  }
  const ofCampaign = (campaign: Campaign): CampaignTally => {
    const { campaigns } = pageOf(campaign)
    const tally = campaigns.get(campaign.id) ?? { ...emptyTally(), before: undefined, slices: [] }
    campaigns.set(campaign.id, tally)
    return tally
  }
  const ofAgent = (campaign: Campaign, agentId: string): Tally => {
    const { agents } = pageOf(campaign)
    const tally = agents.get(agentId) ?? emptyTally()
    agents.set(agentId, tally)
    return tally
  }

  return {
    dayOf: (campaign: Campaign): BusinessDay => pageOf(campaign).day,
    ofCampaign,
    ofAgent,
    /** A figure of nothing where the agent had no call today. */
    readAgent: (agentId: string): Tally => {
      const now = nowMs()
      const sum = emptyTally()
      for (const { day, agents } of pages.values()) {
        const tally = now < day.endsAt ? agents.get(agentId) : undefined
        if (tally) add(sum, tally)
      }
      return sum
    },
    /** Campaigns with figures of today. */
    campaignIds: (): string[] => [...pages.values()].flatMap(({ campaigns }) => [...campaigns.keys()]),
    countEnded: (campaign: Campaign, call: LiveCall): void => {
      if (stateOf(call.record) !== 'ended' || call.record.placedAt < pageOf(campaign).day.startsAt) return
      const counts = countsOf(call)
      add(ofCampaign(campaign), counts)
      if (call.agentId) add(ofAgent(campaign, call.agentId), counts)
    },
    countOutcome: (campaign: Campaign, call: LiveCall): void => {
      if (call.outcome?.kind !== 'success') return
      const { startsAt } = pageOf(campaign).day
      const tally = ofCampaign(campaign)
      if (call.record.placedAt < startsAt) {
        if (tally.before !== undefined) tally.before++
        return
      }
      tally.successes++
      addSlice(tally, Math.floor((call.outcome.at - startsAt) / sliceMs), 1)
      if (call.agentId) ofAgent(campaign, call.agentId).successes++
    },
  }
}
export type DayBook = ReturnType<typeof openDayBook>

export const addSlice = (tally: CampaignTally, slice: number, count: number): void => {
  while (tally.slices.length <= slice) tally.slices.push(0)
  tally.slices[slice] = (tally.slices[slice] ?? 0) + count
}
