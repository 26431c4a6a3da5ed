import { Refusal } from '#contract/problem.ts'
import type { LiveCalls } from '#domains/calls/server/public.ts'
import type { LiveDesk, OutcomeForm } from '#domains/desk/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import type { LiveAgent, LivePresence, Pause, Worker } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'

/** What a simulated agent makes of a conversation; the network tells it, as a person would hear it. */
export type Heard = {
  verdict: 'success' | 'refusal' | 'callback' | 'wrongPerson' | 'machine'
  refusalReason: 'noNeed' | 'tooExpensive' | 'alreadyHasOne' | 'noTime' | 'distrust' | 'mustAskFamily' | null
  wantsNoMoreCalls: boolean
  callbackInHours: number | null
}

export type StaffOptions = {
  clock: Clock
  presence: LivePresence
  calls: LiveCalls
  desk: LiveDesk
  dialer: LiveDialer
  hear: (callId: string) => Heard | undefined
  /** A number from 0 to 1, drawn anew at each call. */
  chance: () => number
  /** Mean and standard deviation of the wrap-up, in seconds (lognormal). */
  wrapUp: { mean: number; sd: number }
  /** Minutes between breaks, their length and their reasons; none where absent. */
  breaks?: { everyMinutes: number; minutes: number; reasons: readonly { id: string; state: Pause }[] }
}

/** Lognormal by mean and sd; Box–Muller on two draws. */
const draw = (chance: () => number, { mean, sd }: { mean: number; sd: number }): number => {
  const variance = Math.log(1 + (sd / mean) ** 2)
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  return Math.exp(Math.log(mean) - variance / 2 + Math.sqrt(variance) * normal)
}

const outcomeOf = (heard: Heard | undefined, now: number): Omit<OutcomeForm, 'callId' | 'note'> => {
  if (!heard) return { outcome: 'noDecision' }
  if (heard.wantsNoMoreCalls) return { outcome: 'doNotCall' }
  switch (heard.verdict) {
    case 'success':
      return { outcome: 'success' }
    case 'wrongPerson':
      return { outcome: 'wrongPerson' }
    case 'machine':
      return { outcome: 'voicemail' }
    case 'callback':
      return {
        outcome: 'callback',
        callbackAt: new Date(now + (heard.callbackInHours ?? 24) * 3_600_000).toISOString(),
      }
    default:
      return { outcome: heard.refusalReason ? `refusal.${heard.refusalReason}` : 'refusal.other' }
  }
}

export type Staff = ReturnType<typeof hireStaff>

/**
 * Agents that are not people: they sign in, take calls, wrap up, give the outcome they heard and take breaks, through
 * the same desk as everybody else. A person who signs in to such a seat takes it over.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the shift its small functions share.
export const hireStaff = (options: StaffOptions) => {
  const { clock, presence, calls, desk, dialer, hear, chance, wrapUp, breaks } = options
  const hired = new Set<string>()
  const goingHome = new Set<string>()
  const ours = (agent: LiveAgent): boolean => agent.simulated && hired.has(agent.id)

  /** Later, if nobody says no by then: a person would read why and press again, and so does `otherwise`. */
  const later = (milliseconds: number, act: () => void, otherwise: () => void): void => {
    clock.after(milliseconds, () => {
      try {
        act()
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        otherwise()
      }
    })
  }
  const finish = (agent: LiveAgent, outcome?: Omit<OutcomeForm, 'callId' | 'note'>): void => {
    if (!ours(agent) || agent.state !== 'wrapUp') return
    const call = agent.callId ? calls.find(agent.callId) : undefined
    if (call && !call.outcome)
      desk.finish(agent, { callId: call.id, note: '', ...(outcome ?? outcomeOf(hear(call.id), clock.nowMs())) })
    else presence.finishWrapUp(agent)
  }
  const wrapUpFor = (milliseconds: number, agent: LiveAgent): void =>
    later(
      milliseconds,
      () => finish(agent),
      // A callback at a time nobody may call, a promise too far ahead: told as no decision.
      () =>
        later(
          5000,
          () => finish(agent, { outcome: 'noDecision' }),
          () => wrapUpFor(30_000, agent),
        ),
    )
  const work = (agent: LiveAgent): void => {
    if (!ours(agent)) return
    if (agent.state === 'wrapUp') {
      wrapUpFor(Math.max(500, Math.round(1000 * draw(chance, wrapUp))), agent)
    } else if (goingHome.has(agent.id) && !['dialing', 'talking', 'holding'].includes(agent.state)) {
      goingHome.delete(agent.id)
      presence.signOut(agent.id, 'shiftEnd')
    }
  }
  const takeBreaks = (agent: LiveAgent): void => {
    if (!breaks) return
    const { everyMinutes, minutes, reasons } = breaks
    const takeOne = (): void => {
      const reason = reasons[Math.floor(chance() * reasons.length)]
      if (!ours(agent) || presence.find(agent.id) !== agent || !reason) return
      if (agent.state === 'wrapUp') agent.wants = { pause: reason.state, reasonId: reason.id }
      else presence.ask(agent.id, { pause: reason.state, reasonId: reason.id })
      const comeBack = (): void => {
        if (presence.find(agent.id) !== agent || !ours(agent)) return
        agent.wants = null
        if (agent.reasonId) presence.ask(agent.id, { ready: true })
        takeBreaks(agent)
      }
      later(Math.round(60_000 * minutes * (0.5 + chance())), comeBack, () =>
        later(60_000, comeBack, () => takeBreaks(agent)),
      )
    }
    later(Math.round(60_000 * everyMinutes * (0.5 + chance())), takeOne, () => takeBreaks(agent))
  }
  const dialOwnCalls = (agent: LiveAgent): void => {
    const offer = agent.campaignId ? dialer.runner(agent.campaignId)?.offers.get(agent.id) : undefined
    const dial = (): void => {
      if (agent.state !== 'ready' || dialer.runner(agent.campaignId ?? '')?.offers.get(agent.id) !== offer) return
      dialer.dialOffer(agent)
    }
    // A full caller id or no line: people press again later.
    const dialIn = (milliseconds: number): void => later(milliseconds, dial, () => dialIn(30_000))
    if (offer) dialIn(4000)
  }
  const silence = presence.news.hear(({ agent, was, now }) => {
    if (!ours(agent) || now === null) return
    if (now !== was) work(agent)
    else if (now === 'ready') dialOwnCalls(agent)
  })

  /** Whoever is there already; the wish to go home is forgotten. */
  const takeUp = (id: string): LiveAgent | undefined => {
    const agent = presence.find(id)
    const wasLeaving = goingHome.delete(id)
    if (!agent) return undefined
    agent.simulated = true
    if (wasLeaving) agent.wants = null
    return agent
  }

  return {
    /** Takes these people to work; those left from before a restart go on where they were. */
    comeIn: async (workers: readonly Worker[]): Promise<void> => {
      for (const worker of workers) {
        hired.add(worker.id)
        const agent = takeUp(worker.id) ?? (await presence.signIn(worker, { simulated: true }))
        if (agent.state === 'wrapUp') work(agent)
        else if (!['talking', 'holding', 'dialing', 'ready'].includes(agent.state))
          presence.ask(agent.id, { ready: true })
        takeBreaks(agent)
      }
    },
    /** Ends the shift: at once for who is free, after the call and its wrap-up for the others. */
    goHome: (): void => {
      for (const id of hired) {
        const agent = presence.find(id)
        if (!agent?.simulated) continue
        goingHome.add(id)
        // Whoever places calls must not count on this agent any more.
        if (agent.spokenFor || ['talking', 'holding', 'wrapUp'].includes(agent.state))
          agent.wants = { pause: 'notReady', reasonId: null }
        else work(agent)
      }
    },
    /** A person wants this seat: simulation leaves it. */
    standUp: (id: string): void => {
      hired.delete(id)
    },
    stop: silence,
  }
}
