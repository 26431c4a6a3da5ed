import { type LiveCall, type LiveCalls, releasedSince, stateOf } from '#domains/calls/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import type { LiveAgent, LivePresence } from '#domains/presence/server/public.ts'
import { type HeadsetNews, houseGoodbye, type LiveHeadsets } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'

type Ground = {
  clock: Clock
  calls: LiveCalls
  presence: LivePresence
  dialer: LiveDialer
  headsets: LiveHeadsets
}
export type Rescue = ReturnType<typeof openRescue>

/** Where the campaign is gone and its setting with it. */
const usualWaitSeconds = 15
/** Joining takes milliseconds: silence for so long means that the next agent cannot be joined either. */
const joinsWithinMs = 3000
/** How often an agent without a headset is looked for, who still has to say what came of the conversation. */
const lookEveryMs = 5000

/** Waiting for the headset until then; null: being given to another agent, or said goodbye to. */
type Loss = { until: number | null; callOff: () => void }

/**
 * Saves conversations whose agent's headset is gone: a tab died, a network broke, a node fell over. The customer hears
 * music for as long as the campaign waits; then another free agent has them, or they hear the apology and the call ends.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the losses its small functions share.
export const openRescue = ({ clock, calls, presence, dialer, headsets }: Ground) => {
  const losses = new Map<string, Loss>()

  const agentOf = (call: LiveCall): LiveAgent | undefined => {
    const agent = call.agentId ? presence.find(call.agentId) : undefined
    return agent && [agent.callId, agent.spokenFor].includes(call.id) ? agent : undefined
  }
  const forget = (call: LiveCall): void => {
    losses.get(call.id)?.callOff()
    losses.delete(call.id)
  }
  const tellScreen = (call: LiveCall): void => {
    const agent = agentOf(call)
    if (agent) presence.news.tell({ agent, was: agent.state, now: agent.state })
  }

  /** The conversation is another's now, or nobody's: its agent gets no call until they say so themselves. */
  const dismiss = (agent: LiveAgent | undefined): void => {
    if (!agent) return
    agent.spokenFor = null
    if (presence.pauseWithoutHeadset(agent)) return
    presence.move(agent, 'endCall')
    presence.finishWrapUp(agent)
  }
  const giveOn = (call: LiveCall): void => {
    const runner = dialer.runner(call.campaignId)
    const before = agentOf(call)
    if (runner?.handOn(call)) {
      losses.set(call.id, { until: null, callOff: clock.after(joinsWithinMs, () => lookAgain(call)) })
      return dismiss(before)
    }
    losses.set(call.id, { until: null, callOff: () => {} })
    const goodbye = runner?.campaign.seller?.promptName ?? houseGoodbye
    if (call.record.bridgedAt !== null) return calls.sayGoodbye(call, goodbye)
    dismiss(before)
    if (runner) runner.giveUp(call)
    else calls.hangUp(call.id)
  }
  const lookAgain = (call: LiveCall): void => {
    if (stateOf(call.record) !== 'ended' && losses.has(call.id)) giveOn(call)
  }

  const lose = (call: LiveCall): void => {
    const loss = losses.get(call.id)
    // Whoever is joined next has the customer at once: a hold ended with the headset.
    const agent = agentOf(call)
    if (agent) presence.move(agent, 'resume')
    if (loss?.until) return
    // Before anybody spoke to the customer, or when the next agent is away as well, nothing is gained by waiting.
    if (loss || call.record.bridgedAt === null) return giveOn(call)
    const waitMs = (dialer.runner(call.campaignId)?.campaign.rescueSeconds ?? usualWaitSeconds) * 1000
    const since = releasedSince(call.record) ?? clock.nowMs()
    const until = since + waitMs
    losses.set(call.id, { until, callOff: clock.after(Math.max(0, until - clock.nowMs()), () => giveOn(call)) })
    tellScreen(call)
  }
  const rejoin = (call: LiveCall, endpoint: string | undefined): void => {
    if (!losses.has(call.id)) return
    forget(call)
    const agent = agentOf(call)
    // The lost headset came back in the very moment the customer was given on: they follow whom they were given to.
    if (agent && endpoint !== undefined && endpoint !== agent.endpoint)
      calls.transfer(call.id, { endpoint: agent.endpoint }).catch(() => calls.hangUp(call.id))
    // A new leg knows nothing of what the agent had silenced.
    if (call.muted) calls.mute(call.id, true).catch(() => {})
    tellScreen(call)
  }
  /** Nobody sits at that screen who would say what came of it: it is closed without a decision. */
  const closeUnwatched = (agentId: string, call: LiveCall): void => {
    const agent = presence.find(agentId)
    if (agent?.state !== 'wrapUp' || agent.callId !== call.id || call.outcome) return
    if (headsets.mayWork(agent.endpoint)) return
    if (!presence.isUnwatched(agent)) return void clock.after(lookEveryMs, () => closeUnwatched(agentId, call))
    const runner = dialer.runner(call.campaignId)
    if (runner) runner.concludeWithoutAgent(call)
    else calls.conclude(call.id, 'noDecision', 'noDecision', '')
    presence.finishWrapUp(agent)
  }
  const end = (call: LiveCall): void => {
    const wasLost = losses.has(call.id)
    forget(call)
    const { agentId } = call
    // Others who hear of the end put the agent into wrap-up first.
    if (wasLost && agentId) clock.after(0, () => closeUnwatched(agentId, call))
  }

  const hearHeadset = ({ endpoint }: HeadsetNews): void => {
    for (const agent of presence.all()) {
      if (agent.endpoint !== endpoint) continue
      // Who is being put through loses that call first: joining it tells.
      if (!headsets.mayWork(endpoint) && !agent.spokenFor) presence.pauseWithoutHeadset(agent)
      presence.news.tell({ agent, was: agent.state, now: agent.state })
    }
  }
  const silence = [
    calls.news.hear(({ call, kind, endpoint }) => {
      if (kind === 'released') lose(call)
      else if (kind === 'bridged') rejoin(call, endpoint)
      else if (kind === 'ended') end(call)
    }),
    headsets.news.hear(hearHeadset),
  ]

  return {
    /** After a restart: conversations that were without a headset wait on, and who is ready without one is not. */
    start: (): void => {
      for (const call of calls.all()) if (releasedSince(call.record) !== null) lose(call)
      for (const agent of presence.all()) if (!headsets.mayWork(agent.endpoint)) presence.pauseWithoutHeadset(agent)
    },
    /** Until when the customer of that call waits for the headset; null while none is lost, or it is given up. */
    waitsUntil: (callId: string): number | null => losses.get(callId)?.until ?? null,
    stop: (): void => {
      for (const end of silence) end()
      for (const { callOff } of losses.values()) callOff()
      losses.clear()
    },
  }
}
