import { describe, expect, it } from 'vitest'
import type { Activity, FloorView } from '#domains/dialer/server/public.ts'
import type { World } from '../world.ts'
import { type AdaptInput, adaptDefaults, nextLevel } from './adapt-level.ts'
import { AnswerTable } from './answer-table.ts'
import { bySize } from './by-size.ts'
import { erlangB, loadFor, lostWithPatience } from './erlang-model.ts'
import { countAgents, each, noAgents } from './floor-count.ts'
import { FreeingTable } from './freeing-table.ts'
import { issabelCalls, soonFree } from './issabel.ts'
import { newLines } from './lines.ts'
import { meanAboveZero, normalBelow, normalLoss, normalLossInverse } from './normal.ts'
import { pidStep } from './pid-step.ts'
import { progressive } from './progressive.ts'

const world: World = {
  answers: () => 0.25,
  ring: { mean: 11, cv: 5 / 11 },
  talk: { mean: 120, cv: 1.1 },
  wrap: { mean: 25, cv: 0.5 },
}
const calm = { callsLastMinute: 0, dropsLastMinute: 0, callsToday: 0, answersToday: 0, dropsToday: 0 }
const overspent = { ...calm, callsToday: 400, answersToday: 100, dropsToday: 4 }
const levelAfter = (input: Partial<AdaptInput>, settings: Partial<typeof adaptDefaults> = {}): number =>
  nextLevel(
    { level: 1, difference: 0, agents: 20, drops: calm, time: 1000, ...input },
    { ...adaptDefaults, ...settings },
  )

const floorOf = (activities: readonly Activity[], given: { calls?: number; waiting?: number } = {}): FloorView => ({
  now: 0,
  agents: activities.map((activity) => ({ activity, since: 0, leaves: false })),
  calls: Array.from({ length: given.calls ?? 0 }, () => ({
    placedAt: 0,
    batchId: '',
    attemptNumber: 1,
    chance: null,
  })),
  waiting: given.waiting ?? 0,
  ringForMs: 25_000,
  answerWithinMs: 2000,
})

describe('the level of ADAPT', () => {
  it('rises by the share of agents who wait for a call', () => {
    expect(levelAfter({ difference: 4 })).toBe(1.2)
    expect(levelAfter({ level: 1.333, difference: 1, agents: 3 })).toBe(1.777)
  })
  it('falls by the share of calls that wait for an agent', () => {
    expect(levelAfter({ level: 2, difference: -2 })).toBe(1.8)
  })
  it('stays where nobody waits on either side, or nobody is signed in', () => {
    expect(levelAfter({ level: 1.7 })).toBe(1.7)
    expect(levelAfter({ level: 1.7, difference: 3, agents: 0 })).toBe(1.7)
    expect(levelAfter({ level: 1.7 }, { differenceTarget: -1 })).toBe(1.7)
  })
  it('aims beside the balance by the difference target', () => {
    expect(levelAfter({ difference: 4 }, { differenceTarget: -1 })).toBe(1.15)
  })
  it('is pushed up harder and down more softly by intensity', () => {
    expect(levelAfter({ difference: 4 }, { intensity: 20 })).toBe(1.24)
    expect(levelAfter({ level: 2, difference: -2 }, { intensity: 20 })).toBe(1.84)
  })
  it('keeps between 1 and its maximum', () => {
    expect(levelAfter({ level: 2.9, difference: 10 })).toBe(3)
    expect(levelAfter({ level: 1.05, difference: -4 })).toBe(1)
  })
  it('is halved in panic: more than half of over 20 calls of the last minute dropped', () => {
    const drops = { ...calm, callsLastMinute: 21, dropsLastMinute: 11 }
    expect(levelAfter({ level: 3, drops })).toBe(1.5)
    expect(levelAfter({ level: 3, drops: { ...drops, dropsLastMinute: 10 } })).toBe(3)
    expect(levelAfter({ level: 3, drops: { ...drops, callsLastMinute: 20 } })).toBe(3)
  })
  it('falls to 1 under the hard limit when the day has dropped too many', () => {
    expect(levelAfter({ level: 3, drops: overspent })).toBe(1)
  })
  it('minds the budget above 50 calls and above, not at, the limit', () => {
    expect(levelAfter({ level: 3, drops: { ...overspent, callsToday: 50 } })).toBe(3)
    expect(levelAfter({ level: 3, drops: { ...overspent, dropsToday: 3 } })).toBe(3)
  })
  it('is halved again with every step under the average method', () => {
    const once = levelAfter({ level: 3, drops: overspent }, { method: 'average' })
    expect(once).toBe(1.5)
    expect(levelAfter({ level: once, drops: overspent }, { method: 'average' })).toBe(1)
  })
  it('is cut for panic and for the budget in one step', () => {
    const drops = { ...overspent, callsLastMinute: 30, dropsLastMinute: 20 }
    expect(levelAfter({ level: 3, drops }, { method: 'average' })).toBe(1)
    expect(levelAfter({ level: 3, drops }, { method: 'tapered', maximumLevel: 6 })).toBe(1.5)
  })
  it('tapers by subtracting clock times as numbers', () => {
    const tapered = (time: number): number =>
      levelAfter({ level: 3, drops: overspent, time }, { method: 'tapered', latestTime: 2100 })
    expect(tapered(1030)).toBe(3)
    expect(tapered(1230)).toBe(2.61)
    expect(tapered(1600)).toBe(1.5)
    expect(tapered(2100)).toBe(1)
    expect(tapered(2130)).toBe(1)
  })
})

describe('lines at a dial level', () => {
  it('count per active agent, conversations among them, without agents in wrap-up', () => {
    const floor = floorOf(['free', 'free', 'talking', 'talking', 'talking', 'wrapUp', 'away'], { calls: 2, waiting: 1 })
    expect(newLines(2, floor, countAgents(floor, noAgents()))).toBe(10 - 6)
    expect(newLines(1, floor, countAgents(floor, noAgents()))).toBe(0)
  })
})

describe('Issabel', () => {
  it('takes an agent for free when a call of exponential length would be over with 97 %', () => {
    // ln(1 / 0.03) = 3.507 mean talks.
    expect(soonFree(409, { answerSeconds: 11, talkSeconds: 120 })).toBe(false)
    expect(soonFree(410, { answerSeconds: 11, talkSeconds: 120 })).toBe(true)
  })
  it('places one call for each agent until it knows ten calls', () => {
    expect(issabelCalls({ free: 5, soon: 1, waiting: 1, underWay: 2, ended: 9, answered: 3 })).toBe(3)
  })
  it('takes off calls under way before it divides by the answer rate', () => {
    expect(issabelCalls({ free: 5, soon: 0, waiting: 0, underWay: 0, ended: 100, answered: 25 })).toBe(20)
    expect(issabelCalls({ free: 5, soon: 0, waiting: 0, underWay: 4, ended: 100, answered: 25 })).toBe(4)
    expect(issabelCalls({ free: 5, soon: 0, waiting: 0, underWay: 20, ended: 100, answered: 25 })).toBe(0)
  })
  it('takes the answer rate to be 20 % at least', () => {
    expect(issabelCalls({ free: 5, soon: 0, waiting: 0, underWay: 0, ended: 100, answered: 5 })).toBe(25)
  })
})

describe('Erlang', () => {
  it('gives the values of the tables for calls lost at once', () => {
    expect(erlangB(1, 1)).toBeCloseTo(0.5, 10)
    expect(erlangB(5, 2)).toBeCloseTo(0.036697, 6)
    expect(erlangB(10, 5)).toBeCloseTo(0.018385, 6)
    expect(lostWithPatience(10, 5, 0)).toBeCloseTo(erlangB(10, 5), 12)
  })
  it('loses a·n − n of a load far above the agents, however patient the callers', () => {
    expect(lostWithPatience(10, 20, 5)).toBeCloseTo(0.5, 3)
  })
  it.each([
    [5, 0.369],
    [10, 0.544],
    [20, 0.688],
    [50, 0.824],
    [100, 0.892],
    [500, 0.973],
  ])('leaves %i agents at an occupancy of %f with 3 %% lost after 2 s of 145', (agents, occupancy) => {
    expect((loadFor(agents, 0.03, 2 / 145) * 0.97) / agents).toBeCloseTo(occupancy, 3)
  })
})

describe('the normal distribution', () => {
  it('has the areas and losses of the tables', () => {
    expect(normalBelow(1.96)).toBeCloseTo(0.975002, 6)
    expect(normalLoss(0)).toBeCloseTo(0.398942, 6)
    expect(normalLoss(1)).toBeCloseTo(0.083315, 6)
    expect(normalLoss(2)).toBeCloseTo(0.008491, 6)
    expect(normalLoss(-1)).toBeCloseTo(1.083315, 6)
    expect(normalLossInverse(normalLoss(1.3))).toBeCloseTo(1.3, 6)
  })
  it('expects above zero what there is when nothing is uncertain', () => {
    expect(meanAboveZero(2, 0)).toBe(2)
    expect(meanAboveZero(-2, 0)).toBe(0)
    expect(meanAboveZero(1, 4)).toBeCloseTo(2 * normalLoss(-0.5), 12)
  })
  it.each([
    [5, 0.737],
    [20, 0.88],
    [100, 0.957],
    [500, 0.986],
  ])('promises %i agents of a newsvendor %f', (agents, promised) => {
    let occupancy = 0.9
    for (let step = 0; step < 100; step++) {
      const completions = (occupancy * agents * 11) / 145
      const deviation = Math.sqrt(completions * 1.75)
      const idle = deviation * normalLossInverse((0.03 * completions) / deviation) + 0.03 * completions
      occupancy = (occupancy + 1 - idle / agents) / 2
    }
    expect(occupancy).toBeCloseTo(promised, 2)
  })
})

describe('the PID controller', () => {
  const gains = { proportional: 2, integral: 0.5, derivative: 1 }
  it('adds up its three terms', () => {
    const state = { output: 3, error: 0.02, errorBefore: 0.01 }
    const next = pidStep(state, -0.01, gains, { least: 0, most: 10 })
    expect(next.output).toBeCloseTo(3 + 2 * -0.03 + 0.5 * -0.01 + (-0.01 - 0.04 + 0.01), 12)
    expect(next).toMatchObject({ error: -0.01, errorBefore: 0.02 })
  })
  it('does not wind up beyond its bounds', () => {
    const state = { output: 1, error: 0, errorBefore: 0 }
    expect(pidStep(state, -5, gains, { least: 1, most: 10 }).output).toBe(1)
    expect(pidStep(state, 50, gains, { least: 1, most: 10 }).output).toBe(10)
  })
})

describe('what look ahead knows', () => {
  it('is the answer rate for a call just placed, and by Bayes for one that rings', () => {
    const table = new AnswerTable(world, 0.25)
    expect(table.at(0)).toBeCloseTo(0.25, 9)
    // Nobody answers before 2.5 s, and by then 3/8 of the calls that fail at once have failed.
    expect(table.at(2450)).toBeCloseTo(0.25 / (0.25 + 0.75 * (0.3 * (2.55 / 4) + 0.7)), 9)
    expect(table.at(25_000)).toBe(0)
    expect(table.at(60_000)).toBe(0)
  })
  it('is that a fixed wrap-up ends when it ends', () => {
    const table = new FreeingTable({ ...world, wrap: { mean: 15, cv: 0 } }, [11])
    expect(table.whileWrappingUp(3000)).toBe(0)
    expect(table.whileWrappingUp(5000)).toBe(1)
  })
  it('is that a talk and a wrap-up end within a horizon as often as drawn lengths do', () => {
    const table = new FreeingTable({ ...world, talk: { mean: 20, cv: 0 }, wrap: { mean: 25, cv: 0.5 } }, [30])
    // 10 s into a talk of 20 s, the wrap-up has 20 s: with mean 25 and CV 0.5 that is ln 20 against 3.1073 ± 0.4724.
    expect(table.whileTalking(10_000)).toBeCloseTo(normalBelow((Math.log(20) - 3.1073) / 0.4724), 1)
    expect(table.whileTalking(19_000)).toBeGreaterThan(table.whileTalking(10_000))
  })
})

describe('small helpers', () => {
  it('hold a period on the mean though asked in steps', () => {
    const due = each(2500)
    const times = Array.from({ length: 21 }, (_, step) => step * 500).filter(due)
    expect(times).toEqual([0, 2500, 5000, 7500, 10_000])
  })
  it('lie between tuned sizes by the logarithm', () => {
    const table = [
      [10, 1],
      [1000, 3],
    ] as const
    expect([5, 10, 100, 1000, 5000].map((agents) => bySize(table, agents))).toEqual([1, 1, 2, 3, 3])
  })
  it('call for each free agent and no more', () => {
    expect(progressive().callsToPlace(floorOf(['free', 'free', 'talking'], { calls: 1 }))).toBe(1)
  })
})
