import { expect, test } from 'vitest'
import { type CallingRules, type Weekday, weekdays } from '../rules.ts'
import { fillRules, rulesFrom } from './rules-form.ts'

const windows = Object.fromEntries(weekdays.map((day) => [day, [{ from: '08:00', to: '21:00' }]])) as Record<
  Weekday,
  { from: string; to: string }[]
>
const base: CallingRules = {
  hours: { windows, onHolidays: 'windows', holidayWindows: [{ from: '10:00', to: '12:00' }], calendar: 'cn' },
  consent: 'explicit',
  refusalLockOutDays: 184,
  caps: [{ of: 'person', within: 'month', most: 8 }],
  callerId: { atOnce: 1, perHour: 60, perDay: null },
  registry: { code: 'cn', required: true, maxAgeDays: 31 },
}
const again = (rules: CallingRules): CallingRules =>
  rulesFrom({ effectiveDay: '2026-03-05', note: '', ...fillRules(rules) })

test('what a form is filled with and nobody touched comes back as it was', () => {
  for (const rules of [
    base,
    { ...base, refusalLockOutDays: 0 },
    { ...base, refusalLockOutDays: null, registry: null },
    { ...base, hours: { windows, onHolidays: 'asUsual' as const, holidayWindows: [], calendar: '' } },
  ])
    expect(again(rules)).toEqual(rules)
})
