import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helpFor } from './coaching.ts'
import { mostImproved, praiseOf, starsOf } from './praise.ts'
import { nextStepOf } from './standing.ts'

const none = { goal: null, average: null, best: null }
describe('the next step', () => {
  test('in the upper half is to draw level with the next place', () => {
    expect(nextStepOf(8, [10, 9, 9, 3, 1], none)).toBeNull()
    expect(nextStepOf(8, [10, 3, 1, 0], none)).toEqual({ kind: 'place', place: 1, missing: 2 })
    expect(nextStepOf(8, [10, 9, 3, 1, 0], none)).toEqual({ kind: 'place', place: 2, missing: 1 })
  })
  test('below is one’s own: whatever is nearest of goal, usual day and best day', () => {
    expect(nextStepOf(2, [9, 8, 7], { goal: 10, average: 4.2, best: 12 })).toEqual({ kind: 'average', missing: 3 })
    expect(nextStepOf(0, [9, 8, 7], { goal: 2, average: 4, best: 12 })).toEqual({ kind: 'goal', missing: 2 })
  })
  test('is to go on for who leads, and nothing for who has neither colleagues nor a goal', () => {
    expect(nextStepOf(9, [9, 8], none)).toEqual({ kind: 'first' })
    expect(nextStepOf(0, [], none)).toBeNull()
    expect(nextStepOf(5, [], none)).toBeNull()
    expect(nextStepOf(0, [0, 0], none)).toBeNull()
  })
  test('never tells a place in the lower half', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.array(fc.nat(30), { maxLength: 30 }), (own, peers) => {
        const step = nextStepOf(own, peers, none)
        return (
          step?.kind !== 'place' ||
          (step.place <= (peers.length + 1) / 2 + 1 && step.missing > 0 && Number.isFinite(step.missing))
        )
      }),
    )
  })
})

describe('stars', () => {
  const person = (name: string, successes: number) => ({ id: name, name, successes })
  test('are the first three and who draws level with the third; nobody without a success', () => {
    expect(
      starsOf([person('a', 5), person('b', 0), person('c', 4), person('d', 3), person('e', 3)]).map(({ name }) => name),
    ).toEqual(['a', 'c', 'd', 'e'])
    expect(starsOf([person('a', 0)])).toEqual([])
  })
  test('of improvement are never made of chance', () => {
    const rise = (name: string, low: number) => ({ id: name, name, before: 0.1, now: 0.2, low })
    expect(mostImproved([rise('a', -0.01), rise('b', 0)])).toBeUndefined()
    expect(mostImproved([rise('a', 0.01), rise('b', 0.03)])?.name).toBe('b')
  })
})

describe('good news', () => {
  test('tells records, goals, round numbers and the first of the day, each once', () => {
    const agent = (name: string, successes: number, best: number | null, goal: number | null = null) => ({
      ...{ name, successes, best, goal },
    })
    const news = praiseOf({
      first: { name: '甲', at: '2026-03-05T01:10:00.000Z' },
      agents: [agent('甲', 12, 9), agent('乙', 20, 25), agent('丙', 5, 6, 5), agent('丁', 2, 1), agent('戊', 9, null)],
      teams: [
        { name: '雄狮队', successes: 104 },
        { name: '猛虎队', successes: 49 },
      ],
    })
    expect(news.map(({ kind, name, count }) => `${kind} ${name} ${count}`)).toEqual([
      'personalBest 甲 12',
      'goalReached 丙 5',
      'teamMilestone 雄狮队 100',
      'milestone 乙 20',
      'firstOfDay 甲 1',
    ])
  })
})

describe('a hand is offered', () => {
  type Some = {
    value: number
    numerator?: number
    denominator?: number
    low?: number
    high?: number
    isSmall?: boolean
  }
  const values = (some: Record<string, Some>) =>
    new Map(
      Object.entries(some).map(([code, one]) => [
        code,
        { code, numerator: null, denominator: null, sample: null, low: null, high: null, isSmall: false, ...one },
      ]),
    )
  const team = values({
    close_rate: { value: 0.2 },
    calls_per_login_hour: { value: 12 },
    idle_rate: { value: 0.2 },
    not_ready_rate: { value: 0.05 },
    average_wrap_up: { value: 20 },
  })
  test('where a rate is below the team’s by more than chance, and not for a small sample', () => {
    const low = { value: 0.08, low: 0.04, high: 0.15 }
    expect(helpFor(values({ close_rate: low }), team)).toEqual(['closesLess'])
    expect(helpFor(values({ close_rate: { ...low, isSmall: true } }), team)).toEqual([])
    expect(helpFor(values({ close_rate: { value: 0.15, low: 0.1, high: 0.22 } }), team)).toEqual([])
  })
  test('where calls are fewer than the team’s pace makes of the same hours', () => {
    const pace = (calls: number, hours: number) =>
      helpFor(values({ calls_per_login_hour: { value: calls / hours, numerator: calls, denominator: hours } }), team)
    expect(pace(50, 6)).toEqual(['talksLess'])
    expect(pace(64, 6)).toEqual([])
    expect(pace(0, 0.5)).toEqual([])
  })
  test('where waiting or pausing lasts far longer, which is mostly not the person', () => {
    const own = values({
      calls_per_login_hour: { value: 12, numerator: 24, denominator: 2 },
      idle_rate: { value: 0.5 },
      not_ready_rate: { value: 0.2 },
      average_wrap_up: { value: 40, low: 33, high: 47 },
    })
    expect(helpFor(own, team)).toEqual(['waitsLong', 'pausesLong', 'wrapsUpLong'])
  })
  test('never where nothing is known', () => {
    expect(helpFor(new Map(), new Map())).toEqual([])
  })
})
