import { type LiveCall, stateOf } from '#domains/calls/server/public.ts'
import { type Campaign, closesAt, nextOpening } from '#domains/campaigns/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Floor, FloorAgent, FloorCall, FloorCampaign } from '../contract.ts'
import type { BusinessDay } from '../day.ts'
import { type Opening, targetOfToday } from '../pace.ts'
import { sees, seesCampaign, type Viewer } from '../sight.ts'
import type { FloorGround, LiveFloor } from './live.ts'

export type WatchedFloor = FloorGround & { floor: LiveFloor }

const iso = (ms: number): string => new Date(ms).toISOString()
const dayMs = 86_400_000

/** The hours of that business day in which customers may be called. */
const openingsOn = ({ callingHours, timeZone }: Campaign, { startsAt, endsAt }: BusinessDay): Opening[] => {
  const found: Opening[] = []
  for (let from = startsAt; from < endsAt; ) {
    const opens = nextOpening(callingHours, timeZone, new Date(from))?.getTime()
    if (opens === undefined || opens >= endsAt) break
    const closes = Math.min(closesAt(callingHours, timeZone, new Date(opens))?.getTime() ?? endsAt, endsAt)
    found.push({ from: opens, to: closes })
    from = closes
  }
  return found
}

/** How many days, today included, still have calling hours before the campaign ends; 1 where no end is planned. */
const daysLeft = (campaign: Campaign, { startsAt, endsAt }: BusinessDay): number => {
  if (!campaign.endsOn) return 1
  const dayOf = new Intl.DateTimeFormat('sv', { timeZone: campaign.timeZone })
  let days = 0
  for (let start = startsAt; days < 1000 && dayOf.format(start + dayMs / 2) <= campaign.endsOn; start += dayMs)
    if (openingsOn(campaign, { startsAt: start, endsAt: start + (endsAt - startsAt) }).length > 0) days++
    else if (start - startsAt > 400 * dayMs) break
  return Math.max(1, days)
}

type Plan = { version: number; startsAt: number; openings: Opening[]; daysLeft: number }
const plans = new WeakMap<LiveFloor, Map<string, Plan>>()
/** Reckoned once a day and version of the campaign, not at each push. */
const planOf = (floor: LiveFloor, campaign: Campaign): Plan => {
  const day = floor.book.dayOf(campaign)
  const known = plans.get(floor) ?? new Map<string, Plan>()
  plans.set(floor, known)
  const plan = known.get(campaign.id)
  if (plan && plan.version === campaign.version && plan.startsAt === day.startsAt) return plan
  const fresh = {
    version: campaign.version,
    startsAt: day.startsAt,
    openings: openingsOn(campaign, day),
    daysLeft: daysLeft(campaign, day),
  }
  known.set(campaign.id, fresh)
  return fresh
}

const targetFor = (floor: LiveFloor, campaign: Campaign): number | null => {
  if (campaign.targetSuccesses === 0) return null
  const { before } = floor.book.ofCampaign(campaign)
  if (before === undefined) {
    floor.askBefore(campaign)
    return null
  }
  return targetOfToday(campaign.targetSuccesses, before, planOf(floor, campaign).daysLeft)
}

const shownCampaign = ({ floor, dialer }: WatchedFloor, campaign: Campaign, underWay: number): FloorCampaign => {
  const { before: _, slices, ...tally } = floor.book.ofCampaign(campaign)
  const { openings, startsAt } = planOf(floor, campaign)
  const binding = dialer.runner(campaign.id)?.binding ?? { kind: 'stopping' as const }
  return {
    id: campaign.id,
    name: campaign.name,
    ...tally,
    attempts: tally.attempts + underWay,
    targetToday: targetFor(floor, campaign),
    dayStartsAt: iso(startsAt),
    openings: openings.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
    successesBySlice: [...slices],
    binding: binding.kind,
    until: 'until' in binding ? binding.until : null,
  }
}

const onAir = new Set(['dialing', 'talking', 'holding', 'wrapUp'])
/** How that viewer is on a conversation, as long as the headset they joined with is there. */
const joinedBy = ({ calls, floor, headsets }: WatchedFloor, viewer: Viewer, callId: string): FloorAgent['joined'] => {
  const endpoint = floor.headsetOf.get(viewer.id)
  return (endpoint && headsets.mayWork(endpoint) && calls.leadersOn(callId).get(endpoint)) || null
}
type Shares = ReadonlyMap<string, number | null>
const shownAgent = (watched: WatchedFloor, viewer: Viewer, agent: LiveAgent, shares: Shares): FloorAgent => {
  const { calls, floor } = watched
  const { id, name, staffNumber, teamId, state, reasonId, since, wants, campaignId } = agent
  const call = agent.callId && onAir.has(state) ? calls.find(agent.callId) : undefined
  const { connects, successes } = floor.book.readAgent(id)
  return {
    id,
    name,
    staffNumber,
    teamId,
    state,
    reasonId,
    since: iso(since),
    wants: wants?.pause ?? null,
    helpAskedAt: agent.help && iso(agent.help.askedAt),
    campaignId,
    callId: call?.id ?? null,
    maskedNumber: call ? maskNumber(call.number) : null,
    joined: call ? joinedBy(watched, viewer, call.id) : null,
    connects,
    successes,
    target: shares.get(campaignId ?? '') ?? null,
  }
}

const shownCall = (call: LiveCall, state: FloorCall['state']): FloorCall => ({
  id: call.id,
  campaignId: call.campaignId,
  agentId: call.agentId,
  maskedNumber: maskNumber(call.number),
  state,
  placedAt: iso(call.record.placedAt),
  talkingSince: call.record.bridgedAt === null ? null : iso(call.record.bridgedAt),
  onHold: call.record.holds.at(-1)?.on ?? false,
})

/** A call belongs to the agent it is for; one for nobody yet, to the site of its campaign. */
export const ownerOf = ({ floor }: Pick<WatchedFloor, 'floor'>, call: LiveCall) => ({
  agentId: call.agentId,
  teamId: call.teamId,
  siteId: call.siteId ?? floor.campaignOf(call.campaignId)?.siteId ?? null,
})

const campaignsSeenBy = ({ floor, dialer }: WatchedFloor, viewer: Viewer): Campaign[] => {
  const ids = new Set([
    ...dialer
      .running()
      .filter(({ isRunning }) => isRunning)
      .map(({ campaign }) => campaign.id),
    ...floor.book.campaignIds(),
  ])
  return [...ids]
    .flatMap((id) => floor.campaignOf(id) ?? [])
    .filter((campaign) => seesCampaign(viewer, campaign))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The floor as that viewer may see it: all of it, or one team or site. Read from memory alone. */
export const floorState = (watched: WatchedFloor, viewer: Viewer, of: string): Floor => {
  const { clock, calls, presence, floor } = watched
  const inPart = ({ teamId, siteId }: { teamId: string | null; siteId: string | null }): boolean =>
    of === 'all' || teamId === of || siteId === of

  const signedIn = new Map<string, number>()
  for (const { campaignId } of presence.all())
    if (campaignId) signedIn.set(campaignId, (signedIn.get(campaignId) ?? 0) + 1)
  const shareOf = (campaignId: string | null): number | null => {
    const campaign = campaignId ? floor.campaignOf(campaignId) : undefined
    const target = campaign ? targetFor(floor, campaign) : null
    return target === null ? null : Math.ceil(target / (signedIn.get(campaignId ?? '') ?? 1))
  }
  const agents = [...presence.all()]
    .filter((agent) => inPart(agent) && sees(viewer, { ...agent, agentId: agent.id }))
    .sort((a, b) => (a.staffNumber < b.staffNumber ? -1 : 1))
  const shares = new Map([...signedIn.keys()].map((id) => [id, shareOf(id)]))

  const underWay = new Map<string, number>()
  const seen: FloorCall[] = []
  for (const call of calls.all()) {
    const state = stateOf(call.record)
    if (state === 'ended' || call.campaignId === '') continue
    underWay.set(call.campaignId, (underWay.get(call.campaignId) ?? 0) + 1)
    const owner = ownerOf(watched, call)
    if (inPart(owner) && sees(viewer, owner)) seen.push(shownCall(call, state))
  }
  const teamIds = new Set(agents.map(({ teamId }) => teamId))
  return {
    at: iso(clock.nowMs()),
    agents: agents.map((agent) => shownAgent(watched, viewer, agent, shares)),
    calls: seen.sort((a, b) => (a.placedAt < b.placedAt ? -1 : 1)),
    campaigns: campaignsSeenBy(watched, viewer).map((campaign) =>
      shownCampaign(watched, campaign, underWay.get(campaign.id) ?? 0),
    ),
    teams: floor.teams().filter(({ id }) => teamIds.has(id)),
  }
}
