import { expect, test } from 'vitest'
import { placeAfter } from './use-marks.ts'

test('arrow keys walk through the marks of a chart and stop at its ends', () => {
  const line = { count: 3, across: 1 }
  expect(placeAfter('ArrowRight', -1, line)).toBe(0)
  expect(placeAfter('ArrowRight', 0, line)).toBe(1)
  expect(placeAfter('ArrowRight', 2, line)).toBe(2)
  expect(placeAfter('ArrowLeft', 0, line)).toBe(0)
  expect(placeAfter('End', 0, line)).toBe(2)
  expect(placeAfter('Home', 2, line)).toBe(0)
  expect(placeAfter('a', 0, line)).toBeUndefined()
  expect(placeAfter('ArrowRight', -1, { count: 0, across: 1 })).toBeUndefined()
})
test('in a grid up and down keep the column', () => {
  const grid = { count: 6, across: 3 }
  expect(placeAfter('ArrowDown', 1, grid)).toBe(4)
  expect(placeAfter('ArrowDown', 4, grid)).toBe(4)
  expect(placeAfter('ArrowUp', 5, grid)).toBe(2)
})
