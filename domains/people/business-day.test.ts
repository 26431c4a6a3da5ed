import { describe, expect, test } from 'vitest'
import { businessDayOf, dayIn } from './business-day.ts'

describe('a business day', () => {
  const shanghai = { timeZone: 'Asia/Shanghai', dayStartsAt: '06:00' }
  test('begins when the site says, not at midnight', () => {
    expect(businessDayOf(shanghai, new Date('2026-03-04T21:59:59Z'))).toBe('2026-03-04')
    expect(businessDayOf(shanghai, new Date('2026-03-04T22:00:00Z'))).toBe('2026-03-05')
  })
  test('of a site that starts at midnight is the calendar day there', () => {
    const site = { timeZone: 'America/New_York', dayStartsAt: '00:00' }
    expect(businessDayOf(site, new Date('2026-03-05T04:30:00Z'))).toBe('2026-03-04')
    expect(dayIn('Asia/Shanghai', new Date('2026-03-05T04:30:00Z'))).toBe('2026-03-05')
  })
  test('reaches back over the end of a month and the change of clocks', () => {
    expect(businessDayOf(shanghai, new Date('2026-02-28T17:00:00Z'))).toBe('2026-02-28')
    const berlin = { timeZone: 'Europe/Berlin', dayStartsAt: '03:00' }
    expect(businessDayOf(berlin, new Date('2026-03-29T01:00:00Z'))).toBe('2026-03-29')
    expect(businessDayOf(berlin, new Date('2026-03-29T00:59:00Z'))).toBe('2026-03-28')
  })
})
