import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { biggest, intervalOfChange, intervalOfCounts, type Side, splitCount, splitRatio, sumOf } from './decompose.ts'

const side = (numerator: number, denominator: number, low: number | null = null, high: number | null = null): Side => ({
  numerator,
  denominator,
  low,
  high,
})
const ratio = ({ numerator, denominator }: Side): number => numerator / denominator

describe('the change of a rate', () => {
  test('that every part shares is all rate', () => {
    const parts = splitRatio([
      { key: 'a', before: side(10, 100), now: side(20, 100) },
      { key: 'b', before: side(30, 100), now: side(40, 100) },
    ])
    expect(parts.map(({ mix }) => mix)).toEqual([0, 0])
    expect(parts.map(({ rate }) => rate)).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.05, 12)])
  })
  test('that comes of more calls in the weaker project is all mix (10 % and 30 %, from half and half to 3 : 1)', () => {
    const parts = splitRatio([
      { key: 'weak', before: side(10, 100), now: side(15, 150) },
      { key: 'strong', before: side(30, 100), now: side(15, 50) },
    ])
    // R falls from 20 % to 15 %; each project stays as it was.
    expect(parts.map(({ rate }) => rate)).toEqual([0, 0])
    expect(parts.map(({ mix }) => mix)).toEqual([expect.closeTo(-0.01875, 12), expect.closeTo(-0.03125, 12)])
    expect(parts.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(-0.05, 12)
  })
  test('may fall although every part rises (Simpson), and both reasons are told apart', () => {
    const parts = splitRatio([
      { key: 'weak', before: side(10, 100), now: side(36, 300) },
      { key: 'strong', before: side(150, 300), now: side(52, 100) },
    ])
    expect(parts.every(({ rate }) => rate > 0)).toBe(true)
    expect(parts.reduce((sum, { mix }) => sum + mix, 0)).toBeLessThan(0)
    expect(parts.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(88 / 400 - 160 / 400, 12)
  })
  test('that a project brings which was not there before is all mix', () => {
    const [old, fresh] = splitRatio([
      { key: 'old', before: side(20, 100), now: side(20, 100) },
      { key: 'new', before: null, now: side(40, 100) },
    ])
    expect(fresh).toMatchObject({ rate: 0, proven: false, low: null })
    expect((old?.total ?? 0) + (fresh?.total ?? 0)).toBeCloseTo(60 / 200 - 20 / 100, 12)
  })
  test('cannot be split where one period has nothing to divide by', () => {
    expect(splitRatio([{ key: 'a', before: side(0, 0), now: side(3, 10) }])).toEqual([])
    expect(splitRatio([])).toEqual([])
  })
  test('is the sum of its contributions to the last digit, whatever the parts', () => {
    const someSide = fc.option(
      fc
        .record({ numerator: fc.nat(500), denominator: fc.nat(500) })
        .map((one) => side(one.numerator, one.denominator)),
    )
    fc.assert(
      fc.property(fc.array(fc.record({ before: someSide, now: someSide }), { maxLength: 12 }), (raw) => {
        const parts = raw.map((one, index) => ({ key: String(index), ...one }))
        const [before, now] = [sumOf(parts.map((one) => one.before)), sumOf(parts.map((one) => one.now))]
        const found = splitRatio(parts)
        if (before.denominator === 0 || now.denominator === 0) return found.length === 0
        const whole = ratio(now) - ratio(before)
        return Math.abs(found.reduce((sum, { total }) => sum + total, 0) - whole) < 1e-9
      }),
      { numRuns: 2000 },
    )
  })
  test('only turns its signs when the periods are swapped', () => {
    const someSide = fc.record({ numerator: fc.nat(50), denominator: fc.integer({ min: 1, max: 500 }) })
    fc.assert(
      fc.property(fc.array(fc.tuple(someSide, someSide), { minLength: 1, maxLength: 6 }), (raw) => {
        const parts = raw.map(([a, b], index) => ({
          key: String(index),
          before: side(a.numerator, a.denominator),
          now: side(b.numerator, b.denominator),
        }))
        const there = splitRatio(parts)
        const back = splitRatio(parts.map(({ key, before, now }) => ({ key, before: now, now: before })))
        return there.every(({ rate, mix }, place) => {
          const other = back[place]
          return Math.abs(rate + (other?.rate ?? 0)) < 1e-9 && Math.abs(mix + (other?.mix ?? 0)) < 1e-9
        })
      }),
    )
  })
})

describe('whether a change is more than chance', () => {
  // Newcombe 1998, table II, method 10: 56/70 against 48/80 gives 0.0524 to 0.3339.
  test('follows the published example of Newcombe', () => {
    const { low, high } = intervalOfChange(side(48, 80, 0.4904, 0.7004), side(56, 70, 0.6917, 0.8772))
    expect(low).toBeCloseTo(0.0524, 3)
    expect(high).toBeCloseTo(0.3339, 3)
  })
  test('is not proven where the interval covers zero', () => {
    const [part] = splitRatio([{ key: 'a', before: side(10, 100, 0.055, 0.174), now: side(13, 100, 0.078, 0.21) }])
    expect(part?.proven).toBe(false)
  })
  test('is proven where it lies on one side', () => {
    const [part] = splitRatio([{ key: 'a', before: side(100, 1000, 0.083, 0.12), now: side(200, 1000, 0.176, 0.226) }])
    expect(part?.proven).toBe(true)
  })
  test('is never claimed without bounds', () => {
    const [part] = splitRatio([{ key: 'a', before: side(1, 1000), now: side(900, 1000) }])
    expect(part).toMatchObject({ proven: false, low: null, high: null })
  })
})

describe('the change of a count', () => {
  test('from 100 to 150 is more than chance, from 10 to 15 is not, and nothing says nothing', () => {
    expect(intervalOfCounts(100, 150)).toEqual({ low: expect.closeTo(19.01, 1), high: expect.closeTo(80.99, 1) })
    const [big, small, none] = splitCount([
      { key: 'a', before: side(100, 0), now: side(150, 0) },
      { key: 'b', before: side(10, 0), now: side(15, 0) },
      { key: 'c', before: null, now: null },
    ])
    expect([big?.proven, small?.proven, none?.proven]).toEqual([true, false, false])
  })
  test('names the biggest contributions in either direction, and none that brought nothing', () => {
    const parts = splitCount([
      { key: 'up', before: side(1, 0), now: side(5, 0) },
      { key: 'down', before: side(9, 0), now: side(0, 0) },
      { key: 'same', before: side(3, 0), now: side(3, 0) },
    ])
    expect(biggest(parts, 5).map(({ key }) => key)).toEqual(['down', 'up'])
  })
})
