import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceOf, type Figure, intervalOf, medianOf, naturalSpread, normalQuantile } from './interval.ts'

describe('an interval', () => {
  test('rests on the normal deviates of the tables', () => {
    expect(normalQuantile(0.5)).toBeCloseTo(0, 12)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 9)
    expect(normalQuantile(1 - 1e-9)).toBeCloseTo(5.99780701500768, 6)
  })
  test("of a share is Wilson's: 27 of 300 lie between 6.3 and 12.8 %", () => {
    const interval = intervalOf({ numerator: 27, denominator: 300, spread: { kind: 'share' } })
    expect(interval?.low).toBeCloseTo(0.0626, 3)
    expect(interval?.high).toBeCloseTo(0.1278, 3)
  })
  test('of days uses Student where days are few: t(0.975, 4 degrees) is 2.776', () => {
    const figure: Figure = { numerator: 10, denominator: 1, spread: { kind: 'daily', perUnit: 1, freedom: 4 } }
    expect(intervalOf(figure)?.high).toBeCloseTo(10 + 2.776, 1)
  })
  test('is not known without a denominator, nor from two days', () => {
    expect(intervalOf({ numerator: 0, denominator: 0, spread: { kind: 'share' } })).toBeNull()
    const days: Figure = { numerator: 5, denominator: 2, spread: { kind: 'daily', perUnit: 1, freedom: 1 } }
    expect(intervalOf(days)).toBeNull()
    expect(differenceOf(null, null)).toBeNull()
  })
  test('holds its value and stays between 0 and 1 for every share', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), fc.double({ min: 1e-6, max: 0.4, noNaN: true }), (one, other, tail) => {
        const [numerator, denominator] = [Math.min(one, other), Math.max(one, other)]
        const interval = intervalOf({ numerator, denominator, spread: { kind: 'share' } }, tail)
        if (denominator === 0) return interval === null
        if (!interval) return false
        return (
          interval.low >= 0 && interval.low <= interval.value && interval.value <= interval.high && interval.high <= 1
        )
      }),
    )
  })
  test("of a difference is Newcombe's: 56/70 less 48/80 is 0.20, from 0.0524 to 0.3339", () => {
    const share = (numerator: number, denominator: number): Figure => ({
      numerator,
      denominator,
      spread: { kind: 'share' },
    })
    const difference = differenceOf(intervalOf(share(56, 70)), intervalOf(share(48, 80)))
    expect(difference?.value).toBeCloseTo(0.2, 10)
    expect(difference?.low).toBeCloseTo(0.0524, 4)
    expect(difference?.high).toBeCloseTo(0.3339, 4)
  })
})

test('the middle of nobody is not known', () => {
  expect(medianOf([])).toBeNull()
  expect(medianOf([3, 1, 2])).toBe(2)
  expect(medianOf([4, 1, 2, 3])).toBe(2.5)
})

describe('natural spread', () => {
  test('widens nothing where people differ by chance, or are too few to tell', () => {
    expect(naturalSpread([[-1, -0.5, 0, 0.5, 1, 0.2, -0.2]])).toBe(1)
    expect(naturalSpread([[9, -9, 9]])).toBe(1)
  })
  test('is told by all windows together: one that scattered by chance counts for its part', () => {
    const calm = [-1, -0.5, 0, 0.5, 1, 0.2, -0.2]
    const wild = calm.map((distance) => distance * 3)
    expect(naturalSpread([wild, calm, calm, calm])).toBeLessThan(naturalSpread([wild]))
  })
  test('widens where everybody differs, and not because one does', () => {
    expect(naturalSpread([[-3, -2, -1.5, 1.5, 2, 3]])).toBeGreaterThan(1.5)
    expect(naturalSpread([[-0.9, -0.5, -0.2, 0, 0.2, 0.5, 0.9, 1, -1, 9]])).toBe(1)
  })
})
