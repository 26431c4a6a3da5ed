import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysFromTo, minutesPassed, planDays, plannedBetween, plannedSoFar, planOf, targetOfDay } from './plan.ts'

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
type Window = { from: string; to: string }
const hoursOn = (windows: Partial<Record<(typeof weekdays)[number], Window[]>>) => ({
  windows: Object.fromEntries(weekdays.map((day) => [day, windows[day] ?? []])) as Record<
    (typeof weekdays)[number],
    Window[]
  >,
  outsideUsualConfirmed: false,
})
const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
]
const workweek = hoursOn({ monday: office, tuesday: office, wednesday: office, thursday: office, friday: office })

describe('a plan', () => {
  test('spreads the target over the days people are called on, and leaves the weekend out', () => {
    // 2 to 15 March 2026: ten working days.
    const plan = planOf(workweek, { from: '2026-03-02', to: '2026-03-15', target: 100 })
    expect(plan && plannedBetween(plan, '2026-03-02', '2026-03-08')).toBe(50)
    expect(plan && plannedBetween(plan, '2026-03-07', '2026-03-08')).toBe(0)
  })
  test('is none without an end, without a target, backwards, or without any hour of calling', () => {
    expect(planOf(workweek, { from: '2026-03-02', to: null, target: 100 })).toBeUndefined()
    expect(planOf(workweek, { from: '2026-03-02', to: '2026-03-15', target: 0 })).toBeUndefined()
    expect(planOf(workweek, { from: '2026-03-15', to: '2026-03-02', target: 9 })).toBeUndefined()
    expect(planOf(hoursOn({}), { from: '2026-03-02', to: '2026-03-15', target: 9 })).toBeUndefined()
  })
  test('expects by noon what three of eight hours bring', () => {
    const plan = planOf(workweek, { from: '2026-03-02', to: '2026-03-13', target: 100 })
    const passed = minutesPassed(workweek, '2026-03-03', { dayStartsAt: '00:00', time: '12:30' })
    expect(passed).toBe(180)
    expect(plan && plannedSoFar(plan, '2026-03-02', { today: '2026-03-03', passed })).toBeCloseTo(13.75, 9)
  })
  test('begins when the campaign does: nobody is behind on hours before it', () => {
    const plan = planOf(workweek, { from: '2026-03-02', to: '2026-03-03', target: 120, lateBy: 240 })
    expect(plan?.days.map(({ minutes }) => minutes)).toEqual([240, 480])
    expect(plan && plannedSoFar(plan, '2026-03-02', { today: '2026-03-02', passed: 0 })).toBe(0)
    expect(plan && plannedBetween(plan, '2026-03-02', '2026-03-02')).toBe(40)
  })
  test('asks today for what is missing over the days left, nothing on a day off or after the end', () => {
    const plan = planOf(workweek, { from: '2026-03-02', to: '2026-03-13', target: 100 })
    if (!plan) throw new Error('there is a plan')
    expect(targetOfDay(plan, 0, '2026-03-02')).toBe(10)
    expect(targetOfDay(plan, 37, '2026-03-12')).toBe(32)
    expect(targetOfDay(plan, 120, '2026-03-12')).toBe(0)
    expect([targetOfDay(plan, 0, '2026-03-07'), targetOfDay(plan, 0, '2026-03-20')]).toEqual([null, null])
  })
  test('counts the night for the day it began in, where days begin at four', () => {
    const late = hoursOn({
      thursday: [
        { from: '00:00', to: '02:00' },
        { from: '20:00', to: '24:00' },
      ],
    })
    const at = (time: string) => minutesPassed(late, '2026-03-05', { dayStartsAt: '04:00', time })
    expect([at('19:00'), at('22:00'), at('01:00'), at('03:59')]).toEqual([0, 120, 300, 360])
  })
  test('adds up to its target, whatever the dates and hours', () => {
    const windows = fc.constantFrom<Window[]>(
      [],
      office,
      [{ from: '00:00', to: '24:00' }],
      [{ from: '23:59', to: '24:00' }],
    )
    fc.assert(
      fc.property(
        fc.record(Object.fromEntries(weekdays.map((day) => [day, windows])) as Record<string, typeof windows>),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 100_000 }),
        (chosen, length, target) => {
          const to = new Date(Date.UTC(2026, 1, 20 + length)).toISOString().slice(0, 10)
          const hours = hoursOn(chosen as Parameters<typeof hoursOn>[0])
          const plan = planOf(hours, { from: '2026-02-20', to, target })
          if (!plan) return planDays(hours, '2026-02-20', to).every(({ minutes }) => minutes === 0)
          return (
            plan.days.length === daysFromTo('2026-02-20', to) &&
            Math.abs(plannedBetween(plan, '2026-02-20', to) - target) < 1e-6
          )
        },
      ),
    )
  })
})
