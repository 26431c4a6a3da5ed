import { describe, expect, test } from 'vitest'
import { dayAt, daysOf, formatMoment, startOfDay } from './moments.ts'

const shanghai = { timeZone: 'Asia/Shanghai', locale: 'zh' } as const

describe('a moment', () => {
  const at = '2026-03-05T01:12:31.000Z'
  test('is told in the zone of the site', () => {
    expect(formatMoment(at, shanghai)).toBe('2026-03-05 周四 09:12')
    expect(formatMoment(at, { timeZone: 'America/New_York', locale: 'en' })).toBe('2026-03-04 Wed 20:12')
  })
  test('is told as finely as asked', () => {
    expect(formatMoment(at, shanghai, 'second')).toBe('2026-03-05 周四 09:12:31')
    expect(formatMoment(at, shanghai, 'day')).toBe('2026-03-05 周四')
    expect(formatMoment(at, shanghai, 'dayTime')).toBe('03-05 09:12')
  })
  test('at midnight is 00:00, not 24:00', () => {
    expect(formatMoment('2026-03-04T16:00:00Z', shanghai)).toBe('2026-03-05 周四 00:00')
  })
})

test('the day at the site may be another than that of the browser', () => {
  expect(dayAt('2026-03-04T17:00:00Z', 'Asia/Shanghai')).toBe('2026-03-05')
})

describe('the usual ranges', () => {
  test('begin their weeks on Monday', () => {
    expect(daysOf('thisWeek', '2026-03-05')).toEqual(['2026-03-02', '2026-03-05'])
    expect(daysOf('thisWeek', '2026-03-08')).toEqual(['2026-03-02', '2026-03-08'])
    expect(daysOf('lastWeek', '2026-03-02')).toEqual(['2026-02-23', '2026-03-01'])
  })
  test('know the lengths of months', () => {
    expect(daysOf('lastMonth', '2028-03-31')).toEqual(['2028-02-01', '2028-02-29'])
    expect(daysOf('lastMonth', '2026-01-15')).toEqual(['2025-12-01', '2025-12-31'])
    expect(daysOf('yesterday', '2026-01-01')).toEqual(['2025-12-31', '2025-12-31'])
  })
})

describe('a day at the site', () => {
  test('begins at its midnight there, also where clocks change that day', () => {
    expect(startOfDay('2026-03-05', 'Asia/Shanghai')).toBe('2026-03-04T16:00:00.000Z')
    expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
    expect(startOfDay('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z')
    expect(startOfDay('2026-10-25', 'Europe/London')).toBe('2026-10-24T23:00:00.000Z')
  })
})
