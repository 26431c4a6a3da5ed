import type { FloorView, Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import type { World } from '../world.ts'
import { AnswerTable } from './answer-table.ts'
import { answerBelow, meanOf } from './distribution.ts'
import { FreeingTable } from './freeing-table.ts'
import { meanAboveZero } from './normal.ts'

type Tables = { frees: FreeingTable; chances: Map<number, AnswerTable> }
const known = new WeakMap<World, Tables>()
const tablesOf = (world: World): Tables => {
  const tables = known.get(world) ?? {
    frees: new FreeingTable(world, meanOf(answerBelow(world), 40)),
    chances: new Map(),
  }
  known.set(world, tables)
  return tables
}

/**
 * Look ahead with everything known but the single fates, the yardstick: every 0.5 s one call more while
 * E[(A − F)+] ≤ ε·E[A], with A the answers to come of the calls under way (each with its chance given its age) and F
 * the agents free within the mean ringing time, less the customers waiting; both as normal with Bernoulli variances.
 * Knows the distributions of the world, and the answer rate: where that moves, its mean over the day. ε (`epsilon`),
 * answers beyond the free agents as a share of the answers one decision may expect, is tuned to the target.
 */
export const look = (given: PolicyGround): Pacing => {
  const { world } = given
  const answers = meanAnswers(given)
  const epsilon = given.params.epsilon ?? usualEpsilon(given)
  const { frees, chances } = tablesOf(world)
  const table = chances.get(answers) ?? new AnswerTable(world, answers)
  chances.set(answers, table)
  const next = table.at(0)
  return {
    everyMs: 500,
    callsToPlace(floor) {
      const { mean, variance } = supplyOf(floor, frees)
      let [expected, spread] = [0, variance]
      for (const { placedAt } of floor.calls) {
        const chance = table.at(floor.now - placedAt)
        expected += chance
        spread += chance * (1 - chance)
      }
      let count = 0
      for (; count < mostAtOnce; count++) {
        expected += next
        spread += next * (1 - next)
        if (meanAboveZero(expected - mean, spread) > epsilon * expected) break
      }
      return count
    },
  }
}

/** Found by tuning to 3 % at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s: agents and ε. */
const epsilons: readonly (readonly [number, number])[] = [
  [5, 0.0165],
  [10, 0.0164],
  [20, 0.0175],
  [50, 0.02],
  [100, 0.025],
  [500, 0.0645],
]

/** Between the team sizes that were tuned on a straight line in the logarithm of the size. */
const usualEpsilon = ({ agents, target }: PolicyGround): number => {
  const above = epsilons.findIndex(([size]) => size >= agents)
  const [size, epsilon] = epsilons.at(above) ?? [agents, target]
  const [lowerSize, lowerEpsilon] = epsilons[above - 1] ?? [size, epsilon]
  const share = size === lowerSize ? 1 : Math.log(agents / lowerSize) / Math.log(size / lowerSize)
  return (target / 0.03) * (above < 0 ? epsilon : lowerEpsilon + share * (epsilon - lowerEpsilon))
}

/** The answer rate a policy may take as known: the true one where it never changes, else its mean over the day. */
export const meanAnswers = ({ stationaryP, hours, agents, truth }: PolicyGround): number => {
  if (stationaryP !== null) return stationaryP
  const parts = 2000
  // The list is used up about as fast as with one answer in four and 145 s for each.
  const callsPerSecond = (4 * agents) / 145
  let sum = 0
  for (let part = 0; part < parts; part++) {
    const seconds = ((part + 0.5) / parts) * hours * 3600
    sum += truth.answerRate(Math.round(seconds * callsPerSecond), seconds)
  }
  return sum / parts
}

/** A world in which nobody answers must not make a decision last for ever. */
const mostAtOnce = 2000

/** Agents free within the horizon, less the customers who wait already. */
const supplyOf = ({ agents, now, waiting }: FloorView, frees: FreeingTable): { mean: number; variance: number } => {
  let [mean, variance] = [-waiting, 0]
  for (const { activity, since, leaves } of agents) {
    if (leaves) continue
    if (activity === 'free') mean++
    else if (activity === 'talking' || activity === 'wrapUp') {
      const chance = activity === 'talking' ? frees.whileTalking(now - since) : frees.whileWrappingUp(now - since)
      mean += chance
      variance += chance * (1 - chance)
    }
  }
  return { mean, variance }
}
