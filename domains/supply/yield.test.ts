import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareBounds } from '#contract/interval.ts'
import { estimateOf, furtherCalls, lifeOf, mostFurtherCalls, priorOf, verdictOf, type Worked } from './yield.ts'

const worked = (given: Partial<Worked>): Worked => ({
  records: 1000,
  called: 0,
  reached: 0,
  successes: 0,
  attempts: 0,
  closed: 0,
  agentMs: 0,
  ...given,
})
const money = { pricePerRecord: 0.5, worthPerSuccess: 100, costPerHour: 60 }
/** A minute of an agent for each record: calling one costs 1. */
const called = (n: number, successes: number) => worked({ called: n, successes, agentMs: n * 60_000 })
const judge = (group: Worked, given: Partial<typeof money> = {}) =>
  verdictOf(group, estimateOf(group, { hits: 0, of: 0 }), { ...money, ...given })

describe('a batch among others', () => {
  test('of which little is known is expected to be like the others', () => {
    const others = [called(1000, 50), called(1200, 58), called(900, 47)]
    const lucky = called(10, 3)
    const { rate, expected } = estimateOf(lucky, priorOf([...others, lucky]))
    expect(rate).toBe(0.3)
    expect(expected).toBeLessThan(0.06)
  })
  test('of which much is known keeps its own rate, where batches really differ', () => {
    const groups = [called(2000, 40), called(2000, 200), called(2000, 400), called(2000, 100)]
    const { expected } = estimateOf(groups[2] as Worked, priorOf(groups))
    expect(expected).toBeGreaterThan(0.19)
  })
  test('is pulled towards them and never beyond', () => {
    const group = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (drawn) => {
        const groups = drawn.map(([n, share]) => called(n, Math.round(n * share)))
        const prior = priorOf(groups)
        const pooled = prior.of > 0 ? prior.hits / prior.of : null
        for (const one of groups) {
          const { rate, expected } = estimateOf(one, prior)
          if (rate === null || expected === null || pooled === null) continue
          expect(expected).toBeGreaterThanOrEqual(Math.min(rate, pooled) - 1e-9)
          expect(expected).toBeLessThanOrEqual(Math.max(rate, pooled) + 1e-9)
        }
      }),
    )
  })
})

describe('the advice', () => {
  test('is to buy more where even the low end pays price and calling', () => {
    const verdict = judge(called(2000, 100))
    expect(verdict).toMatchObject({ advice: 'buy', callMore: null, breakEvenToCall: 0.01, breakEvenToBuy: 0.015 })
    expect(verdict.worthPerRecord).toBeCloseTo(4, 6)
    expect(verdict.result).toBeCloseTo(10_000 - 2000 - 500, 6)
  })
  test('is to stop where even the high end does not pay the calling', () => {
    expect(judge(called(3000, 10)).advice).toBe('stop')
  })
  test('is to finish what is here where calling pays and buying does not', () => {
    expect(judge(called(20_000, 260), { pricePerRecord: 1 }).advice).toBe('finish')
  })
  test('is how many more to call where nobody can know yet', () => {
    const { advice, callMore } = judge(called(100, 3))
    expect(advice).toBe('callMore')
    const more = 100 + (callMore ?? 0)
    expect(shareBounds(0.03 * more, more)?.low).toBeGreaterThan(0.015)
    expect(shareBounds(0.03 * (more - 1), more - 1)?.low).toBeLessThanOrEqual(0.015)
  })
  test('says how well the rate is known where nobody gave a price', () => {
    const verdict = verdictOf(called(100, 4), estimateOf(called(100, 4), { hits: 0, of: 0 }), {
      pricePerRecord: null,
      worthPerSuccess: null,
      costPerHour: null,
    })
    expect(verdict).toMatchObject({ advice: 'noMoney', worthPerRecord: null, result: null })
    expect(verdict.callMore).toBeGreaterThan(1000)
  })
  test('asks for no more calls once the rate is known well enough', () => {
    const nobodySaid = { pricePerRecord: null, worthPerSuccess: null, costPerHour: null }
    const group = called(2330, 105)
    expect(verdictOf(group, estimateOf(group, { hits: 0, of: 0 }), nobodySaid).callMore).toBeNull()
  })
  test('of a batch nobody has called is nothing, and a hair’s breadth is not worth chasing', () => {
    expect(judge(worked({}))).toMatchObject({ advice: 'noMoney', callMore: null, worthPerRecord: null })
    expect(furtherCalls({ called: 10, rate: 0.015 }, 0.015)).toBe(mostFurtherCalls)
  })
})

describe('the life of a batch', () => {
  test('ends when open records have had what closed ones needed', () => {
    const group = worked({ called: 600, reached: 300, closed: 400, attempts: 1600 })
    expect(lifeOf(group, { closedAttempts: 1200, attemptsPerDay: 350 })).toEqual({
      penetration: 0.6,
      coverage: 0.3,
      attemptsPerRecord: 1600 / 600,
      attemptsLeft: 600 * 3 - 400,
      daysLeft: 4,
    })
  })
  test('is unknown while nothing is closed, and over when everything is', () => {
    expect(lifeOf(worked({}), { closedAttempts: 0, attemptsPerDay: 0 })).toMatchObject({
      attemptsLeft: null,
      daysLeft: null,
    })
    const over = worked({ called: 1000, closed: 1000, attempts: 2000 })
    expect(lifeOf(over, { closedAttempts: 2000, attemptsPerDay: 10 })).toMatchObject({ attemptsLeft: 0, daysLeft: 0 })
  })
})
