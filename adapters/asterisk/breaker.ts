/** Keeps a carrier that refuses everything from being hammered: its refusals come back faster than any answer. */
export type Breaker = {
  readonly state: 'closed' | 'open' | 'trying'
  /** What came of the latest orders, oldest first. */
  readonly outcomes: readonly { at: number; refused: boolean }[]
  /** Until when none go, and for how long it was shut the last time, in milliseconds. */
  readonly openUntil: number
  readonly openForMs: number
  /** Orders out on trial whose outcome is awaited. */
  readonly trials: number
}

/** Judged by so many outcomes at least, of so many milliseconds, of which so many in a hundred were refused. */
const leastOutcomes = 10
const windowMs = 10_000
const refusedPercent = 60
const firstOpenMs = 5000
const longestOpenMs = 60_000
/** So many go at once to see whether the carrier is back. */
const mostTrials = 2

export const closedBreaker: Breaker = { state: 'closed', outcomes: [], openUntil: 0, openForMs: 0, trials: 0 }

/** Whether an order may go now; the breaker as it is if it goes. */
export const tryPlacing = (breaker: Breaker, now: number): Breaker | undefined => {
  if (breaker.state === 'closed') return breaker
  if (breaker.state === 'open') return now < breaker.openUntil ? undefined : { ...breaker, state: 'trying', trials: 1 }
  if (breaker.trials < mostTrials) return { ...breaker, trials: breaker.trials + 1 }
  // Trials nobody heard of again, for as long as any call may ring: they are out no longer.
  return now < breaker.openUntil + longestOpenMs * 2 ? undefined : { ...breaker, openUntil: now, trials: 1 }
}

const shut = (breaker: Breaker, now: number): Breaker => {
  const openForMs = Math.min(longestOpenMs, Math.max(firstOpenMs, breaker.openForMs * 2))
  return { state: 'open', outcomes: [], openUntil: now + openForMs, openForMs, trials: 0 }
}

/** What came of an order: `refused` by the carrier with a fault, or anything else, ringing included. */
export const heardOutcome = (breaker: Breaker, now: number, refused: boolean): Breaker => {
  if (breaker.state === 'open') return breaker
  if (breaker.state === 'trying') return refused ? shut(breaker, now) : closedBreaker
  const outcomes = [...breaker.outcomes.filter(({ at }) => at > now - windowMs), { at: now, refused }].slice(-100)
  const refusals = outcomes.filter((outcome) => outcome.refused).length
  return outcomes.length >= leastOutcomes && refusals * 100 >= outcomes.length * refusedPercent
    ? shut(breaker, now)
    : { ...breaker, outcomes }
}
