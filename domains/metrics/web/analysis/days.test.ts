import { describe, expect, test } from 'vitest'
import { daysOn, paceDays, weekdayOf } from './days.ts'

describe('calendar days', () => {
  test('know their weekday, Monday first', () => {
    expect(weekdayOf('2026-03-02')).toBe(1)
    expect(weekdayOf('2026-03-08')).toBe(7)
    expect(daysOn(1, '2026-03-01', '2026-03-16')).toEqual(['2026-03-16', '2026-03-09', '2026-03-02'])
  })
})

describe('a plan day by day', () => {
  const plan = {
    from: '2026-03-05',
    to: '2026-03-09',
    today: '2026-03-07',
    target: 90,
    works: (day: string) => weekdayOf(day) !== 7,
    came: new Map([
      ['2026-03-05', 20],
      ['2026-03-07', 3],
    ]),
  }
  test('spreads the target over the days with calling hours', () => {
    expect(paceDays(plan).map(({ planned }) => planned)).toEqual([22.5, 22.5, 22.5, 0, 22.5])
  })
  test('knows what came up to today, none where none came, and nothing of the days to come', () => {
    expect(paceDays(plan).map(({ actual }) => actual)).toEqual([20, 0, 3, null, null])
    expect(paceDays(plan).map(({ isPartial }) => isPartial)).toEqual([false, false, true, false, false])
  })
  test('goes on to today when the plan is over, without further target', () => {
    const late = paceDays({ ...plan, today: '2026-03-11' })
    expect(late.at(-1)).toMatchObject({ key: '2026-03-11', planned: 0, actual: 0 })
    expect(late.reduce((sum, { planned }) => sum + planned, 0)).toBe(90)
  })
  test('without a day to call has no plan', () => {
    expect(paceDays({ ...plan, works: () => false }).every(({ planned }) => planned === 0)).toBe(true)
  })
})
