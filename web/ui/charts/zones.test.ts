import { describe, expect, test } from 'vitest'
import { medianCut, medianOf, zoneOf } from './zones.ts'

describe('the four zones', () => {
  test('meet at the two medians', () => {
    expect(medianOf([3, 1, 2])).toBe(2)
    expect(medianOf([4, 1, 2, 3])).toBe(2.5)
    expect(medianOf([])).toBeNull()
  })
  test('are cut by those with enough cases only', () => {
    const points = [
      { x: 100, y: 8 },
      { x: 200, y: 12 },
      { x: 300, y: 10 },
      { x: 900, y: 90, isSmall: true },
    ]
    expect(medianCut(points)).toEqual({ x: 200, y: 10 })
    expect(medianCut([{ x: 1, y: 1, isSmall: true }])).toBeNull()
  })
  test('take a value on the line as high', () => {
    const cut = { x: 200, y: 10 }
    expect(zoneOf({ x: 199, y: 9 }, cut)).toBe('lowLow')
    expect(zoneOf({ x: 199, y: 10 }, cut)).toBe('lowHigh')
    expect(zoneOf({ x: 200, y: 9 }, cut)).toBe('highLow')
    expect(zoneOf({ x: 200, y: 10 }, cut)).toBe('highHigh')
  })
})
