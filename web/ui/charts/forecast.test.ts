import { describe, expect, test } from 'vitest'
import { paceForecast } from './forecast.ts'

const day = (actual: number | null, works = true) => ({ key: '', planned: works ? 10 : 0, actual, works })

describe('a forecast of the pace', () => {
  test('runs on from what has come, by the mean of the working days', () => {
    // mean 10, s² = ((8−10)² + (12−10)² + 0) / 2 = 4; t₀.₉₀ with 2 degrees = 1.886
    const points = paceForecast([day(8), day(12), day(10), day(null), day(null)])
    expect(points.map(({ plannedSoFar }) => plannedSoFar)).toEqual([10, 20, 30, 40, 50])
    expect(points.map(({ actualSoFar }) => actualSoFar)).toEqual([8, 20, 30, null, null])
    expect(points.map(({ expected }) => expected)).toEqual([null, null, 30, 40, 50])
    // one day ahead: 1.886 · √(4 · 1 · (1 + 1/3)) = 4.3555; two: 1.886 · √(4 · 2 · (1 + 2/3)) = 6.8866
    expect(points[3]?.low).toBeCloseTo(40 - 4.3555, 3)
    expect(points[3]?.high).toBeCloseTo(40 + 4.3555, 3)
    expect(points[4]?.high).toBeCloseTo(50 + 6.8866, 3)
    expect(points[2]).toMatchObject({ low: 30, high: 30 })
  })
  test('expects nothing of days off', () => {
    const points = paceForecast([day(10), day(10), day(10), day(null, false), day(null)])
    expect(points[3]).toMatchObject({ expected: 30, low: 30, high: 30 })
    expect(points[4]?.expected).toBe(40)
  })
  test('says nothing before the third working day', () => {
    expect(paceForecast([day(10), day(12), day(null)]).map(({ expected }) => expected)).toEqual([null, null, null])
    expect(paceForecast([day(10), day(0, false), day(12), day(null)]).at(-1)?.expected).toBeNull()
  })
  test('counts a day that is not over, and learns nothing from it', () => {
    const points = paceForecast([day(8), day(12), day(10), { ...day(1), isPartial: true }, day(null)])
    expect(points.map(({ expected }) => expected)).toEqual([null, null, null, 31, 41])
    expect(points.at(-1)?.high).toBeCloseTo(41 + 4.3555, 3)
  })
  test('never falls below what has already come', () => {
    const points = paceForecast([day(0), day(0), day(30), day(null)])
    expect(points.at(-1)?.low).toBe(30)
  })
  test('is empty without days, and has only a plan before the first', () => {
    expect(paceForecast([])).toEqual([])
    expect(paceForecast([day(null)])).toMatchObject([{ plannedSoFar: 10, actualSoFar: null, expected: null }])
  })
})
