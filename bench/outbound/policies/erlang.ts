import type { Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import { uniform } from '../random.ts'
import { meanOf, talkBelow, wrapBelow } from './distribution.ts'
import { loadFor } from './erlang-model.ts'
import { countAgents, noAgents } from './floor-count.ts'
import { meanAnswers } from './look.ts'

const longestSeconds = 7200

/**
 * Dials at a constant rate and looks at nothing but how many agents are at work: calls are placed as a Poisson stream
 * whose answers give M/M/n, with the patience before an abandon, the load at which the target share is lost. Knows the
 * answer rate and the mean handling time. What a pacing reaches that has no feedback.
 */
export const erlang = (given: PolicyGround): Pacing => {
  const { world, target, seed } = given
  const handlingMs = 1000 * (meanOf(talkBelow(world), longestSeconds) + meanOf(wrapBelow(world), longestSeconds))
  const answers = meanAnswers(given)
  const loads = new Map<number, number>()
  const count = noAgents()
  let draws = 0
  let [last, due] = [given.startAt, 0]
  const gap = (): number => -Math.log(1 - uniform(seed, draws++, 501))
  due = gap()
  return {
    everyMs: 100,
    callsToPlace(floor) {
      const { free, talking, wrapUp } = countAgents(floor, count)
      const agents = free + talking + wrapUp
      const load = loads.get(agents) ?? loadFor(agents, target, floor.answerWithinMs / handlingMs)
      loads.set(agents, load)
      if (agents > 0) due -= ((floor.now - last) * load) / handlingMs / answers
      last = floor.now
      let calls = 0
      for (; due <= 0; calls++) due += gap()
      return calls
    },
  }
}
