import { describe, expect, test } from 'vitest'
import { nextMoment, timeAt } from './wall-time.ts'

const at = (text: string): number => Date.parse(text)

describe('a time somebody types', () => {
  test('is the next moment at which the clock of the site shows it', () => {
    const since = at('2026-03-04T16:00:00Z')
    expect(nextMoment(since, '09:30:00', 'Asia/Shanghai')).toBe(at('2026-03-05T01:30:00Z'))
    expect(nextMoment(since, '00:00:00', 'Asia/Shanghai')).toBe(since)
    expect(nextMoment(since, '23:59:59', 'Asia/Shanghai')).toBe(at('2026-03-05T15:59:59Z'))
  })
  test('after midnight is that of the business day’s night', () => {
    expect(nextMoment(at('2026-01-05T06:00:00Z'), '02:00:00', 'Europe/Lisbon')).toBe(at('2026-01-06T02:00:00Z'))
  })
  test('is right on both sides of a change of clocks', () => {
    const since = at('2026-03-28T06:00:00Z')
    expect(nextMoment(since, '22:00:00', 'Europe/Lisbon')).toBe(at('2026-03-28T22:00:00Z'))
    expect(nextMoment(since, '05:00:00', 'Europe/Lisbon')).toBe(at('2026-03-29T04:00:00Z'))
    expect(nextMoment(since, '01:30:00', 'Europe/Lisbon')).toBeUndefined()
  })
  test('that is none leads nowhere', () => {
    for (const typed of ['', '9:00', '24:00:00', '09:60:00', '上午九点'])
      expect(nextMoment(0, typed, 'Asia/Shanghai')).toBeUndefined()
  })
  test('is shown as it is typed', () => {
    expect(timeAt(at('2026-03-05T01:30:05Z'), 'Asia/Shanghai')).toBe('09:30:05')
  })
})
