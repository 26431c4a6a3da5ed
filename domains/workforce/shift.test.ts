import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activityKindCodes, type Inner, innerKinds, planShift, type ShiftTimes, spanOfDay } from './shift.ts'

const wuhan = { timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }
const lisbon = { timeZone: 'Europe/Lisbon', dayStartsAt: '06:00' }
const hourMs = 3_600_000
const shift = (from: string, to: string, inner: Inner[] = [], day = '2026-03-05'): ShiftTimes => ({
  day,
  from,
  to,
  inner,
})
const planned = (clock: typeof wuhan, times: ShiftTimes) => {
  const plan = planShift(clock, times)
  return typeof plan === 'string' ? expect.fail(plan) : plan
}
const iso = (at: number): string => new Date(at).toISOString()
const meal: Inner = { kind: 'meal', from: '12:00', to: '13:00', isPaid: false }

describe('a shift', () => {
  test('is work wherever nothing else is planned', () => {
    const { startsAt, endsAt, activities } = planned(wuhan, shift('09:00', '18:00', [meal]))
    expect([iso(startsAt), iso(endsAt)]).toEqual(['2026-03-05T01:00:00.000Z', '2026-03-05T10:00:00.000Z'])
    expect(activities.map(({ kind, isPaid }) => [kind, isPaid])).toEqual([
      ['work', true],
      ['meal', false],
      ['work', true],
    ])
  })
  test('may run over midnight, and so may what is planned in it', () => {
    const night = shift('22:00', '06:00', [{ kind: 'break', from: '23:45', to: '00:15', isPaid: true }])
    const { startsAt, endsAt, activities } = planned(wuhan, night)
    expect([iso(startsAt), endsAt - startsAt]).toEqual(['2026-03-05T14:00:00.000Z', 8 * hourMs])
    expect(activities[1]).toMatchObject({ kind: 'break', startsAt: startsAt + 1.75 * hourMs })
    expect(planned(wuhan, shift('14:00', '24:00')).endsAt).toBe(Date.parse('2026-03-05T16:00:00.000Z'))
  })
  test('of the small hours belongs to the business day that has not ended yet', () => {
    const { startsAt } = planned(lisbon, shift('02:00', '05:00', [], '2026-01-05'))
    expect(iso(startsAt)).toBe('2026-01-06T02:00:00.000Z')
    const { from, to } = spanOfDay(lisbon, '2026-01-05')
    expect(startsAt >= from && startsAt < to).toBe(true)
  })
  test('is an hour shorter or longer in the night in which clocks change', () => {
    const night = (day: string) => {
      const { startsAt, endsAt } = planned(lisbon, shift('22:00', '06:00', [], day))
      return (endsAt - startsAt) / hourMs
    }
    expect([night('2026-03-27'), night('2026-03-28'), night('2026-10-24')]).toEqual([8, 7, 9])
  })
  test('cannot begin or end at a time that night does not have', () => {
    expect(planShift({ ...lisbon, dayStartsAt: '00:00' }, shift('01:30', '09:00', [], '2026-03-29'))).toBe('noSuchTime')
    expect(planShift(lisbon, shift('20:00', '01:30', [], '2026-03-28'))).toBe('noSuchTime')
  })
  test('that lasts nothing, or whose times were swapped, is none', () => {
    expect(planShift(wuhan, shift('09:00', '09:00'))).toBe('lastsNothing')
    expect(planShift(wuhan, shift('18:00', '09:00'))).toBe('tooLong')
    expect(planShift(wuhan, shift('00:00', '24:00'))).toBe('lastsNothing')
  })
  test('holds what is planned in it: nothing beyond its edges, nothing twice, nothing empty or backwards', () => {
    const fault = (...inner: Inner[]) => planShift(wuhan, shift('09:00', '18:00', inner))
    expect(fault({ ...meal, from: '17:30', to: '18:30' })).toBe('doesNotFit')
    expect(fault({ ...meal, from: '08:30', to: '09:30' })).toBe('doesNotFit')
    expect(fault({ ...meal, to: '12:00' })).toBe('doesNotFit')
    expect(fault({ ...meal, from: '13:00', to: '12:00' })).toBe('doesNotFit')
    expect(fault(meal, { ...meal, kind: 'break', from: '12:30', to: '12:45' })).toBe('doesNotFit')
    expect(typeof fault(meal, { ...meal, kind: 'break', from: '13:00', to: '13:15' })).toBe('object')
  })
  test('is tiled by what is planned in it, on every clock and day', () => {
    const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
      const two = (n: number): string => String(n).padStart(2, '0')
      return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`
    })
    const inner = fc.record({ kind: fc.constantFrom(...innerKinds), from: time, to: time, isPaid: fc.boolean() })
    const clock = fc.record({
      timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Lisbon', 'America/New_York', 'Australia/Lord_Howe'),
      dayStartsAt: fc.constantFrom('00:00', '04:00', '06:15'),
    })
    const times = fc.record({
      day: fc.integer({ min: 0, max: 730 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)),
      from: time,
      to: time,
      inner: fc.array(inner, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(clock, times, (site, wanted) => {
        const plan = planShift(site, wanted)
        if (typeof plan === 'string') return
        let at = plan.startsAt
        for (const { kind, startsAt, endsAt } of plan.activities) {
          expect(activityKindCodes).toContain(kind)
          expect(startsAt).toBe(at)
          expect(endsAt).toBeGreaterThan(startsAt)
          at = endsAt
        }
        expect(at).toBe(plan.endsAt)
        const { from, to } = spanOfDay(site, wanted.day)
        expect(plan.startsAt >= from && plan.startsAt < to).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
