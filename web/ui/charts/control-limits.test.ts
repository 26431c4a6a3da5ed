import { describe, expect, test } from 'vitest'
import { controlLimits } from './control-limits.ts'

const days = (lots: readonly (readonly [events: number, of: number])[]) =>
  lots.map(([events, of], place) => ({ key: String(place), events, of }))
const brokenOn = (lots: readonly (readonly [number, number])[]) =>
  controlLimits(days(lots)).points.map(({ broken }) => broken)
/** The same rate everywhere but for the end. */
const even = (count: number): [number, number][] => Array.from({ length: count }, () => [10, 100])

describe('a control chart', () => {
  test('has the limits of its own sample on each day', () => {
    const { centre, points } = controlLimits(
      days([
        [12, 100],
        [8, 100],
        [40, 400],
      ]),
    )
    expect(centre).toBe(0.1)
    // √(0.1 · 0.9 / 100) = 0.03 and √(0.1 · 0.9 / 400) = 0.015
    expect(points.map(({ upper }) => upper?.toFixed(4))).toEqual(['0.1900', '0.1900', '0.1450'])
    expect(points.map(({ lower }) => lower?.toFixed(4))).toEqual(['0.0100', '0.0100', '0.0550'])
    expect(points.map(({ rate }) => rate)).toEqual([0.12, 0.08, 0.1])
  })
  test('never has limits below nothing or above everything', () => {
    const [rare] = controlLimits(
      days([
        [1, 50],
        [1, 50],
      ]),
    ).points
    expect(rare?.lower).toBe(0)
    const [usual] = controlLimits(
      days([
        [49, 50],
        [49, 50],
      ]),
    ).points
    expect(usual?.upper).toBe(1)
  })
  test('marks a day beyond three standard deviations', () => {
    // p̄ = 120 / 1000 = 0.12, limit 0.12 + 3 · √(0.12 · 0.88 / 100) = 0.2175
    expect(brokenOn([...even(9), [30, 100]]).at(-1)).toEqual(['beyond'])
    expect(brokenOn([...even(9), [20, 100]]).at(-1)).toEqual([])
  })
  test('marks the second of two days in three beyond two standard deviations', () => {
    const broken = brokenOn([...even(10), [19, 100], [11, 100], [19, 100]])
    expect(broken.at(-1)).toEqual(['twoOfThree'])
    expect(broken.at(-3)).toEqual([])
  })
  test('marks the eighth day in a row on one side of the centre', () => {
    const broken = brokenOn([
      [50, 100],
      ...Array.from({ length: 8 }, (_, day): [number, number] => [10 + (day % 2), 100]),
    ])
    expect(broken[7]).not.toContain('runOfEight')
    expect(broken[8]).toContain('runOfEight')
  })
  test('marks the sixth day in a row that rises', () => {
    const broken = brokenOn([
      [8, 100],
      [9, 100],
      [10, 100],
      [11, 100],
      [12, 100],
      [13, 100],
      [13, 100],
    ])
    expect(broken[4]).toEqual([])
    expect(broken[5]).toEqual(['trendOfSix'])
    expect(broken[6]).toEqual([])
  })
  test('leaves a gap on a day without cases, and counts it for no rule', () => {
    const { points } = controlLimits(
      days([
        [5, 50],
        [0, 0],
        [5, 50],
      ]),
    )
    expect(points[1]).toMatchObject({ rate: null, lower: null, upper: null, broken: [] })
    expect(controlLimits(days([[0, 0]])).centre).toBeNull()
    expect(controlLimits([]).points).toEqual([])
  })
  test('keeps to its centre where events exceed cases, and marks nothing there', () => {
    const { centre, points } = controlLimits(
      days([
        [150, 100],
        [130, 100],
      ]),
    )
    expect(centre).toBe(1.4)
    expect(points[0]).toMatchObject({ rate: 1.5, lower: 1.4, upper: 1.4, broken: [] })
  })
  test('marks nothing where nothing ever happens', () => {
    expect(brokenOn(Array.from({ length: 12 }, () => [0, 100])).flat()).toEqual([])
  })
})
