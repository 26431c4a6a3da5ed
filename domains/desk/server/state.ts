import { type LiveCall, soundsLikeMachine, stateOf } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { DeskState } from '../contract.ts'
import type { Handling } from './handling.ts'
import { handlingOf } from './handling-store.ts'
import type { DeskFloor, LiveDesk } from './live.ts'
import type { Rescue } from './rescue.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

const shownCall = (call: LiveCall, waitsUntil: number | null): NonNullable<DeskState['call']> => ({
  id: call.id,
  direction: call.direction,
  callerId: call.callerId,
  state: stateOf(call.record),
  placedAt: iso(call.record.placedAt),
  bridgedAt: call.record.bridgedAt === null ? null : iso(call.record.bridgedAt),
  endedAt: call.record.endedAt === null ? null : iso(call.record.endedAt),
  cause: call.record.cause,
  customerId: call.customerId || null,
  entryId: call.entryId || null,
  maskedNumber: maskNumber(call.number),
  attemptNumber: call.attemptNumber,
  onHold: call.record.holds.at(-1)?.on ?? false,
  muted: call.muted,
  waitsForHeadsetUntil: waitsUntil === null ? null : iso(waitsUntil),
  takenOver: call.handedOnFrom !== null,
  soundsLikeMachine: soundsLikeMachine(call.record),
  agentLeft: call.record.leftAt !== null,
})

const shownCampaign = (campaign: Campaign): NonNullable<DeskState['campaign']> => {
  const { id, name, type, mode, openingWords, scriptVersion, wrapUpSeconds, targetSuccesses, timeZone } = campaign
  const callingWindows = campaign.callingHours.windows
  return { id, name, type, mode, openingWords, scriptVersion, wrapUpSeconds, targetSuccesses, timeZone, callingWindows }
}

/** Who whispers or speaks is always shown; who only listens, where the campaign says so. */
const shownLeader = async (
  { base, handling }: DeskFloor & { handling: Handling },
  call: LiveCall,
): Promise<DeskState['leader']> => {
  const mode = handling.leaderOn(call)
  if (mode !== 'listen') return mode
  return (await handlingOf(base.database.engine, call.campaignId)).showsListening ? mode : null
}

/** Everything one desk shows, read from memory. */
export const deskState = async (
  floor: DeskFloor & { desk: LiveDesk; rescue: Rescue; handling: Handling },
  agentId: string,
): Promise<DeskState> => {
  const { clock, calls, presence, dialer, desk, rescue, handling } = floor
  const agent = presence.find(agentId)
  const call = agent?.callId ? calls.find(agent.callId) : undefined
  // A contact dialled by hand may belong to another campaign than the one the agent waits for.
  const campaignId = call?.campaignId ?? agent?.campaignId
  const runner = campaignId ? dialer.runner(campaignId) : undefined
  const offer = runner?.offers.get(agentId)
  const now = clock.now()
  return {
    agent: agent
      ? {
          id: agent.id,
          name: agent.name,
          state: agent.state,
          since: iso(agent.since),
          signedInAt: iso(agent.signedInAt),
          reasonId: agent.reasonId,
          wants: agent.wants?.pause ?? null,
          helpAskedAt: agent.help && iso(agent.help.askedAt),
        }
      : null,
    campaign: runner ? shownCampaign(runner.campaign) : null,
    call: call ? shownCall(call, rescue.waitsUntil(call.id)) : null,
    third: agent ? handling.thirdOf(agent, call) : null,
    leader: call ? await shownLeader(floor, call) : null,
    offer: offer
      ? {
          entryId: offer.entryId,
          customerId: offer.customerId,
          maskedNumber: maskNumber(offer.number),
          attempts: offer.attempts,
          promised: offer.ownerId === agentId,
        }
      : null,
    today: await desk.today(agentId, runner?.campaign.timeZone ?? 'Asia/Shanghai'),
    now: now.toISOString(),
  }
}
