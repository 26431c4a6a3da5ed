import type { FloorView, Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import type { World } from '../world.ts'
import { AnswerTable } from './answer-table.ts'
import { type BySize, bySize } from './by-size.ts'
import { answerBelow, meanOf } from './distribution.ts'
import { FreeMoments } from './free-moments.ts'
import { FreeingTable } from './freeing-table.ts'
import { meanAboveZero } from './normal.ts'

type Tables = { horizonMs: number; frees: FreeingTable; chances: Map<number, AnswerTable> }
const known = new WeakMap<World, Tables>()

/** What can be tabulated of a world once, for all runs. */
const tablesOf = (world: World): Tables => {
  const horizon = meanOf(answerBelow(world), 40)
  const tables = known.get(world) ?? {
    horizonMs: 1000 * horizon,
    frees: new FreeingTable(world, [horizon]),
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
export const look = (given: PolicyGround): Pacing =>
  lookWith(given, lookEpsilons, (floor, { frees }, into) => expectFree(floor, frees, into))

/** Look ahead that knows when each agent at work will be free again. */
export const oracleFrees = (given: PolicyGround): Pacing => {
  const moments = new FreeMoments(given.truth)
  return lookWith(given, oracleFreesEpsilons, ({ agents, now }, { horizonMs }, into) => {
    for (const agent of agents) if (moments.of(agent, now) <= now + horizonMs) into.mean++
  })
}

type Normal = { mean: number; variance: number }
type Supply = (floor: FloorView, tables: Tables, into: Normal) => void

const lookWith = (given: PolicyGround, epsilons: BySize, addFree: Supply): Pacing => {
  const { world } = given
  const answers = meanAnswers(given)
  const epsilon = given.params.epsilon ?? (given.target / 0.03) * bySize(epsilons, given.agents)
  const tables = tablesOf(world)
  const table = tables.chances.get(answers) ?? new AnswerTable(world, answers)
  tables.chances.set(answers, table)
  const next = table.at(0)
  const supply = { mean: 0, variance: 0 }
  return {
    everyMs: 500,
    callsToPlace(floor) {
      supply.mean = -floor.waiting
      supply.variance = 0
      addFree(floor, tables, supply)
      let [expected, spread] = [0, supply.variance]
      for (const { placedAt } of floor.calls) {
        const chance = table.at(floor.now - placedAt)
        expected += chance
        spread += chance * (1 - chance)
      }
      let count = 0
      for (; count < mostAtOnce; count++) {
        expected += next
        spread += next * (1 - next)
        if (meanAboveZero(expected - supply.mean, spread) > epsilon * expected) break
      }
      return count
    },
  }
}

/** Found by tuning to 3 % at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s: ε by agents. */
const lookEpsilons: BySize = [
  [5, 0.0165],
  [10, 0.0164],
  [20, 0.0175],
  [50, 0.02],
  [100, 0.025],
  [500, 0.0645],
]
const oracleFreesEpsilons: BySize = [
  [5, 0.01],
  [10, 0.0081],
  [20, 0.0095],
  [50, 0.0129],
  [100, 0.0213],
  [500, 0.0757],
]

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

/** Adds the agents free within the horizon of the table. */
const expectFree = ({ agents, now }: FloorView, frees: FreeingTable, into: Normal): void => {
  for (const { activity, since, leaves } of agents) {
    if (leaves) continue
    if (activity === 'free') into.mean++
    else if (activity === 'talking' || activity === 'wrapUp') {
      const elapsed = now - since
      const talking = activity === 'talking'
      const chance = talking ? frees.whileTalking(elapsed) : frees.whileWrappingUp(elapsed)
      into.mean += chance
      into.variance += chance * (1 - chance)
    }
  }
}
