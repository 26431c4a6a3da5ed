import { TZDate } from '@date-fns/tz'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CallingHours,
  type CallingWindow,
  closesAt,
  isOpen,
  needsConfirmation,
  nextOpening,
  unusualDays,
  usualCallingHours,
  type Weekday,
  weekdays,
} from './calling-hours.ts'

const shanghai = 'Asia/Shanghai'
const at = (text: string): Date => new Date(text)
const hoursOf = (windows: Partial<Record<Weekday, CallingWindow[]>>): CallingHours => ({
  windows: Object.fromEntries(weekdays.map((day) => [day, windows[day] ?? []])) as CallingHours['windows'],
  outsideUsualConfirmed: true,
})
const daily = (...windows: CallingWindow[]): CallingHours =>
  hoursOf(Object.fromEntries(weekdays.map((day) => [day, windows])))

describe('customers of a site in Shanghai', () => {
  test('may be called from nine sharp until half past eight in the evening', () => {
    expect(isOpen(usualCallingHours, shanghai, at('2026-03-05T00:59:59.999Z'))).toBe(false)
    expect(isOpen(usualCallingHours, shanghai, at('2026-03-05T01:00:00Z'))).toBe(true)
    expect(isOpen(usualCallingHours, shanghai, at('2026-03-05T12:29:59.999Z'))).toBe(true)
    expect(isOpen(usualCallingHours, shanghai, at('2026-03-05T12:30:00Z'))).toBe(false)
  })
  test('are called again the next morning', () => {
    expect(nextOpening(usualCallingHours, shanghai, at('2026-03-05T13:00:00Z'))).toEqual(at('2026-03-06T01:00:00Z'))
    expect(nextOpening(usualCallingHours, shanghai, at('2026-03-05T02:00:00Z'))).toEqual(at('2026-03-05T02:00:00Z'))
    expect(closesAt(usualCallingHours, shanghai, at('2026-03-05T02:00:00Z'))).toEqual(at('2026-03-05T12:30:00Z'))
  })
  test('of a campaign on Saturdays only wait for Saturday', () => {
    const saturdays = hoursOf({ saturday: [{ from: '10:00', to: '12:00' }] })
    expect(nextOpening(saturdays, shanghai, at('2026-03-05T02:00:00Z'))).toEqual(at('2026-03-07T02:00:00Z'))
  })
  test('are never called where no hours are given, and always where no hour is left out', () => {
    expect(nextOpening(hoursOf({}), shanghai, at('2026-03-05T02:00:00Z'))).toBeUndefined()
    expect(closesAt(daily({ from: '00:00', to: '24:00' }), shanghai, at('2026-03-05T02:00:00Z'))).toBeUndefined()
  })
  test('may be called through midnight where two windows meet there', () => {
    const night = hoursOf({ thursday: [{ from: '20:00', to: '24:00' }], friday: [{ from: '00:00', to: '01:00' }] })
    expect(closesAt(night, shanghai, at('2026-03-05T15:59:00Z'))).toEqual(at('2026-03-05T17:00:00Z'))
  })
})

describe('when the clocks are moved', () => {
  const berlin = 'Europe/Berlin'
  test('a window the missing hour swallows opens when the clocks have jumped', () => {
    const early = daily({ from: '02:30', to: '04:00' })
    expect(nextOpening(early, berlin, at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'))
    expect(closesAt(early, berlin, at('2026-03-29T01:00:00Z'))).toEqual(at('2026-03-29T02:00:00Z'))
  })
  test('a window in the repeated hour is open twice', () => {
    const early = daily({ from: '02:00', to: '02:30' })
    expect(closesAt(early, berlin, at('2026-10-25T00:10:00Z'))).toEqual(at('2026-10-25T00:30:00Z'))
    expect(nextOpening(early, berlin, at('2026-10-25T00:40:00Z'))).toEqual(at('2026-10-25T01:00:00Z'))
  })
  test('nine in the morning stays nine in the morning', () => {
    expect(nextOpening(usualCallingHours, berlin, at('2026-03-28T20:00:00Z'))).toEqual(at('2026-03-29T07:00:00Z'))
    expect(nextOpening(usualCallingHours, berlin, at('2026-10-24T20:00:00Z'))).toEqual(at('2026-10-25T08:00:00Z'))
  })
})

const zones = [shanghai, 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']
const time = fc
  .integer({ min: 0, max: 96 })
  .map(
    (quarters) =>
      `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`,
  )
const someWindows = fc
  .uniqueArray(time, { minLength: 0, maxLength: 4 })
  .map((times) => times.sort())
  .map((times) =>
    times.flatMap((from, index) =>
      index % 2 === 0 && times[index + 1] ? [{ from, to: times[index + 1] as string }] : [],
    ),
  )
const someHours = fc
  .tuple(...weekdays.map(() => someWindows))
  .map((windows) => hoursOf(Object.fromEntries(weekdays.map((day, index) => [day, windows[index] ?? []]))))
const someMoment = fc.date({ min: at('2025-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z'), noInvalidDate: true })
const someZone = fc.constantFrom(...zones)

describe('whatever the hours, the zone and the moment', () => {
  test('the wall clock of the site decides', () => {
    fc.assert(
      fc.property(someHours, someZone, someMoment, (hours, zone, moment) => {
        const wall = new TZDate(moment, zone)
        const weekday = weekdays[(wall.getDay() + 6) % 7] as Weekday
        const clock = `${String(wall.getHours()).padStart(2, '0')}:${String(wall.getMinutes()).padStart(2, '0')}`
        const open = hours.windows[weekday].some(({ from, to }) => from <= clock && clock < to)
        expect(isOpen(hours, zone, moment)).toBe(open)
      }),
    )
  })
  test('the next opening is open, and nothing before it is', () => {
    fc.assert(
      fc.property(
        someHours,
        someZone,
        someMoment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hours, zone, moment, share) => {
          const opening = nextOpening(hours, zone, moment)
          if (!opening) return
          expect(isOpen(hours, zone, opening)).toBe(true)
          const between = new Date(moment.getTime() + share * (opening.getTime() - moment.getTime()))
          if (between < opening) expect(isOpen(hours, zone, between)).toBe(false)
        },
      ),
    )
  })
  test('hours that are open stay so until they close', () => {
    fc.assert(
      fc.property(
        someHours,
        someZone,
        someMoment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hours, zone, moment, share) => {
          const closing = closesAt(hours, zone, moment)
          if (!closing) return
          expect(isOpen(hours, zone, closing)).toBe(false)
          const between = new Date(moment.getTime() + share * (closing.getTime() - moment.getTime()))
          if (between < closing) expect(isOpen(hours, zone, between)).toBe(true)
        },
      ),
    )
  })
})

describe('hours outside 08:00–21:00', () => {
  const late = {
    ...usualCallingHours,
    windows: { ...usualCallingHours.windows, friday: [{ from: '09:00', to: '21:30' }] },
  }
  test('need an explicit yes', () => {
    expect(needsConfirmation(usualCallingHours)).toBe(false)
    expect(unusualDays(late)).toEqual(['friday'])
    expect(needsConfirmation(late)).toBe(true)
    expect(needsConfirmation({ ...late, outsideUsualConfirmed: true })).toBe(false)
  })
  test('that overlap or run backwards are no hours', () => {
    const withFriday = (friday: CallingWindow[]) =>
      CallingHours.safeParse({ ...late, windows: { ...late.windows, friday } }).success
    expect(
      withFriday([
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ]),
    ).toBe(false)
    expect(withFriday([{ from: '13:00', to: '09:00' }])).toBe(false)
    expect(
      withFriday([
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '13:00' },
      ]),
    ).toBe(true)
  })
})
