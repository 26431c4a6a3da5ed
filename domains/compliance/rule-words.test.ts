import { describe, expect, test } from 'vitest'
import { differencesOf, factsOf, weekLines } from './rule-words.ts'
import { type CallingRules, type Weekday, weekdays } from './rules.ts'

const week = (change: Partial<Record<Weekday, { from: string; to: string }[]>> = {}) =>
  ({
    ...Object.fromEntries(weekdays.map((day) => [day, [{ from: '08:00', to: '21:00' }]])),
    ...change,
  }) as CallingRules['hours']['windows']
const rules = (change: Partial<CallingRules> = {}): CallingRules => ({
  hours: { windows: week(), onHolidays: 'closed', holidayWindows: [], calendar: 'cn' },
  consent: 'optOut',
  refusalLockOutDays: 184,
  caps: [{ of: 'number', within: '24h', most: 5 }],
  callerId: { atOnce: null, perHour: 60, perDay: null },
  registry: null,
  ...change,
})

describe('rules in words', () => {
  test('tell days of the same hours together', () => {
    expect(weekLines(week()).map(({ days, hours }) => [days.zh, hours.zh])).toEqual([['每天', '08:00–21:00']])
    const short = week({ saturday: [{ from: '10:00', to: '12:00' }], sunday: [] })
    expect(weekLines(short).map(({ days, hours }) => `${days.en} ${hours.en}`)).toEqual([
      'Monday–Friday 08:00–21:00',
      'Saturday 10:00–12:00',
      'Sunday No calls',
    ])
  })
  test('compared with themselves differ in nothing', () => {
    expect(differencesOf(rules(), rules())).toEqual([])
  })
  test('compared with others tell what was, what is, and what one of them is silent of', () => {
    const other = rules({
      caps: [
        { of: 'number', within: '24h', most: 3 },
        { of: 'person', within: 'month', most: 8 },
      ],
      refusalLockOutDays: 0,
    })
    expect(
      differencesOf(rules(), other).map(({ key, before, after }) => [key, before?.zh ?? null, after?.zh ?? null]),
    ).toEqual([
      ['refusal', '184 天，所有项目', '永久不再拨打'],
      ['cap.number.24h', '最多 5 次', '最多 3 次'],
      ['cap.person.month', null, '最多 8 次'],
    ])
    expect(differencesOf(other, rules()).at(-1)).toMatchObject({ after: null })
  })
  test('say every thing once', () => {
    const keys = factsOf(rules()).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
