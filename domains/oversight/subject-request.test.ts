import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueOn, isLate, requestStates } from './subject-request.ts'

describe('a request about one’s own data', () => {
  test('is due fifteen working days after it came: three weeks to the day', () => {
    expect(dueOn('2026-03-05', 15)).toBe('2026-03-26')
  })
  test('that came on a weekend counts from the Monday after', () => {
    expect([dueOn('2026-03-07', 1), dueOn('2026-03-08', 1)]).toEqual(['2026-03-09', '2026-03-09'])
  })
  test('crosses months and years', () => {
    expect(dueOn('2026-12-31', 1)).toBe('2027-01-01')
  })
  test('is never due on a weekend, nor before so many days have passed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 60 }), (offset, days) => {
        const from = new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)
        const due = new Date(`${dueOn(from, days)}T00:00:00Z`)
        const passed = (due.getTime() - Date.parse(from)) / 86_400_000
        expect([0, 6]).not.toContain(due.getUTCDay())
        expect(passed).toBeGreaterThanOrEqual(days)
        expect(passed).toBeLessThanOrEqual(days + 2 * Math.ceil(days / 5) + 2)
      }),
    )
  })
  test('is late only while nobody has answered', () => {
    const late = requestStates.filter((state) => isLate({ state, dueOn: '2026-03-04' }, '2026-03-05'))
    expect(late).toEqual(['waiting', 'approved', 'working', 'failed'])
  })
})
