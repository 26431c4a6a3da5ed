import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { momentOf, nextDue } from './clock.ts'

const shanghai = { at: '08:00', weekday: 1, monthDay: 1, timeZone: 'Asia/Shanghai' }
const said = (date: Date): string => date.toISOString()

describe('a schedule', () => {
  test('is due by the clock of its site', () => {
    const after = new Date('2026-03-05T00:00:00Z')
    expect(said(nextDue({ ...shanghai, cadence: 'day' }, after))).toBe('2026-03-06T00:00:00.000Z')
    expect(said(nextDue({ ...shanghai, cadence: 'week' }, after))).toBe('2026-03-09T00:00:00.000Z')
    expect(said(nextDue({ ...shanghai, cadence: 'month' }, after))).toBe('2026-04-01T00:00:00.000Z')
  })
  test('keeps its time of day when clocks are put forward and back', () => {
    const london = { ...shanghai, timeZone: 'Europe/London', cadence: 'day' as const }
    expect(said(nextDue(london, new Date('2026-03-28T12:00:00Z')))).toBe('2026-03-29T07:00:00.000Z')
    expect(said(nextDue(london, new Date('2026-10-24T12:00:00Z')))).toBe('2026-10-25T08:00:00.000Z')
  })
  test('whose time the clock jumps over comes an hour later, one shown twice comes once', () => {
    expect(said(momentOf('Europe/London', '2026-03-29', '01:30'))).toBe('2026-03-29T01:30:00.000Z')
    expect(said(momentOf('Europe/London', '2026-10-25', '01:30'))).toBe('2026-10-25T00:30:00.000Z')
    const due = nextDue(
      { ...shanghai, at: '01:30', timeZone: 'Europe/London', cadence: 'day' },
      new Date('2026-10-25T00:30:00Z'),
    )
    expect(said(due)).toBe('2026-10-26T01:30:00.000Z')
  })
  test('is always due later than it was, and never twice a day', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 0, max: 3650 * 1440 }),
        (timeZone, minute, from) => {
          const at = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
          const rhythm = { ...shanghai, cadence: 'day' as const, at, timeZone }
          const first = nextDue(rhythm, new Date(Date.UTC(2020, 0, 1) + from * 60_000))
          const second = nextDue(rhythm, first)
          const hours = (second.getTime() - first.getTime()) / 3_600_000
          expect(hours).toBeGreaterThanOrEqual(22)
          expect(hours).toBeLessThanOrEqual(26)
        },
      ),
    )
  })
})
