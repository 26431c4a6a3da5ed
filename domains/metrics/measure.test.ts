import { describe, expect, test } from 'vitest'
import { ratioOf, variationOf } from './measure.ts'

describe('a measure', () => {
  test('with nothing to divide by is not known, rather than zero', () => {
    expect(ratioOf(3, 0)).toBeNull()
    expect(ratioOf(0, 4)).toBe(0)
  })
  test('without a denominator is its numerator', () => {
    expect(ratioOf(7, undefined)).toBe(7)
  })
  test('that cannot be told so is not known', () => {
    expect(ratioOf(null, 4)).toBeNull()
    expect(ratioOf(3, null)).toBeNull()
  })
})

test('hours that are all alike do not vary; one hour tells nothing', () => {
  expect(variationOf([5, 5, 5])).toBe(0)
  expect(variationOf([2, 4])).toBeCloseTo(1 / 3)
  expect(variationOf([5])).toBeNull()
  expect(variationOf([0, 0])).toBeNull()
})
