import { refuse } from '#contract/problem.ts'
import type { CallNews, LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import { headsetLost, refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { isPause, type LiveAgent, type LivePresence, type Pause } from '#domains/presence/server/public.ts'
import type { SuperviseMode } from '#domains/telephony/contract.ts'
import type { HeadsetNews, LiveHeadsets, Party } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { refusals, type Third } from '../contract.ts'
import { openThirds } from './third.ts'

type Ground = { clock: Clock; calls: LiveCalls; presence: LivePresence; dialer: LiveDialer; headsets: LiveHeadsets }
export type Handling = ReturnType<typeof openHandling>

/** What a colleague did before somebody spoke to them, and goes back to. */
type Before = { pause: Pause; reasonId: string | null } | 'ready'

/**
 * Conversations of more than two: what the agents on them do meanwhile, and whose the customer is afterwards. A colleague
 * who is asked, or called without a customer, is in an internal call: no customer comes for them.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the conversations its small functions share.
export const openHandling = ({ clock, calls, presence, dialer, headsets }: Ground) => {
  const thirds = openThirds({ calls, presence, clock })
  const before = new Map<string, Before>()
  /** By call: the colleague asked about it. */
  const asked = new Map<string, string>()
  /** By agent: the colleague they talk to without a customer, both ways round. */
  const pairs = new Map<string, string>()

  /** Whose customer is with others already hands them on to nobody. */
  const callOf = (agent: LiveAgent): LiveCall => {
    const call = agent.callId ? calls.find(agent.callId) : undefined
    return call && call.record.leftAt === null ? call : refuse(refusals.noCall)
  }
  const agentOf = (call: LiveCall): LiveAgent | undefined => {
    const agent = call.agentId ? presence.find(call.agentId) : undefined
    return agent?.callId === call.id ? agent : undefined
  }
  const wearerOf = (endpoint: string | null | undefined): LiveAgent | undefined =>
    endpoint ? [...presence.all()].find((agent) => agent.endpoint === endpoint) : undefined

  const occupy = (agent: LiveAgent): boolean => {
    const { state, reasonId, spokenFor } = agent
    if (spokenFor || (state !== 'ready' && !isPause(state))) return false
    if (state !== 'internalCall') before.set(agent.id, state === 'ready' ? 'ready' : { pause: state, reasonId })
    return presence.move(agent, 'pause', { pause: 'internalCall', reasonId: null, callId: null })
  }
  const letGo = (agentId: string | undefined): void => {
    const was = agentId ? before.get(agentId) : undefined
    if (!agentId || !was) return
    before.delete(agentId)
    const agent = presence.find(agentId)
    if (agent?.state !== 'internalCall') return
    if (was !== 'ready') presence.move(agent, 'pause', { ...was, callId: null })
    else if (headsets.mayWork(agent.endpoint)) presence.move(agent, 'ready', { callId: null })
    else presence.move(agent, 'pause', { pause: 'notReady', reasonId: headsetLost, callId: null })
  }
  const letGoOf = (call: LiveCall): void => {
    letGo(asked.get(call.id))
    asked.delete(call.id)
  }
  const part = (agentId: string): void => {
    const other = pairs.get(agentId)
    if (other === undefined) return
    for (const id of [agentId, other]) {
      pairs.delete(id)
      letGo(id)
    }
  }

  const noteAsked = (call: LiveCall, endpoint: string | undefined): void => {
    const colleague = wearerOf(endpoint)
    if (colleague && occupy(colleague)) asked.set(call.id, colleague.id)
  }
  /** The customer is with a colleague now, who says what came of it; or outside, and the agent says so at once. */
  const handOver = (call: LiveCall): void => {
    const from = agentOf(call)
    const to = wearerOf(call.endpoint)
    if (to && to.id !== from?.id) {
      asked.delete(call.id)
      before.delete(to.id)
      if (presence.move(to, 'connect', { callId: call.id })) {
        calls.giveTo(call, to)
        dialer.runner(call.campaignId)?.handTo(call, to.id)
      } else calls.hangUp(call.id)
    }
    if (!from || to?.id === from.id) return
    presence.move(from, 'endCall')
    if (to) presence.finishWrapUp(from)
  }
  /** A message is being left: what came of the call is known, and the agent is free. */
  const leave = (call: LiveCall): void => {
    const agent = agentOf(call)
    letGoOf(call)
    // Who handed the customer to a survey still says what came of the conversation.
    if (call.isInFlow) return void (agent && presence.move(agent, 'endCall'))
    if (!call.outcome) calls.conclude(call.id, 'voicemail', 'voicemail', '')
    if (!agent) return
    presence.move(agent, 'endCall')
    presence.finishWrapUp(agent)
  }
  const hear = ({ call, kind, endpoint }: CallNews): void => {
    if (kind === 'consulting') noteAsked(call, endpoint)
    else if (kind === 'consultOver' || kind === 'ended') letGoOf(call)
    else if (kind === 'transferred') handOver(call)
    else if (kind === 'left') leave(call)
  }
  const hearHeadset = ({ endpoint, state }: HeadsetNews): void => {
    const wearer = state === 'seated' ? undefined : wearerOf(endpoint)
    if (wearer) part(wearer.id)
  }
  const silence = [
    calls.news.hear(hear),
    headsets.news.hear(hearHeadset),
    presence.news.hear(({ agent, now }) => {
      if (now !== 'internalCall' && pairs.has(agent.id)) part(agent.id)
      if (now === null) before.delete(agent.id)
    }),
  ]

  return {
    /** To a colleague who is ready, or outside. */
    transfer: async (agent: LiveAgent, to: Party): Promise<void> => {
      const colleague = 'endpoint' in to ? wearerOf(to.endpoint) : undefined
      if (colleague && (colleague.state !== 'ready' || colleague.spokenFor))
        refuse(presenceRefusals.wrongState, { state: colleague.state })
      await calls.transfer(callOf(agent).id, to)
    },
    /** `name`: what the screens call the third party. */
    consult: async (agent: LiveAgent, to: Party, name = ''): Promise<void> => {
      const call = callOf(agent)
      const endpoint = 'endpoint' in to ? to.endpoint : to.number
      await thirds.call(call, endpoint, name, () => calls.consult(call.id, to))
    },
    /** Whom this agent talks to besides the customer, or is calling; null: nobody. */
    thirdOf: (agent: LiveAgent, call: LiveCall | undefined): Third | null =>
      thirds.of(agent, call, presence.find(pairs.get(agent.id) ?? '')),
    /** How a leader is on the call, the least silent first; null: nobody, or nobody who still wears a headset. */
    leaderOn: (call: LiveCall): SuperviseMode | null => {
      const modes = [...calls.leadersOn(call.id)]
        .filter(([endpoint]) => headsets.mayWork(endpoint))
        .map(([, mode]) => mode)
      return (['barge', 'whisper', 'listen'] as const).find((mode) => modes.includes(mode)) ?? null
    },
    /** The leader, at work already and on no call, becomes the customer's agent; the other one is free. */
    takeOver: async (agent: LiveAgent, leader: LiveAgent): Promise<void> => {
      const call = callOf(agent)
      if (!occupy(leader)) refuse(presenceRefusals.wrongState, { state: leader.state })
      asked.set(call.id, leader.id)
      try {
        await calls.transfer(call.id, { endpoint: leader.endpoint })
      } catch (error) {
        letGoOf(call)
        throw error
      }
    },
    endConsult: (agent: LiveAgent, how: 'handOver' | 'confer' | 'drop'): Promise<void> =>
      calls.endConsult(callOf(agent).id, how),
    /** The agent is free at once; the outcome is that of a voicemail. */
    leaveMessage: (agent: LiveAgent, prompt: string): Promise<void> => calls.leaveMessage(callOf(agent).id, prompt),
    /** Joins two agents who have no customer. */
    callColleague: async (agent: LiveAgent, colleague: LiveAgent): Promise<void> => {
      const mayTalk = ({ id, state, spokenFor }: LiveAgent): boolean =>
        !spokenFor && !pairs.has(id) && (state === 'ready' || isPause(state)) && state !== 'internalCall'
      for (const one of [agent, colleague])
        if (!mayTalk(one) || agent.id === colleague.id) refuse(presenceRefusals.wrongState, { state: one.state })
      await headsets.intercom(agent.endpoint, colleague.endpoint, true)
      pairs.set(agent.id, colleague.id)
      pairs.set(colleague.id, agent.id)
      for (const one of [agent, colleague]) occupy(one)
    },
    /** Ends an internal call; who was asked about a customer leaves the two alone. */
    leaveColleague: async (agent: LiveAgent): Promise<void> => {
      const colleague = presence.find(pairs.get(agent.id) ?? '')
      const call = colleague ? undefined : thirds.callAbout(agent)
      if (call) return calls.endConsult(call.id, 'drop')
      part(agent.id)
      if (colleague) await headsets.intercom(agent.endpoint, colleague.endpoint, false)
    },
    stop: (): void => {
      thirds.stop()
      for (const end of silence) end()
    },
  }
}
