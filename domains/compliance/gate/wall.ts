import { tzOffset } from '@date-fns/tz'
import { type RuleHours, type RuleWindow, weekdays } from '../rules.ts'

export const minuteMs = 60_000
export const dayMs = 1440 * minuteMs
const quarterMs = 15 * minuteMs
/** Clocks are moved on a quarter of an hour and no year has more than a handful of zones here: what was asked once is kept. */
const mostOffsets = 200_000
let kept = 0
const offsets = new Map<string, Map<number, number>>()

/** How far the wall clock of that zone is ahead of UTC, in ms. */
export const offsetAt = (zone: string, at: number): number => {
  let ofZone = offsets.get(zone)
  if (!ofZone || kept > mostOffsets) {
    if (kept > mostOffsets) offsets.clear()
    kept = kept > mostOffsets ? 0 : kept
    ofZone = new Map()
    offsets.set(zone, ofZone)
  }
  const quarter = Math.floor(at / quarterMs)
  const known = ofZone.get(quarter)
  if (known !== undefined) return known
  const offset = Math.round(tzOffset(zone, new Date(quarter * quarterMs)) * minuteMs)
  ofZone.set(quarter, offset)
  kept++
  return offset
}
/** The calendar day on that wall, counted from 1970-01-01. */
export const dayOn = (zone: string, at: number): number => Math.floor((at + offsetAt(zone, at)) / dayMs)
/** The calendar month on that wall, counted from January of the year 0. */
export const monthOn = (zone: string, at: number): number => {
  const date = new Date(dayOn(zone, at) * dayMs)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
/** `2026-03-06 09:00` on that wall. */
export const tellOn = (zone: string, at: number): string =>
  new Date(at + offsetAt(zone, at)).toISOString().slice(0, 16).replace('T', ' ')

/** The first moment after `from` for which `isLater` holds, to the millisecond; it must hold at `to`. */
export const firstMoment = (from: number, to: number, isLater: (at: number) => boolean): number => {
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isLater(middle)) high = middle
    else low = middle
  }
  return high
}

type Minutes = readonly { from: number; to: number }[]
/** Hours with their times as minutes of the day, and the holidays they look at, by day. */
export type ReadyHours = { windows: readonly Minutes[]; holiday: Minutes | null; calendar: string }
export type Holidays = ReadonlyMap<number, 'holiday' | 'workday'>

const minutes = (windows: readonly RuleWindow[]): Minutes =>
  windows.map(({ from, to }) => ({
    from: Number(from.slice(0, 2)) * 60 + Number(from.slice(3)),
    to: Number(to.slice(0, 2)) * 60 + Number(to.slice(3)),
  }))
export const readyHours = ({ windows, onHolidays, holidayWindows, calendar }: RuleHours): ReadyHours => ({
  windows: weekdays.map((day) => minutes(windows[day])),
  holiday: onHolidays === 'asUsual' ? null : onHolidays === 'closed' ? [] : minutes(holidayWindows),
  calendar: onHolidays === 'asUsual' ? '' : calendar,
})

/** 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7
const windowsOf = ({ windows, holiday }: ReadyHours, holidays: Holidays | undefined, day: number): Minutes => {
  const kind = holiday && holidays?.get(day)
  if (kind === 'holiday') return holiday ?? []
  return windows[kind === 'workday' ? 0 : weekdayOf(day)] as Minutes
}

/** May be called at that moment, by that wall? An hour the clocks repeat counts twice. */
export const isOpenOn = (zone: string, hours: ReadyHours, holidays: Holidays | undefined, at: number): boolean => {
  const wall = at + offsetAt(zone, at)
  const day = Math.floor(wall / dayMs)
  const time = (wall - day * dayMs) / minuteMs
  return windowsOf(hours, holidays, day).some(({ from, to }) => from <= time && time < to)
}

/** The next moment at which the answer may change: an edge of a window, midnight, or the clocks being moved. */
const nextEdge = (zone: string, hours: ReadyHours, holidays: Holidays | undefined, at: number): number => {
  const offset = offsetAt(zone, at)
  const wall = at + offset
  const midnight = Math.floor(wall / dayMs) * dayMs
  let edge = midnight + dayMs
  for (const { from, to } of windowsOf(hours, holidays, midnight / dayMs))
    for (const time of [midnight + from * minuteMs, midnight + to * minuteMs])
      if (time > wall && time < edge) edge = time
  edge -= offset
  if (offsetAt(zone, edge) === offset) return edge
  return firstMoment(at, edge, (moment) => offsetAt(zone, moment) !== offset)
}

/** A month of closed days is as good as never. */
const horizonMs = 40 * dayMs
const opensOn = (zone: string, hours: ReadyHours, holidays: Holidays | undefined, at: number): number | null => {
  const end = at + horizonMs
  for (let moment = at; moment < end; moment = nextEdge(zone, hours, holidays, moment))
    if (isOpenOn(zone, hours, holidays, moment)) return moment
  return null
}
/** The first moment from `at` on that is within hours on every one of these walls; null if there is none. */
export const opensOnAll = (
  zones: readonly string[],
  hours: ReadyHours,
  holidays: Holidays | undefined,
  at: number,
): number | null => {
  const end = at + horizonMs
  let moment = at
  while (moment < end) {
    const closed = zones.find((zone) => !isOpenOn(zone, hours, holidays, moment))
    if (closed === undefined) return moment
    const opens = opensOn(closed, hours, holidays, moment)
    if (opens === null) return null
    moment = opens
  }
  return null
}
