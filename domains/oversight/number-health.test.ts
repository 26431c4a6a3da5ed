import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceInterval, shareInterval } from './interval.ts'
import { healthOf, type NumberFigures } from './number-health.ts'

const figures = (change: Partial<NumberFigures> = {}): NumberFigures => ({
  dials: 2000,
  answered: 500,
  pastDials: 8000,
  pastAnswered: 2000,
  conversations: 480,
  short: 40,
  complaints: 0,
  openFlags: 0,
  ...change,
})

describe('an interval', () => {
  test('is Wilson’s, and Newcombe’s for a difference', () => {
    // Newcombe 1998, tables I and II: 81/263 by Wilson, and 56/70 against 48/80 by method 10.
    const share = shareInterval(81, 263)
    expect([share?.low, share?.high].map((bound) => bound?.toFixed(4))).toEqual(['0.2553', '0.3662'])
    const change = differenceInterval(shareInterval(56, 70), shareInterval(48, 80))
    expect([change?.low, change?.high].map((bound) => bound?.toFixed(4))).toEqual(['0.0524', '0.3339'])
  })
  test('of nothing is none', () => {
    expect(shareInterval(0, 0)).toBeNull()
    expect(differenceInterval(null, shareInterval(1, 2))).toBeNull()
  })
  test('holds its share and stays between none and all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const { value, low, high } = shareInterval(Math.round(of * part), of) ?? { value: Number.NaN, low: 0, high: 0 }
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true)
      }),
    )
  })
})

describe('a number', () => {
  test('that is answered as it always was is good', () => {
    expect(healthOf(figures(), 0.08)).toMatchObject({ advice: 'good', findings: [] })
  })
  test('answered surely less than in its own past is watched; by more than a third, it rests', () => {
    expect(healthOf(figures({ answered: 430 }), 0.08)).toMatchObject({ advice: 'watch', findings: ['answersFell'] })
    expect(healthOf(figures({ answered: 250 }), 0.08)).toMatchObject({ advice: 'rest', findings: ['answersHalved'] })
  })
  test('answered a little less, as chance may have it, is still good', () => {
    expect(healthOf(figures({ answered: 480 }), 0.08).advice).toBe('good')
  })
  test('on a hard list is not held to what other numbers are answered', () => {
    const hard = figures({ answered: 100, pastAnswered: 400 })
    expect(healthOf(hard, 0.08)).toMatchObject({ advice: 'good', findings: [] })
  })
  test('flagged is watched, and with any other sign it rests', () => {
    expect(healthOf(figures({ openFlags: 1 }), 0.08)).toMatchObject({ advice: 'watch', findings: ['flagged'] })
    expect(healthOf(figures({ openFlags: 1, answered: 430 }), 0.08).advice).toBe('rest')
  })
  test('people complain of, or hang up on at once, is watched', () => {
    expect(healthOf(figures({ complaints: 1 }), 0.08).advice).toBe('good')
    expect(healthOf(figures({ complaints: 4 }), 0.08)).toMatchObject({ advice: 'watch', findings: ['complaints'] })
    expect(healthOf(figures({ short: 120 }), 0.08)).toMatchObject({ advice: 'watch', findings: ['shortCalls'] })
  })
  test('hardly used tells nothing; a flag is still a flag', () => {
    const little = figures({ dials: 20, answered: 0, conversations: 0, short: 0 })
    expect(healthOf(little, 0.08)).toMatchObject({ advice: 'unknown', findings: [] })
    expect(healthOf({ ...little, openFlags: 1 }, 0.08).advice).toBe('watch')
    const never = { ...little, dials: 0, pastDials: 0, pastAnswered: 0 }
    expect(healthOf(never, null)).toMatchObject({ advice: 'unknown', answerRate: null, change: null })
  })
})
