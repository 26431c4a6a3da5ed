import { expect, test } from 'vitest'
import { variationOf } from './measure.ts'

test('hours that are all alike do not vary; one hour tells nothing', () => {
  expect(variationOf([5, 5, 5])).toBe(0)
  expect(variationOf([2, 4])).toBeCloseTo(1 / 3)
  expect(variationOf([5])).toBeNull()
  expect(variationOf([0, 0])).toBeNull()
})
