import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomeCodes } from '#domains/calls/contract.ts'
import { hoursOn, mayCallAt, momentOf, quickTimes, wallAt } from './callback-times.ts'
import { afterDigit, type Chosen, choices } from './outcome-keys.ts'
import { fillScript } from './script-words.ts'

const nothing: Chosen = { outcome: null, openGroup: null }
const typed = (digits: string, from: Chosen = nothing): Chosen => [...digits].reduce(afterDigit, from)

describe('digits in the outcome form', () => {
  test('choose an outcome by one digit, a reason for refusing by two', () => {
    expect(typed('1').outcome).toBe('success')
    expect(typed('3')).toEqual({ outcome: null, openGroup: '3' })
    expect(typed('32')).toEqual({ outcome: 'refusal.tooExpensive', openGroup: null })
  })
  test('change the mind of an agent who mistyped', () => {
    expect(typed('314').outcome).toBe('noDecision')
    expect(typed('38').outcome).toBe('doNotCall')
    expect(typed('0', typed('5'))).toEqual(typed('5'))
  })
  test('reach every outcome there is', () => {
    const reached = choices.flatMap(({ key, code, reasons }) =>
      code ? [typed(key).outcome] : (reasons ?? []).map((reason) => typed(key + reason.key).outcome),
    )
    expect(reached.toSorted()).toEqual([...outcomeCodes].toSorted())
  })
})

const windows = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
    day,
    day === 'sunday' ? [] : [{ from: '09:00', to: '20:30' }],
  ]),
)
const shanghai = { timeZone: 'Asia/Shanghai', windows }

describe('the quick choices for a callback', () => {
  test('lie in the future and within calling hours, whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1.7e12, max: 1.9e12 }), (now) => {
        for (const { at } of quickTimes(now, shanghai)) {
          expect(at).toBeGreaterThan(now)
          expect(mayCallAt(at, shanghai)).toBe(true)
        }
      }),
    )
  })
  test('are those an agent thinks of on a Thursday morning', () => {
    const names = quickTimes(Date.parse('2026-03-05T01:02:00Z'), shanghai).map(
      ({ name, at }) => `${name} ${wallAt(at, 'Asia/Shanghai')}`,
    )
    expect(names).toEqual([
      'inAnHour 2026-03-05T10:05',
      'thisEvening 2026-03-05T18:30',
      'tomorrowMorning 2026-03-06T10:00',
      'tomorrowAfternoon 2026-03-06T15:00',
      'tomorrowEvening 2026-03-06T18:30',
      'nextMonday 2026-03-09T10:00',
    ])
  })
  test('leave out a day on which nobody is called', () => {
    const saturday = Date.parse('2026-03-07T02:00:00Z')
    expect(quickTimes(saturday, shanghai).map(({ name }) => name)).toEqual(['inAnHour', 'thisEvening', 'nextMonday'])
    expect(hoursOn(saturday, shanghai)).toBe('09:00–20:30')
    expect(hoursOn(saturday + 86_400_000, shanghai)).toBe('')
  })
  test('go by the clock on the wall of the site, across its changes', () => {
    for (const wall of ['2026-03-28T18:30', '2026-03-29T10:00', '2026-10-25T10:00'])
      expect(wallAt(momentOf(wall, 'Europe/Berlin'), 'Europe/Berlin')).toBe(wall)
  })
})

describe('the script', () => {
  const known = { name: '张伟', agent: '李敏', campaign: '三月外呼', facts: { 余额: 1200, 空: '' } }
  const said = (script: string) =>
    fillScript(script, known)
      .map(({ text }) => text)
      .join('')
  test('speaks of the customer, the agent and what the list says', () => {
    expect(said('{客户姓名}您好，我是{agent}，余额{余额}元')).toBe('张伟您好，我是李敏，余额1200元')
  })
  test('keeps a place nobody knows the value of, rather than a gap', () => {
    expect(said('尊敬的{称呼}，{空}')).toBe('尊敬的{称呼}，{空}')
    expect(fillScript('{称呼}', known)).toEqual([{ text: '{称呼}', filled: false }])
  })
})
