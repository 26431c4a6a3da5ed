import { type DayRow, projectOf, windowsOf } from '#domains/diagnosis/figures.ts'
import type { Figure } from '#domains/diagnosis/interval.ts'
import { judge, leastPeers } from '#domains/diagnosis/judge.ts'
import type { RuleBody } from '#domains/diagnosis/rule.ts'
import { type Verification, verify } from '#domains/diagnosis/verify.ts'

/** Chance in [0, 1), the same for the same seed (mulberry32). */
export const chanceFrom = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
type Chance = () => number
const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
const hits = (chance: Chance, of: number, share: number): number => {
  let count = 0
  for (let index = 0; index < of; index++) if (chance() < share) count += 1
  return count
}

export const faults = ['none', 'person', 'project'] as const
export type Fault = (typeof faults)[number]
export type World = {
  fault: Fault
  agents: number
  /** Calls of each agent in the window of five days; three such windows lie before it. */
  calls: number
  /** How often the behaviour is seen where nothing is wrong, and where something is. */
  sound: number
  faulty: number
  /** Standard deviation of people's own rates: nobody is like the other. */
  nature: number
}
export const usualWorld: Omit<World, 'fault'> = { agents: 12, calls: 100, sound: 0.6, faulty: 0.4, nature: 0 }

const windowDays = 5
const pastDays = 15
const words = { zh: '研究', en: 'Study' }
const outcome = { finding: words, question: words, behaviour: 'behaviour', action: 'task' } as const
/** The rule a manager would write: the behaviour at least a tenth below the peers. */
export const studyRule: RuleBody = {
  name: words,
  why: words,
  subject: 'agent',
  measures: ['behaviour', 'pace'],
  peerGroup: 'campaign',
  windowDays,
  minimumSample: 50,
  sharedFrom: 0.5,
  verifyAfterDays: 14,
  branches: [
    {
      code: 'seldom',
      name: words,
      conditions: [{ measure: 'behaviour', side: 'below', against: 'usual', by: 0.1, value: null }],
      alone: outcome,
      shared: { ...outcome, action: 'ticket' },
    },
  ],
}

const dayName = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
/** Whom the fault of a person sits in. */
const faultyAgent = 'a0'

const rateOf = (world: World, agent: string, isWindow: boolean): number => {
  const isFaulty = isWindow && (world.fault === 'project' || (world.fault === 'person' && agent === faultyAgent))
  return isFaulty ? world.faulty : world.sound
}
/** Twenty days of a campaign, day by day and agent by agent, as the measures would tell them. */
export const rowsOf = (world: World, chance: Chance, days = pastDays + windowDays): DayRow[] => {
  const own = Array.from({ length: world.agents }, () => world.nature * normal(chance))
  const callsADay = world.calls / windowDays
  return Array.from({ length: days }, (_, day) =>
    own.map((offset, index): DayRow => {
      const agentId = `a${index}`
      const rate = Math.min(1, Math.max(0, rateOf(world, agentId, day >= pastDays) + offset))
      const hours = 6 + 2 * chance()
      return {
        agentId,
        day: dayName(day),
        calls: callsADay,
        parts: {
          behaviour: { numerator: hits(chance, callsADay, rate), denominator: callsADay, isShare: true },
          pace: { numerator: callsADay, denominator: hours, isShare: false },
        },
      }
    }),
  ).flat()
}

/** `personAndOther`: the one at fault was found, and somebody else was named beside. */
export const answers = ['nothing', 'person', 'personAndOther', 'project', 'somebodyElse'] as const
export type Answer = (typeof answers)[number]
/** What the product says of such a world. */
export const answerTo = (world: World, chance: Chance): Answer => answerOf(world, rowsOf(world, chance))
const answerOf = (world: World, rows: readonly DayRow[]): Answer => {
  const project = projectOf(rows, windowsOf(rows, windowDays), studyRule.measures, () => ({
    teamId: null,
    isNew: null,
  }))
  const { findings } = judge(studyRule, project, () => 30)
  const [first] = findings
  if (!first) return 'nothing'
  if (first.scope === 'project') return 'project'
  const isFound = world.fault === 'person' && findings.some(({ agentId }) => agentId === faultyAgent)
  if (!isFound) return 'somebodyElse'
  return findings.length === 1 ? 'person' : 'personAndOther'
}
export type Tally = Record<Answer, number>
/** How often each answer is given, as shares. */
export const tally = (world: World, rounds: number, seed: number): Tally => {
  const chance = chanceFrom(seed)
  const counts: Tally = { nothing: 0, person: 0, personAndOther: 0, project: 0, somebodyElse: 0 }
  for (let round = 0; round < rounds; round++) counts[answerTo(world, chance)] += 1
  return Object.fromEntries(answers.map((answer) => [answer, counts[answer] / rounds])) as Tally
}
/** How often a sound campaign is told something at least once when it is looked at so often, every so many days. */
export const everTold = (rounds: number, seed: number, { looks, every } = { looks: 20, every: 1 }): number => {
  const chance = chanceFrom(seed)
  const world: World = { ...usualWorld, fault: 'none' }
  const first = pastDays + windowDays
  let told = 0
  for (let round = 0; round < rounds; round++) {
    const rows = rowsOf(world, chance, first + (looks - 1) * every)
    const isTold = Array.from({ length: looks }, (_, look) => {
      const end = dayName(first + look * every)
      return (
        answerOf(
          world,
          rows.filter(({ day }) => day < end),
        ) !== 'nothing'
      )
    }).some(Boolean)
    if (isTold) told += 1
  }
  return told / rounds
}

export type Coaching = {
  before: number
  after: number
  /** Calls of each on each side. */
  calls: number
  peers: number
  /** What happened to everybody meanwhile: a better list, a holiday. */
  drift: number
  /** Standard deviation of the peers' own changes. */
  nature: number
}
export const usualCoaching: Coaching = { before: 0.4, after: 0.6, calls: 100, peers: 11, drift: 0, nature: 0 }
const share = (numerator: number, denominator: number): Figure => ({
  numerator,
  denominator,
  spread: { kind: 'share' },
})

export const verifyOnce = (given: Coaching, chance: Chance): Verification => {
  const { before, after, calls, drift, nature } = given
  const pair = (was: number, is: number) => ({
    before: share(hits(chance, calls, was), calls),
    after: share(hits(chance, calls, is), calls),
  })
  return verify({
    own: pair(before, after + drift),
    peers: Array.from({ length: given.peers }, () => pair(0.6, 0.6 + drift + nature * normal(chance))),
    peersNeeded: leastPeers,
    better: 'higher',
    least: 30,
  })
}
/** How often the verification says each of its answers. */
export const verdictsOf = (given: Coaching, rounds: number, seed: number): Record<Verification['verdict'], number> => {
  const chance = chanceFrom(seed)
  const counts = { better: 0, notProven: 0, worse: 0 }
  for (let round = 0; round < rounds; round++) counts[verifyOnce(given, chance).verdict] += 1
  return { better: counts.better / rounds, notProven: counts.notProven / rounds, worse: counts.worse / rounds }
}

/**
 * Somebody found at fault and not changed since: how often chance alone makes them look better afterwards, because they
 * were picked on a poor week (regression to the mean).
 */
export const unchangedButPicked = (rounds: number, seed: number): { picked: number; better: number } => {
  const chance = chanceFrom(seed)
  const world: World = { ...usualWorld, fault: 'person' }
  let picked = 0
  let better = 0
  for (let round = 0; round < rounds; round++) {
    const rows = rowsOf(world, chance, pastDays + 2 * windowDays)
    const seen = rows.filter(({ day }) => day < dayName(pastDays + windowDays))
    if (answerOf(world, seen) !== 'person') continue
    picked += 1
    const sumOf = (agentId: string, from: number): Figure => {
      const parts = rows
        .filter((row) => row.agentId === agentId && row.day >= dayName(from) && row.day < dayName(from + windowDays))
        .map(({ parts: { behaviour } }) => behaviour?.numerator ?? 0)
      return share(
        parts.reduce((sum, part) => sum + part, 0),
        world.calls,
      )
    }
    const pairOf = (agentId: string) => ({
      before: sumOf(agentId, pastDays),
      after: sumOf(agentId, pastDays + windowDays),
    })
    const peers = Array.from({ length: world.agents - 1 }, (_, index) => pairOf(`a${index + 1}`))
    if (
      verify({ own: pairOf(faultyAgent), peers, peersNeeded: leastPeers, better: 'higher', least: 30 }).verdict ===
      'better'
    )
      better += 1
  }
  return { picked, better: picked === 0 ? 0 : better / picked }
}
