import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanBounds, rateBounds, shareBounds, successValueBounds } from './interval.ts'

/** Numbers that look random and are the same every time (mulberry32). */
const seeded = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
/** Draws the calls anew, many times: the range the middle 95 % of the values come to lie in. */
const bootstrapped = (successes: number, calls: number) => {
  const draw = seeded(20_260_305)
  const values = Array.from({ length: 4000 }, () => {
    let drawn = 0
    for (let call = 0; call < calls; call++) if (draw() < successes / calls) drawn++
    return drawn ** 2 / calls
  }).sort((a, b) => a - b)
  return { low: values[100] ?? 0, high: values[3899] ?? 0 }
}

describe('the interval of a share', () => {
  test('is Wilson’s as Newcombe prints it (1998, table I): 81 of 263, none of 20', () => {
    expect(shareBounds(81, 263)).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) })
    expect(shareBounds(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) })
    expect(shareBounds(0, 0)).toBeNull()
  })
  test('holds the share, stays within 0 and 1, and narrows with more cases', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const hits = Math.round(of * share)
        const few = shareBounds(hits, of)
        const many = shareBounds(hits * 10, of * 10)
        if (!few || !many) return false
        const holds = few.low >= 0 && few.high <= 1 && few.low <= hits / of && few.high >= hits / of
        return holds && many.high - many.low < few.high - few.low
      }),
    )
  })
})

describe('the interval of a rate', () => {
  test.each([
    // Exact Poisson limits (Ulm 1990, Am. J. Epidemiol. 131, appendix; Garwood 1936).
    [10, 4.795, 18.39],
    [20, 12.22, 30.89],
    [100, 81.36, 121.63],
  ])('of %i events is that of Poisson', (events, low, high) => {
    const bounds = rateBounds(events, 1)
    expect((bounds?.low ?? 0) / low).toBeCloseTo(1, 2)
    expect((bounds?.high ?? 0) / high).toBeCloseTo(1, 2)
  })
  test('of no event begins at nought and ends near 3.7 an hour after one hour', () => {
    expect(rateBounds(0, 1)).toEqual({ low: 0, high: expect.closeTo(3.69, 0) })
    expect(rateBounds(3, 0)).toBeNull()
  })
})

describe('the interval of a mean', () => {
  test('comes from the sums of lengths and of their squares', () => {
    // 60, 80, 100: mean 80, standard deviation 20, error 20 / √3.
    const bounds = meanBounds(240, 60 ** 2 + 80 ** 2 + 100 ** 2, 3)
    expect(bounds?.low).toBeCloseTo(80 - (1.96 * 20) / Math.sqrt(3), 2)
    expect(bounds?.high).toBeCloseTo(80 + (1.96 * 20) / Math.sqrt(3), 2)
    expect(meanBounds(60, 3600, 1)).toBeNull()
  })
})

describe('the interval of 成功值', () => {
  test.each([
    [27, 300, 1.1, 4.8],
    [12, 90, 0.5, 4.1],
  ])('of %i successes in %i calls is about %d to %d', (successes, calls, low, high) => {
    const bounds = successValueBounds(successes, calls)
    expect(bounds?.low).toBeCloseTo(low, 1)
    expect(bounds?.high).toBeCloseTo(high, 1)
  })
  test.each([
    [27, 300],
    [24, 400],
    [90, 1000],
    [300, 2000],
  ])('of %i in %i agrees with drawing the calls anew four thousand times', (successes, calls) => {
    const bounds = successValueBounds(successes, calls)
    const drawn = bootstrapped(successes, calls)
    const value = successes ** 2 / calls
    // A bootstrap is told by whole successes: one more or less moves the value by 2S/C.
    const step = (2 * successes + 1) / calls
    expect(Math.abs((bounds?.low ?? 0) - drawn.low)).toBeLessThan(1.5 * step)
    expect(Math.abs((bounds?.high ?? 0) - drawn.high)).toBeLessThan(2.5 * step)
    expect(drawn.low).toBeLessThan(value)
  })
  test('holds the value, begins at nought without success, and has none without calls', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (calls, share) => {
        const successes = Math.round(calls * share)
        const bounds = successValueBounds(successes, calls)
        const value = successes ** 2 / calls
        return bounds !== null && bounds.low <= value && bounds.high >= value && (successes > 0 || bounds.low === 0)
      }),
    )
    expect(successValueBounds(0, 0)).toBeNull()
  })
})
