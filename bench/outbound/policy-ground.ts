import type { AgentView, CallView, Pacing } from '#domains/dialer/server/public.ts'
import type { Fate, World } from './world.ts'

/**
 * What only an oracle may look at. Seconds count from the start of the day, moments are milliseconds since 1970.
 */
export type Truth = {
  /** The position of the next contact the list will give; the one after it is this plus 1. */
  upcoming(): number
  /** What would become of that position if it were called so many seconds after the start of the day. */
  fateNow(position: number, seconds: number): Fate
  /** What becomes of a call in flight; its milliseconds count from `placedAt`. */
  fateOf(call: CallView): Fate
  /**
   * When an agent who is talking or in wrap-up will be free again, a moment; null for anybody else and for one who
   * leaves after the call.
   */
  freeAt(agent: AgentView): number | null
  /** How likely a call placed then is to be answered by a person: the true share, 0 to 1. */
  answerRate(position: number, seconds: number): number
}

/** All that a policy may be built from. An honest policy takes `target` and leaves the rest alone. */
export type PolicyGround = {
  /** Agents of a full shift. */
  agents: number
  hours: number
  /** The moment the day begins, milliseconds since 1970. */
  startAt: number
  seed: number
  /** The abandon budget of the day, as a share of the answered: 0.03. */
  target: number
  world: World
  truth: Truth
  /** The true answer rate where it never changes, else null. */
  stationaryP: number | null
  /**
   * What was found by tuning (`tuned.ts`) for this scenario and number of agents; empty for a policy that has nothing
   * to tune and before any tuning.
   */
  params: Readonly<Record<string, number>>
}

/** Builds a policy for one run. It is asked anew for each run, so nothing is remembered from one day to the next. */
export type Policy = (given: PolicyGround) => Pacing
