import type { TelephonyEvent } from '#domains/telephony/server/port.ts'

type HangupCause = Extract<TelephonyEvent, { kind: 'ended' }>['cause']

/** Why nobody answers. */
export type Unreached = Exclude<HangupCause, 'normal' | 'cancelled' | 'lost'>

export const refusalReasons = [
  'noNeed',
  'tooExpensive',
  'alreadyHasOne',
  'noTime',
  'distrust',
  'mustAskFamily',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What the agent hears from the customer by the end of the conversation, as far as the agent's work depends on it. */
export type Heard = {
  /** `machine`: nobody but a recorded greeting. */
  verdict: 'success' | 'refusal' | 'callback' | 'wrongPerson' | 'machine'
  /** Given with a refusal. */
  refusalReason: RefusalReason | null
  wantsNoMoreCalls: boolean
  /** When a call back is welcome, in hours from now; given with `callback`. */
  callbackInHours: number | null
}

/** What happens at the customer's end of one call. Times are in milliseconds from the order to dial unless said otherwise. */
export type CallScript = UnansweredScript | AnsweredScript

export type UnansweredScript = {
  answeredBy: null
  cause: Unreached
  /** Null: it never rings. */
  ringsAfterMs: number | null
  /** When the network gives up; our own limit for ringing may come first and makes it a `noAnswer`. */
  endsAfterMs: number
}

export type AnsweredScript = {
  answeredBy: 'person' | 'machine'
  ringsAfterMs: number
  /** Later than our limit for ringing: nobody answers. */
  answersAfterMs: number
  /** How long a person says "hello?" to silence before hanging up, from the answer; drawn from 4 to 10 s if absent. */
  patienceMs?: number
  /** A person hangs up exactly so long after being connected, a machine so long after answering. */
  talkMs: number
  heard: Heard
  /** Keys the customer presses of their own accord. */
  presses?: readonly Presses[]
  /** When they talk while nobody of ours does; unsaid: a little after somebody began to listen. */
  speaks?: readonly Speaks[]
}

/** So long after the answer, or after that prompt began to play. */
export type Presses = { digits: string; afterMs: number; onPrompt?: string }
/** So long after that prompt began to play. */
export type Speaks = { onPrompt: string; afterMs: number; forMs: number }

/**
 * How customers behave: the script of a call to this number, as the n-th attempt. Must depend only on its arguments;
 * draw chance with `chanceOf(seed, to, …)`. `at` is the moment of the order.
 */
export type Behaviour = (to: string, attemptNumber: number, given: { seed: string | number; at: Date }) => CallScript

export const refusesFor = (refusalReason: RefusalReason, wantsNoMoreCalls = false): Heard => ({
  verdict: 'refusal',
  refusalReason,
  wantsNoMoreCalls,
  callbackInHours: null,
})
export const agrees: Heard = { verdict: 'success', refusalReason: null, wantsNoMoreCalls: false, callbackInHours: null }
export const onlyAMachine: Heard = { ...agrees, verdict: 'machine' }

/** A person who answers; by default after 1 s of post-dial delay and 4 s of ringing, to talk for 30 s and refuse. */
export const person = (script: Partial<Omit<AnsweredScript, 'answeredBy'>> = {}): AnsweredScript => ({
  answeredBy: 'person',
  ringsAfterMs: 1000,
  answersAfterMs: 5000,
  talkMs: 30_000,
  heard: refusesFor('noNeed'),
  ...script,
})

/** An answering machine that speaks for 25 s and hangs up. */
export const machine = (script: Partial<Omit<AnsweredScript, 'answeredBy' | 'heard'>> = {}): AnsweredScript => ({
  ...person(script),
  answeredBy: 'machine',
  talkMs: script.talkMs ?? 25_000,
  heard: onlyAMachine,
})

/** How each failure usually goes: whether it rings first, and when the network gives up. */
const usualFailures: Record<Unreached, Omit<UnansweredScript, 'answeredBy' | 'cause'>> = {
  noAnswer: { ringsAfterMs: 1000, endsAfterMs: 60_000 },
  rejected: { ringsAfterMs: 1000, endsAfterMs: 3500 },
  busy: { ringsAfterMs: null, endsAfterMs: 1500 },
  switchedOff: { ringsAfterMs: null, endsAfterMs: 3000 },
  suspended: { ringsAfterMs: null, endsAfterMs: 2500 },
  emptyNumber: { ringsAfterMs: null, endsAfterMs: 2000 },
  networkFault: { ringsAfterMs: null, endsAfterMs: 50 },
}

export const unreached = (
  cause: Unreached,
  script: Partial<Omit<UnansweredScript, 'answeredBy' | 'cause'>> = {},
): UnansweredScript => ({ answeredBy: null, cause, ...usualFailures[cause], ...script })

/** A failure whose whole course comes later by the time the network needs to find the phone. */
export const unreachedAfter = (setUpMs: number, cause: Unreached): UnansweredScript => {
  const { ringsAfterMs, endsAfterMs } = usualFailures[cause]
  return unreached(cause, { ringsAfterMs: ringsAfterMs && setUpMs, endsAfterMs: endsAfterMs + setUpMs })
}

/** Gives single numbers their own script, every attempt alike; everybody else behaves as `otherwise` says. */
export const withOwnScripts =
  (scripts: Readonly<Record<string, CallScript>>, otherwise: Behaviour = () => unreached('emptyNumber')): Behaviour =>
  (to, attemptNumber, given) =>
    scripts[to] ?? otherwise(to, attemptNumber, given)
