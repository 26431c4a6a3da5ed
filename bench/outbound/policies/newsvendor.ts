import type { Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import { answerBelow, meanOf, talkBelow, wrapBelow } from './distribution.ts'
import { countAgents, noAgents } from './floor-count.ts'
import { meanAnswers } from './look.ts'
import { normalLossInverse } from './normal.ts'

const longestSeconds = 7200

/** Mean time a call nobody answers is under way: three in ten fail within 1 to 5 s, the others ring for 25 s. */
const unansweredSeconds = 0.3 * 3 + 0.7 * 25

/**
 * The newsvendor with means only: what is dialled now is answered a ringing time h later, when m = busy·h/T agents have
 * come free on the mean. Calls are added while the answers to come stay z·σ below the agents to come, with
 * σ² = m·(2 − p) and σ·(φ(z) − z·(1 − Φ(z))) = α·m. Every call under way counts alike whatever its age, every busy
 * agent whatever the call has lasted. Knows p, h and T; α is the target unless tuned (`alpha`).
 */
export const newsvendor = (given: PolicyGround): Pacing => {
  const { world, target, params } = given
  const alpha = params.alpha ?? target
  const answers = meanAnswers(given)
  const horizon = meanOf(answerBelow(world), 40)
  const handling = meanOf(talkBelow(world), longestSeconds) + meanOf(wrapBelow(world), longestSeconds)
  // Of the calls under way in a steady stream so many are still to be answered.
  const pending = (answers * horizon) / (answers * horizon + (1 - answers) * unansweredSeconds)
  const margins = new Map<number, number>()
  const marginOf = (busy: number): number => {
    const known = margins.get(busy)
    if (known !== undefined) return known
    const completions = (busy * horizon) / handling
    const deviation = Math.sqrt(completions * (2 - answers))
    const margin = busy === 0 ? 0 : deviation * normalLossInverse((alpha * completions) / deviation)
    margins.set(busy, margin)
    return margin
  }
  const count = noAgents()
  return {
    everyMs: 500,
    callsToPlace(floor) {
      const { free, talking, wrapUp } = countAgents(floor, count)
      const busy = talking + wrapUp
      const supply = free - floor.waiting + (busy * horizon) / handling - marginOf(busy)
      return Math.max(0, Math.floor((supply - pending * floor.calls.length) / answers))
    },
  }
}
