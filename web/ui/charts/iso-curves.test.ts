import { describe, expect, test } from 'vitest'
import { axisAround, axisFor, isoCurve, isoLevels, niceNumber } from './iso-curves.ts'

const plane = { xMin: 0, xMax: 40, yMin: 0, yMax: 0.2 }

describe('a curve of equal product', () => {
  test('has the same product at every place, from the top of the plane to its right edge', () => {
    const curve = isoCurve(1.6, plane)
    for (const [x, y] of curve) expect(x * y).toBeCloseTo(1.6, 10)
    expect(curve[0]?.[0]).toBeCloseTo(8, 10)
    expect(curve[0]?.[1]).toBeCloseTo(0.2, 10)
    expect(curve.at(-1)?.[0]).toBe(40)
    expect(curve.at(-1)?.[1]).toBeCloseTo(0.04, 10)
  })
  test('is not drawn where it does not cross the plane', () => {
    expect(isoCurve(9, plane)).toEqual([])
    expect(isoCurve(0, plane)).toEqual([])
    expect(isoCurve(-1, plane)).toEqual([])
  })
  test('ends at the floor of a plane that does not begin at zero', () => {
    expect(isoCurve(2, { xMin: 0, xMax: 100, yMin: 0.1, yMax: 0.5 }).at(-1)).toEqual([20, 0.1])
  })
})

describe('levels', () => {
  test('are numbers people like to read', () => {
    expect([1.44, 1.7, 2.43, 0.031, 8, 140].map(niceNumber)).toEqual([1, 2, 2.5, 0.025, 10, 100])
    expect(niceNumber(0)).toBe(0)
  })
  test('lie among the products of the points', () => {
    const points = [
      { x: 12, y: 12 / 90 },
      { x: 24, y: 24 / 400 },
      { x: 27, y: 27 / 300 },
    ]
    expect(isoLevels(points)).toEqual([1, 2, 2.5])
    expect(isoLevels([{ x: 0, y: 0.5 }])).toEqual([])
    expect(isoLevels([])).toEqual([])
  })
})

describe('an axis', () => {
  test('ends with a tick a little beyond its greatest value', () => {
    expect(axisFor([42, 12], 'count')).toEqual({ min: 0, max: 50, interval: 10 })
    expect(axisFor([0.1333])).toEqual({ min: 0, max: 0.15, interval: 0.025 })
    expect(axisFor([2], 'count')).toEqual({ min: 0, max: 3, interval: 1 })
    expect(axisFor([])).toEqual({ min: 0, max: 1, interval: 1 })
  })
  test('of durations steps by whole parts of minutes', () => {
    expect(axisFor([290], 'duration')).toEqual({ min: 0, max: 360, interval: 60 })
    expect(axisFor([7000], 'duration')).toEqual({ min: 0, max: 9000, interval: 1800 })
  })
  test('may begin above zero where only differences count', () => {
    expect(axisAround([0.36, 0.48])).toEqual({ min: 0.35, max: 0.5, interval: 0.025 })
    expect(axisAround([0, 0.02]).min).toBe(0)
    expect(axisAround([130, 250], 'duration')).toEqual({ min: 120, max: 270, interval: 30 })
    expect(axisAround([7, 7])).toMatchObject({ min: 6.25, max: 7.75 })
    expect(axisAround([])).toEqual({ min: 0, max: 1, interval: 1 })
  })
})
