import type { CallNews, LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import type { LiveAgent, LivePresence } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Third } from '../contract.ts'

type Stage = Third['stage']
type Called = { endpoint: string; name: string; stage: Stage; since: number }

/** How long the screen says that somebody did not answer, or has left. */
export const goneForMs = 10_000
const isThere = ({ stage }: Called): boolean => stage !== 'missed' && stage !== 'left'

/** What the third party of each conversation is doing, as the telephone system tells it. */
export const openThirds = ({ calls, presence, clock }: { calls: LiveCalls; presence: LivePresence; clock: Clock }) => {
  const thirds = new Map<string, Called>()

  const become = (callId: string, stage: Stage): void => {
    const third = thirds.get(callId)
    if (third && isThere(third)) thirds.set(callId, { ...third, stage, since: clock.nowMs() })
  }
  /** A colleague's own screen tells it too. */
  const tell = (endpoint: string | undefined): void => {
    for (const agent of presence.all())
      if (agent.endpoint === endpoint) presence.news.tell({ agent, was: agent.state, now: agent.state })
  }
  const hear = ({ call, kind }: CallNews): void => {
    const third = thirds.get(call.id)
    if (!third) return
    if (kind === 'consulting') become(call.id, 'talking')
    else if (kind === 'conferred') become(call.id, 'conference')
    else if (kind === 'consultOver') become(call.id, third.stage === 'called' ? 'missed' : 'left')
    else if (kind === 'transferred' || kind === 'ended' || kind === 'left') thirds.delete(call.id)
    else return
    tell(third.endpoint)
  }
  const stop = calls.news.hear(hear)

  const shown = (role: Third['role'], name: string, { stage, since }: Pick<Called, 'stage' | 'since'>): Third => ({
    role,
    name,
    stage,
    since: new Date(since).toISOString(),
  })
  const askedBy = (call: LiveCall): Third | null => {
    const third = thirds.get(call.id)
    if (!third || (!isThere(third) && clock.nowMs() - third.since > goneForMs)) return null
    return shown('asked', third.name, third)
  }
  const callAbout = ({ endpoint }: LiveAgent): LiveCall | undefined => {
    for (const [callId, third] of thirds) if (third.endpoint === endpoint && isThere(third)) return calls.find(callId)
    return undefined
  }
  const asks = (agent: LiveAgent): Third | null => {
    const call = callAbout(agent)
    const third = call && thirds.get(call.id)
    return third ? shown('asks', presence.find(call.agentId ?? '')?.name ?? '', third) : null
  }

  return {
    /** Somebody is being called about that call, from before the order on: their answer may come before its reply. */
    call: async (call: LiveCall, endpoint: string, name: string, order: () => Promise<void>): Promise<void> => {
      const before = thirds.get(call.id)
      // A second order while somebody is there is refused, and takes nothing from the first.
      if (before && isThere(before)) return order()
      thirds.set(call.id, { endpoint, name, stage: 'called', since: clock.nowMs() })
      try {
        await order()
      } catch (error) {
        thirds.delete(call.id)
        throw error
      }
    },
    /** Whom this agent talks to besides the customer, or is calling. */
    of: (agent: LiveAgent, call: LiveCall | undefined, colleague: LiveAgent | undefined): Third | null => {
      if (call) return askedBy(call)
      if (agent.state !== 'internalCall') return null
      return colleague ? shown('internal', colleague.name, { stage: 'talking', since: agent.since }) : asks(agent)
    },
    /** The call this agent is asked about. */
    callAbout,
    stop,
  }
}
