import type { Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import { type BySize, bySize } from './by-size.ts'
import { answerBelow, meanOf, talkBelow, wrapBelow } from './distribution.ts'
import { countAgents, noAgents } from './floor-count.ts'
import { meanAnswers } from './look.ts'
import { meanAboveZero } from './normal.ts'

const longestSeconds = 7200

/** Found by tuning to 3 % at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s: α by agents. */
const alphas: BySize = [
  [5, 0.0334],
  [10, 0.0347],
  [20, 0.0371],
  [50, 0.053],
  [100, 0.0731],
  [500, 0.175],
]

/** A world in which nobody answers must not make a decision last for ever. */
const mostAtOnce = 2000

/**
 * The newsvendor with means only: what is dialled now is answered a ringing time h later, when m = busy·h/T agents more
 * are free on the mean. Calls are added while E[(A − F)+] ≤ α·A, A the answers to come with variance A·(1 − p), F the
 * agents to come with variance m; in balance that is σ² = m·(2 − p) and σ·(φ(z) − z·(1 − Φ(z))) = α·m. Every call under
 * way counts alike, with p whatever its age, and every busy agent whatever the call has lasted. Knows p, h and T; α
 * (`alpha`) is tuned to the target: calls that have rung long are overrated, so α itself is too careful for many agents.
 */
export const newsvendor = (given: PolicyGround): Pacing => {
  const { world, target, params, agents } = given
  const alpha = params.alpha ?? (target / 0.03) * bySize(alphas, agents)
  const answers = meanAnswers(given)
  const horizon = meanOf(answerBelow(world), 40)
  const handling = meanOf(talkBelow(world), longestSeconds) + meanOf(wrapBelow(world), longestSeconds)
  const count = noAgents()
  return {
    everyMs: 500,
    callsToPlace(floor) {
      const { free, talking, wrapUp } = countAgents(floor, count)
      const completions = ((talking + wrapUp) * horizon) / handling
      const supply = free - floor.waiting + completions
      let expected = answers * floor.calls.length
      let calls = 0
      for (; calls < mostAtOnce; calls++) {
        expected += answers
        if (meanAboveZero(expected - supply, completions + expected * (1 - answers)) > alpha * expected) break
      }
      return calls
    },
  }
}
