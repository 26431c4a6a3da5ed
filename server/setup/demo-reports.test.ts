import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstWholeWeek } from './demo-reports.ts'

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()

test('the week finance froze runs from Monday to Sunday and is over, at whatever hour the demo is founded', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }), (now) => {
      const { from, to } = firstWholeWeek(now)
      expect([weekday(from), weekday(to)]).toEqual([1, 0])
      expect(Date.parse(to) - Date.parse(from)).toBe(6 * 86_400_000)
      const daysAgo = (now.getTime() - Date.parse(to)) / 86_400_000
      expect(daysAgo).toBeGreaterThan(20)
      expect(daysAgo).toBeLessThan(31)
    }),
  )
})
