import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#contract/days.ts'
import { comparedWith, editionOf, lengthOf, periodOf, shareOfPlan, shiftMonth } from './period.ts'

const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days))

describe('an edition', () => {
  test('of a week begins on Monday, of a month on its first day', () => {
    expect(editionOf('week', '2026-03-05')).toEqual({ from: '2026-03-02', to: '2026-03-08' })
    expect(editionOf('week', '2026-03-08', 1)).toEqual({ from: '2026-02-23', to: '2026-03-01' })
    expect(editionOf('month', '2024-02-29')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(editionOf('month', '2026-03-31', 1)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  })
  test('holds its day, and editions follow each other without a gap', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom('day', 'week', 'month'), (day, edition) => {
        const own = editionOf(edition as 'day', day)
        expect(own.from <= day && day <= own.to).toBe(true)
        expect(editionOf(edition as 'day', day, 1).to).toBe(addDays(own.from, -1))
      }),
    )
  })
  test('of chosen days needs both', () => {
    expect(periodOf({ edition: 'custom', back: 0, from: '2026-03-01' }, '2026-03-05')).toBeUndefined()
    expect(periodOf({ edition: 'day', back: 1 }, '2026-03-05')).toEqual({ from: '2026-03-04', to: '2026-03-04' })
    expect(periodOf({ edition: 'day', back: 1, day: '2026-01-09' }, '2026-03-05')?.from).toBe('2026-01-09')
  })
})

describe('a comparison', () => {
  test('with the last period is as long as what has been of this one', () => {
    const march = editionOf('month', '2026-03-05')
    expect(comparedWith('previous', march, '2026-03-05')).toEqual({
      period: { from: '2026-02-01', to: '2026-02-05' },
      isPart: true,
    })
    expect(comparedWith('previous', march, '2026-04-02')?.period).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(comparedWith('previous', march, '2026-03-30')?.period).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(comparedWith('previous', editionOf('week', '2026-03-05'), '2026-03-05')?.period).toEqual({
      from: '2026-02-23',
      to: '2026-02-26',
    })
  })
  test('with last month takes the same days, or the whole month before', () => {
    expect(comparedWith('lastMonth', { from: '2026-03-05', to: '2026-03-05' }, '2026-04-01')?.period.from).toBe(
      '2026-02-05',
    )
    expect(comparedWith('lastMonth', { from: '2026-03-31', to: '2026-03-31' }, '2026-04-01')?.period.from).toBe(
      '2026-02-28',
    )
    expect(comparedWith('lastMonth', editionOf('month', '2026-03-31'), '2026-04-01')?.period.to).toBe('2026-02-28')
    expect(shiftMonth('2026-01-31', 1)).toBe('2026-02-28')
  })
  test('of any days with the days before has as many', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 27 }), (from, more) => {
        const period = { from, to: addDays(from, more) }
        const before = comparedWith('previous', period, '2099-01-01')?.period ?? period
        expect(lengthOf(before)).toBe(more + 1)
        expect(before.to).toBe(addDays(from, -1))
      }),
    )
  })
})

test('a plan falls due by the days of the campaign that lie in the period', () => {
  const campaign = { from: '2026-03-01', to: '2026-03-10' }
  expect(shareOfPlan(campaign, { from: '2026-03-05', to: '2026-03-05' })).toBe(0.1)
  expect(shareOfPlan(campaign, { from: '2026-02-01', to: '2026-03-02' })).toBe(0.2)
  expect(shareOfPlan(campaign, { from: '2026-04-01', to: '2026-04-30' })).toBe(0)
})
