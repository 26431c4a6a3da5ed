import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AbandonLedger } from './abandon-ledger.ts'
import { Answers } from './answers.ts'
import { Balance } from './balance.ts'
import { Carrier } from './carrier.ts'
import { Frees } from './frees.ts'
import { answerSeconds, horizonSeconds, horizons } from './horizon.ts'
import { Lengths, normalCdf } from './lengths.ts'
import { Level } from './level.ts'
import type { AgentView, CallView } from './pacing.ts'
import { Spending } from './spending.ts'

const hour = 3_600_000
const noon = Date.UTC(2026, 2, 5, 4)
/** A sequence of numbers from 0 to 1, the same each time (Park and Miller's minimal standard). */
const chances = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

describe('the ledger of abandoned calls', () => {
  test('allows a share of those who answered, less those who found nobody', () => {
    const ledger = new AbandonLedger({ target: 0.03, ceiling: 0.03 })
    for (let n = 0; n < 200; n++) ledger.answered(noon)
    ledger.abandoned(noon)
    ledger.abandoned(noon)
    expect(ledger.balance(noon)).toMatchObject({ answered24h: 200, abandoned24h: 2 })
    expect(ledger.balance(noon).left).toBeCloseTo(4)
  })
  test('forgets after 24 hours for the day and after 30 days for good; the tighter of the two counts', () => {
    const old = { at: noon - 10 * 24 * hour, answered: 1000, abandoned: 40 }
    const ancient = { at: noon - 40 * 24 * hour, answered: 1000, abandoned: 900 }
    const today = { at: noon - hour, answered: 100, abandoned: 0 }
    const ledger = new AbandonLedger({ target: 0.03, ceiling: 0.03 }, [ancient, old, today])
    const balance = ledger.balance(noon)
    expect(balance).toMatchObject({ answered24h: 100, abandoned24h: 0, answered30d: 1100, abandoned30d: 40 })
    expect(balance.left).toBeCloseTo(0.03 * 1100 - 40)
  })
})

describe('a law that counts over one day', () => {
  test('lets what happened last week be', () => {
    const past = [{ at: noon - 7 * 24 * hour, answered: 1000, abandoned: 90 }]
    const balance = (windowDays: number) =>
      new AbandonLedger({ target: 0.03, ceiling: 0.03, windowDays }, past).balance(noon)
    expect(balance(1)).toMatchObject({ left: 0, isBeyondCeiling: false })
    expect(balance(30).left).toBeCloseTo(-60)
    expect(balance(30).isBeyondCeiling).toBe(true)
  })
})

describe('how long conversations last', () => {
  test('is learned from those that ended, and the tail from those that go on', () => {
    const lengths = new Lengths({ mean: 60, cv: 1, worth: 4 })
    for (let n = 0; n < 2000; n++) lengths.add(30)
    lengths.refresh([])
    expect(lengths.survivalAt(10)).toBeGreaterThan(0.97)
    expect(lengths.survivalAt(120)).toBeLessThan(0.05)
    lengths.refresh(Array.from({ length: 2000 }, () => 300))
    expect(lengths.survivalAt(120)).toBeGreaterThan(0.45)
  })
  test('a survival curve starts at one, never rises and never leaves 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { maxLength: 200 }), (seen) => {
        const lengths = new Lengths({ mean: 60, cv: 1, worth: 4 })
        for (const seconds of seen) lengths.add(seconds)
        lengths.refresh(seen.slice(0, 10))
        const curve = lengths.bySecond(4000)
        expect(curve[0]).toBe(1)
        for (let second = 1; second < curve.length; second++) {
          expect(curve[second]).toBeLessThanOrEqual((curve[second - 1] as number) + 1e-9)
          expect(curve[second]).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 30 },
    )
  })
  test('the normal curve has its tabled values', () => {
    expect([0, 1, 1.96, -1.96].map((z) => normalCdf(z))).toEqual([
      expect.closeTo(0.5, 6),
      expect.closeTo(0.841345, 6),
      expect.closeTo(0.975002, 6),
      expect.closeTo(0.024998, 6),
    ])
  })
})

describe('the level of answers', () => {
  const levelAfter = (rates: readonly [number, number][]): Level => {
    const level = new Level(0.25, 3)
    const chance = chances(7)
    for (const [rate, calls] of rates) for (let n = 0; n < calls; n++) level.hear(chance() < rate ? 1 : 0, 1)
    return level
  }
  test('comes close to the truth and grows certain while nothing changes', () => {
    const level = levelAfter([[0.1, 8000]])
    expect(level.value).toBeGreaterThan(0.085)
    expect(level.value).toBeLessThan(0.115)
    expect(level.certainty).toBeGreaterThan(25)
  })
  test('follows a step within some thirty answers', () => {
    expect(
      levelAfter([
        [0.1, 8000],
        [0.3, 100],
      ]).value,
    ).toBeGreaterThan(0.2)
    expect(
      levelAfter([
        [0.3, 4000],
        [0.1, 300],
      ]).value,
    ).toBeLessThan(0.16)
  })
})

const call = (placedAt: number, traits: Partial<CallView> = {}): CallView => ({
  placedAt,
  batchId: 'a',
  attemptNumber: 1,
  chance: null,
  ...traits,
})

describe('what a call in flight promises', () => {
  /** Answered calls take 10 s, the others ring out after 25 s. */
  const learned = (
    answers: (n: number, traits: Partial<CallView>) => boolean,
    traitsOf = (_n: number): Partial<CallView> => ({}),
  ) => {
    const model = new Answers()
    for (let n = 0; n < 3000; n++) {
      const traits = traitsOf(n)
      model.recall(call(0, traits), answers(n, traits) ? 'answered' : 'unreached', answers(n, traits) ? 10_000 : 25_000)
    }
    model.prepare(noon, 25_000)
    return model
  }
  const promise = (model: Answers, ageSeconds: number, traits: Partial<CallView> = {}): number[] => {
    const into = new Float64Array(horizons)
    model.chancesBy(call(noon - 1000 * ageSeconds, traits), noon, into)
    return [...into]
  }
  test('rises as the age comes near at which people answer, and falls when that has passed', () => {
    const model = learned((n) => n % 4 === 0)
    const soon = answerSeconds(2)
    expect(soon).toBe(5)
    const [young, ripe, late] = [1, 8, 20].map((age) => promise(model, age)[2] as number) as [number, number, number]
    expect(ripe).toBeGreaterThan(0.15)
    expect(ripe).toBeGreaterThan(3 * young)
    expect(late).toBeLessThan(0.05)
    expect(promise(model, 0).at(-1)).toBeCloseTo(0.25, 1)
  })
  test('knows a batch and an attempt that answer less', () => {
    const model = learned(
      (n, { batchId }) => n % (batchId === 'good' ? 2 : 10) === 0,
      (n) => ({ batchId: Math.floor(n / 20) % 2 ? 'good' : 'poor' }),
    )
    expect(model.chanceOf(call(0, { batchId: 'good' }))).toBeGreaterThan(0.4)
    expect(model.chanceOf(call(0, { batchId: 'poor' }))).toBeLessThan(0.16)
  })
  test('takes the list at its word about one contact beside another', () => {
    const model = learned(
      (n) => n % 4 === 0,
      (n) => ({ chance: n % 2 ? 0.1 : 0.4 }),
    )
    const likely = model.chanceOf(call(0, { chance: 0.4 }))
    expect(likely / model.chanceOf(call(0, { chance: 0.1 }))).toBeCloseTo(4, 1)
  })
  test('a burst of calls placed together misleads nobody before its answers are due', () => {
    const model = learned((n) => n % 4 === 0)
    const before = model.rate
    const burst = Array.from({ length: 200 }, () => call(noon))
    for (const one of burst) model.placed(one, noon)
    for (const one of burst.slice(0, 60)) model.over(one, 'unreached', noon + 2000)
    model.prepare(noon + 3000, 25_000)
    expect(Math.abs(model.rate - before)).toBeLessThan(0.02)
  })
  test('silence in the first seconds of a campaign is not taken for a list that answers less', () => {
    const model = new Answers()
    model.prepare(noon, 25_000)
    for (let n = 0; n < 40; n++) model.placed(call(noon), noon)
    model.prepare(noon + 12_000, 25_000)
    expect(model.rate).toBeGreaterThanOrEqual(0.25)
    model.prepare(noon + 26_000, 25_000)
    expect(model.rate).toBeLessThan(0.15)
  })
  test('calls the network never carried say nothing of whether people answer', () => {
    const model = learned((n) => n % 4 === 0)
    const before = model.rate
    for (let second = 0; second < 60; second++)
      for (let n = 0; n < 20; n++) {
        const at = noon + 1000 * second
        const one = call(at)
        model.placed(one, at)
        model.over(one, 'notCarried', at + 50)
        model.prepare(at + 60, 25_000)
      }
    expect(model.rate).toBeCloseTo(before, 2)
  })
  test('a clock that jumps changes no belief', () => {
    const model = learned((n) => n % 4 === 0)
    const before = model.chanceOf(call(noon))
    for (let n = 0; n < 100; n++) model.placed(call(noon), noon)
    for (const jump of [hour, -hour, 10 * hour]) model.prepare(noon + jump, 25_000)
    expect(model.chanceOf(call(noon))).toBeCloseTo(before, 6)
  })
})

describe('when busy agents will be free', () => {
  const by = (frees: Frees, agent: AgentView): number[] => {
    const chance: number[] = []
    frees.prepare([], noon)
    frees.each([agent], noon, (table, at) => chance.push(...table.slice(at, at + horizons)))
    return chance
  }
  const busy = (activity: AgentView['activity'], seconds: number, leaves = false): AgentView => ({
    activity,
    since: noon - 1000 * seconds,
    leaves,
  })
  const learned = (): Frees => {
    const frees = new Frees()
    for (let n = 0; n < 400; n++) {
      frees.learn('talking', 60_000)
      frees.learn('wrapUp', 10_000)
    }
    return frees
  }
  test('follows from how long they have been at it', () => {
    const frees = learned()
    const last = horizons - 1
    expect(horizonSeconds(last)).toBeGreaterThanOrEqual(25)
    expect(by(frees, busy('talking', 2))[last]).toBeLessThan(0.05)
    expect(by(frees, busy('talking', 55))[last]).toBeGreaterThan(0.4)
    expect(by(frees, busy('wrapUp', 8))[4]).toBeGreaterThan(0.7)
  })
  test('nobody counts on an agent who goes on a break after the call', () => {
    expect(by(learned(), busy('wrapUp', 8, true))).toEqual([])
    expect(by(learned(), busy('away', 8))).toEqual([])
  })
})

describe('agents against answers', () => {
  test('the chance that all agents are taken is exact for small teams', () => {
    const balance = new Balance()
    balance.begin(1, 2, 0)
    const half = new Float64Array(horizons).fill(0.5)
    balance.addCall(half)
    balance.addCall(half)
    // One agent, two coins: as many answers as agents or more in three cases of four.
    expect(balance.riskAt(0)).toBeCloseTo(0.75, 9)
    balance.addAgent(half, 0)
    expect(balance.riskAt(0)).toBeCloseTo(0.5, 9)
  })
  test('the normal curve takes over for large teams without a jump', () => {
    const risk = (calls: number): number => {
      const balance = new Balance()
      balance.begin(6, calls, 0)
      const quarter = new Float64Array(horizons).fill(0.125)
      for (let n = 0; n < calls; n++) balance.addCall(quarter)
      return balance.riskAt(3)
    }
    expect(Math.abs(risk(38) - risk(42))).toBeLessThan(0.12)
    expect(risk(60)).toBeGreaterThan(risk(42))
  })
})

describe('spending what is allowed', () => {
  test('is careful in debt, stops beyond the ceiling, and bolder with something left', () => {
    const risk = (answered: number, abandoned: number): number => {
      const past = [{ at: noon - hour, answered, abandoned }]
      return new Spending(new AbandonLedger({ target: 0.015, ceiling: 0.03 }, past)).riskAllowed(noon)
    }
    expect(risk(2000, 10)).toBeGreaterThan(risk(2000, 30))
    expect(risk(2000, 30)).toBeGreaterThan(risk(2000, 40))
    expect(risk(2000, 61)).toBe(0)
  })
})

describe('a network that refuses calls', () => {
  test('is tried once a second until it carries one', () => {
    const carrier = new Carrier()
    const old = [call(noon - 5000)]
    for (let n = 0; n < 20; n++) carrier.over('notCarried', noon)
    expect(carrier.room(noon, old)).toBe(1)
    carrier.placed(noon)
    expect(carrier.room(noon + 300, old)).toBe(0)
    expect(carrier.room(noon + 1100, old)).toBe(1)
    carrier.placed(noon + 1100)
    const probe = [...old, call(noon + 1100)]
    expect(carrier.room(noon + 2000, probe)).toBe(0)
    expect(carrier.room(noon + 2700, probe)).toBe(Number.POSITIVE_INFINITY)
    expect(carrier.room(noon + 2701, probe)).toBe(Number.POSITIVE_INFINITY)
  })
})
