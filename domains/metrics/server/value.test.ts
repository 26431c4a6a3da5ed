import { describe, expect, test } from 'vitest'
import { type Parts, tell } from './value.ts'

const ratio = (numerator: number | null, denominator: number | null): Parts => ({
  numerator,
  denominator,
  isRatio: true,
  power: 1,
  over: 1,
  squares: null,
})

describe('a measure', () => {
  test('with nothing to divide by is not known, rather than zero', () => {
    expect(tell(ratio(3, 0), 'none', 0).value).toBeNull()
    expect(tell(ratio(0, 4), 'none', 0).value).toBe(0)
  })
  test('without a denominator is its numerator', () => {
    expect(tell({ ...ratio(7, null), isRatio: false }, 'none', 0).value).toBe(7)
  })
  test('that cannot be told so is not known', () => {
    expect(tell(ratio(null, 4), 'none', 0).value).toBeNull()
    expect(tell(ratio(3, null), 'none', 0).value).toBeNull()
  })
  test('of fewer cases than the dictionary asks for says so', () => {
    expect(tell(ratio(3, 29), 'none', 30).isSmall).toBe(true)
    expect(tell(ratio(3, 30), 'none', 30).isSmall).toBe(false)
  })
  test('may count its top twice and be told an hour: 27 of 300 in 10 hours come to 0.243', () => {
    expect(tell({ ...ratio(27, 300), power: 2 }, 'none', 0).value).toBeCloseTo(2.43)
    expect(tell({ ...ratio(27, 300), power: 2, over: 10 }, 'none', 0).value).toBeCloseTo(0.243)
  })
  test('tells how far chance may have moved it, by what it is made of', () => {
    expect(tell(ratio(81, 263), 'share', 0)).toMatchObject({
      low: expect.closeTo(0.2553, 4),
      high: expect.closeTo(0.3662, 4),
    })
    const product = tell({ ...ratio(27, 300), power: 2 }, 'product', 0)
    expect(product).toMatchObject({ low: expect.closeTo(1.12, 1), high: expect.closeTo(4.77, 1) })
    const anHour = tell({ ...ratio(27, 300), power: 2, over: 10 }, 'product', 0)
    expect(anHour.high).toBeCloseTo((product.high ?? 0) / 10)
    expect(tell({ ...ratio(240, 3), squares: 20_000 }, 'mean', 0)).toMatchObject({ value: 80, low: expect.any(Number) })
    expect(tell(ratio(3, 2), 'share', 0)).toMatchObject({ value: 1.5, low: null, high: null })
    expect(tell(ratio(3, 2), 'none', 0)).toMatchObject({ value: 1.5, low: null, high: null, sample: null })
  })
})
