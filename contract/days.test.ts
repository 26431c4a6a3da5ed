import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween, eachDay, mondayOf, weekOf } from './days.ts'

const someDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days))

describe('calendar days', () => {
  test('run over the ends of months, years and the days clocks are moved', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(eachDay('2026-03-28', '2026-03-30')).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
    expect(eachDay('2026-03-30', '2026-03-28')).toEqual([])
  })
  test('are as far from each other as one was moved', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -500, max: 500 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })
  test('belong to the week of the Monday before them', () => {
    expect(mondayOf('2026-11-22')).toBe('2026-11-16')
    expect(mondayOf('2026-11-16')).toBe('2026-11-16')
    fc.assert(
      fc.property(someDay, (day) => {
        expect(weekOf(day)).toContain(day)
      }),
    )
  })
})
