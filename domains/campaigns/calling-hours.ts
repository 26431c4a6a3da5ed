import { tzOffset } from '@date-fns/tz'
import { z } from 'zod'
import { TimeOfDay } from '#contract/when.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const isOrdered = (windows: readonly CallingWindow[]): boolean =>
  windows.every(
    ({ from, to }, index) =>
      minutesOf(from) < minutesOf(to) && (index === 0 || minutesOf(windows[index - 1]?.to ?? '') <= minutesOf(from)),
  )

const CallingWindow = z.object({ from: TimeOfDay, to: TimeOfDay })
/** From `from` inclusive to `to` exclusive, local time. A night is two windows that meet at midnight. */
export type CallingWindow = z.infer<typeof CallingWindow>

const DayWindows = z
  .array(CallingWindow)
  .max(6)
  .refine(isOrdered, { message: 'windows must be in order, without overlap' })

export const CallingHours = z.object({
  windows: z.object(Object.fromEntries(weekdays.map((day) => [day, DayWindows])) as Record<Weekday, typeof DayWindows>),
  /** Somebody answered "yes, we really call then" for windows outside the usual hours. */
  outsideUsualConfirmed: z.boolean().default(false),
})
/** When customers may be called, by weekday, in the time zone of the campaign's site. */
export type CallingHours = z.output<typeof CallingHours>

/** Outside these, most customers feel disturbed and several rules forbid it. */
export const usualLimits: CallingWindow = { from: '08:00', to: '21:00' }

const everyDay = (windows: CallingWindow[]): CallingHours['windows'] =>
  Object.fromEntries(weekdays.map((day) => [day, windows])) as CallingHours['windows']
export const usualCallingHours: CallingHours = {
  windows: everyDay([{ from: '09:00', to: '20:30' }]),
  outsideUsualConfirmed: false,
}

/** Weekdays with a window outside 08:00–21:00: allowed only when explicitly confirmed. */
export const unusualDays = ({ windows }: CallingHours): Weekday[] =>
  weekdays.filter((day) =>
    windows[day].some(
      ({ from, to }) => minutesOf(from) < minutesOf(usualLimits.from) || minutesOf(to) > minutesOf(usualLimits.to),
    ),
  )
export const needsConfirmation = (hours: CallingHours): boolean =>
  !hours.outsideUsualConfirmed && unusualDays(hours).length > 0

const minute = 60_000
const day = 1440 * minute
/** Far enough to meet every weekday once more, a clock change included. */
const horizon = 9 * day

/** 1970-01-01, day 0 of the wall clock, was a Thursday. */
const weekdayAt = (wall: number): Weekday => weekdays[(Math.floor(wall / day) + 3) % 7] as Weekday
const offsetAt = (zone: string, at: number): number => Math.round(tzOffset(zone, new Date(at)) * minute)

const isOpenOnTheWall = ({ windows }: CallingHours, wall: number): boolean => {
  const time = (wall - Math.floor(wall / day) * day) / minute
  return windows[weekdayAt(wall)].some(({ from, to }) => minutesOf(from) <= time && time < minutesOf(to))
}

/** The next moment at which the answer may change: an edge of a window, midnight, or the clocks being moved. */
const nextEdge = ({ windows }: CallingHours, zone: string, at: number): number => {
  const offset = offsetAt(zone, at)
  const wall = at + offset
  const midnight = Math.floor(wall / day) * day
  const edges = windows[weekdayAt(wall)]
    .flatMap(({ from, to }) => [from, to])
    .map((time) => midnight + minutesOf(time) * minute)
  const edge = Math.min(midnight + day, ...edges.filter((time) => time > wall)) - offset
  return offsetAt(zone, edge) === offset ? edge : clockChange(zone, at, edge)
}

/** The moment between the two at which the clocks are moved, to the millisecond. */
const clockChange = (zone: string, before: number, after: number): number => {
  const offset = offsetAt(zone, before)
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(zone, middle) === offset) low = middle
    else high = middle
  }
  return high
}

const firstMoment = (hours: CallingHours, zone: string, at: Date, open: boolean): Date | undefined => {
  const end = at.getTime() + horizon
  for (let moment = at.getTime(); moment < end; moment = nextEdge(hours, zone, moment))
    if (isOpenOnTheWall(hours, moment + offsetAt(zone, moment)) === open) return new Date(moment)
  return undefined
}

/** May customers be called at that moment? The wall clock of `zone` decides, so an hour the clocks repeat counts twice. */
export const isOpen = (hours: CallingHours, zone: string, at: Date): boolean =>
  isOpenOnTheWall(hours, at.getTime() + offsetAt(zone, at.getTime()))

/** The first moment from `at` on at which customers may be called: `at` itself while open, undefined if never. */
export const nextOpening = (hours: CallingHours, zone: string, at: Date): Date | undefined =>
  firstMoment(hours, zone, at, true)

/** When the hours now open come to an end: `at` itself while closed, undefined if they never end. */
export const closesAt = (hours: CallingHours, zone: string, at: Date): Date | undefined =>
  firstMoment(hours, zone, at, false)

/** The calendar day of that moment on the wall of `zone`, e.g. "2026-03-05". */
export const dayAt = (zone: string, at: Date): string =>
  new Date(at.getTime() + offsetAt(zone, at.getTime())).toISOString().slice(0, 10)
