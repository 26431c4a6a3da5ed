import type { CallView, FloorView, Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround, Truth } from '../policy-ground.ts'
import type { Fate, World } from '../world.ts'
import { type BySize, bySize } from './by-size.ts'
import { FreeMoments } from './free-moments.ts'
import { FreeingTable } from './freeing-table.ts'
import { meanAboveZero } from './normal.ts'

/** The coming half minute in slots: every answer known is to find an agent by the end of its slot. */
const slotMs = 500
const slots = 57
/** A customer may wait so long, a slot and a little more below the two seconds. */
const patienceMs = 1300

/** Agents to be free by the end of each slot. */
type Outlook = { means: Float64Array; variances: Float64Array }
type Supply = (floor: FloorView, into: Outlook) => void

/** One more by the end of that slot, and so of every later one. */
const addFrom = (sums: Float64Array, slot: number): void => {
  for (let at = slot; at < slots; at++) sums[at] = (sums[at] ?? 0) + 1
}

/** From how many in each slot to how many by the end of each. */
const sumUp = (sums: Float64Array): void => {
  for (let at = 1; at < slots; at++) sums[at] = (sums[at] ?? 0) + (sums[at - 1] ?? 0)
}

const known = new WeakMap<World, FreeingTable>()
const horizons = Array.from({ length: slots }, (_, slot) => (slot * slotMs + patienceMs) / 1000)

const expected = ({ world }: PolicyGround): Supply => {
  const frees = known.get(world) ?? new FreeingTable(world, horizons)
  known.set(world, frees)
  return ({ agents, now }, { means, variances }) => {
    for (const { activity, since, leaves } of agents) {
      if (leaves) continue
      if (activity === 'free') addFrom(means, 0)
      else if (activity === 'talking') frees.addTalking(now - since, means, variances)
      else if (activity === 'wrapUp') frees.addWrappingUp(now - since, means, variances)
    }
  }
}

const seen = ({ truth }: PolicyGround): Supply => {
  const moments = new FreeMoments(truth)
  return ({ agents, now }, { means }) => {
    for (const agent of agents) {
      const wait = moments.of(agent, now) - now - patienceMs
      const slot = Math.max(0, Math.ceil(wait / slotMs))
      if (slot < slots) means[slot] = (means[slot] ?? 0) + 1
    }
    sumUp(means)
  }
}

/** When the calls under way will be answered, looked up once for each. */
class Answers {
  private readonly truth: Truth
  private readonly moments = new WeakMap<CallView, number>()

  constructor(truth: Truth) {
    this.truth = truth
  }
  at(call: CallView): number {
    const moment = this.moments.get(call)
    if (moment !== undefined) return moment
    const { answersAtMs } = this.truth.fateOf(call)
    const found = answersAtMs === null ? Number.POSITIVE_INFINITY : call.placedAt + answersAtMs
    this.moments.set(call, found)
    return found
  }
}

const slotOf = (ms: number): number => Math.min(slots - 1, Math.max(0, Math.ceil(ms / slotMs)))

/** Whether an answer more in that slot leaves every later slot with no more answers beyond its agents than ε allows. */
const bears = (demand: Float64Array, slot: number, { means, variances }: Outlook, epsilon: number): boolean => {
  for (let at = slot; at < slots; at++) {
    const answers = (demand[at] ?? 0) + 1
    if (meanAboveZero(answers - (means[at] ?? 0), variances[at] ?? 0) > epsilon * answers) return false
  }
  return true
}

/** Found by tuning to 3 % at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s: ε by agents. */
const epsilons: BySize = [
  [5, 0.1227],
  [10, 0.0774],
  [20, 0.0435],
  [50, 0.0266],
  [100, 0.0224],
  [500, 0.0308],
]

/** While nobody at all can be reached, the list is not to be burnt at one go. */
const mostAtOnce = (agents: number): number => 40 + 4 * agents

const oracle = (given: PolicyGround, addFree: Supply, epsilon: number): Pacing => {
  const { truth, startAt } = given
  const answers = new Answers(truth)
  const most = mostAtOnce(given.agents)
  const outlook = { means: new Float64Array(slots), variances: new Float64Array(slots) }
  const demand = new Float64Array(slots)
  const prepare = (floor: FloorView): void => {
    outlook.means.fill(0)
    outlook.variances.fill(0)
    addFree(floor, outlook)
    demand.fill(0)
    demand[0] = floor.waiting
    for (const call of floor.calls) {
      const moment = answers.at(call)
      if (moment === Number.POSITIVE_INFINITY) continue
      const slot = slotOf(moment - floor.now)
      demand[slot] = (demand[slot] ?? 0) + 1
    }
    sumUp(demand)
  }
  return {
    everyMs: slotMs,
    callsToPlace(floor) {
      prepare(floor)
      // Nobody at work: nothing to call for, not even those who will not answer.
      if ((outlook.means[slots - 1] ?? 0) <= 0) return 0
      const position = truth.upcoming()
      const seconds = (floor.now - startAt) / 1000
      let count = 0
      for (; count < most; count++) {
        const { answersAtMs }: Fate = truth.fateNow(position + count, seconds)
        if (answersAtMs === null) continue
        const slot = slotOf(answersAtMs)
        if (!bears(demand, slot, outlook, epsilon)) break
        addFrom(demand, slot)
      }
      return count
    },
  }
}

/**
 * Look ahead that knows of every call under way, and of the next of the list, whether and when it is answered: calls
 * whose answer every later half second can bear. Those nobody answers cost nothing and are placed as they come.
 *
 * Even without any foresight of agents this leaves each idle for one ringing time a call, T/(T + h) or 0.93 at T = 145 s
 * and h = 11 s, whatever the team size and with nobody abandoned. The newsvendor formula σ² = m promises less to five
 * or ten agents (0.81, 0.87) because a normal distribution says little of m < 1; as a ceiling it holds from fifty up.
 */
export const oracleAnswers = (given: PolicyGround): Pacing =>
  oracle(given, expected(given), given.params.epsilon ?? (given.target / 0.03) * bySize(epsilons, given.agents))

/**
 * Knows both who answers when and who is free when. A plain scheduler and no optimum; it leaves nobody waiting
 * unless agents go for a call coming in or sign out at once, which it does not foresee.
 */
export const oracleAll = (given: PolicyGround): Pacing => oracle(given, seen(given), 0)
