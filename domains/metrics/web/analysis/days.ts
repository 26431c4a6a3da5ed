import type { PaceDay } from '#web/ui/charts/forecast.ts'

const dayMs = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10)

/** Every calendar day from the first to the last, both included. */
export const daysBetween = (from: string, to: string): string[] => {
  const count = Math.max(0, Math.round((at(to) - at(from)) / dayMs) + 1)
  return Array.from({ length: count }, (_, place) => dayOf(at(from) + place * dayMs))
}
export const dayBefore = (day: string, days: number): string => dayOf(at(day) - days * dayMs)
/** 1 Monday … 7 Sunday, of a calendar day, which needs no time zone. */
export const weekdayOf = (day: string): number => ((new Date(at(day)).getUTCDay() + 6) % 7) + 1
/** The days of the period that fall on a weekday, newest first. */
export const daysOn = (weekday: number, from: string, to: string): string[] =>
  daysBetween(from, to)
    .filter((day) => weekdayOf(day) === weekday)
    .reverse()

export type PacePlan = {
  from: string
  /** The last day of the plan; the drawing goes on to today where that is later. */
  to: string
  today: string
  target: number
  works: (day: string) => boolean
  /** What came on each day, where anything came. */
  came: ReadonlyMap<string, number>
}
/**
 * The target spread evenly over the days with calling hours. Today is not over: it counts as far as it has come and says
 * nothing of what a whole day brings.
 */
export const paceDays = ({ from, to, today, target, works, came }: PacePlan): (PaceDay & { label: string })[] => {
  const planned = daysBetween(from, to)
  const working = planned.filter(works).length
  const last = to < today ? today : to
  return daysBetween(from, last).map((day) => ({
    key: day,
    label: day.slice(5),
    planned: day <= to && works(day) && working > 0 ? target / working : 0,
    actual: day <= today ? (came.get(day) ?? 0) : null,
    works: works(day),
    isPartial: day === today,
  }))
}
