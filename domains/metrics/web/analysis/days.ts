import { eachDay } from '#contract/days.ts'
import type { PaceDay } from '#web/ui/charts/forecast.ts'

/** 1 Monday … 7 Sunday, of a calendar day, which needs no time zone. */
export const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
/** The days of the period that fall on a weekday, newest first. */
export const daysOn = (weekday: number, from: string, to: string): string[] =>
  eachDay(from, to)
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
  const planned = eachDay(from, to)
  const working = planned.filter(works).length
  const last = to < today ? today : to
  return eachDay(from, last).map((day) => ({
    key: day,
    label: day.slice(5),
    planned: day <= to && works(day) && working > 0 ? target / working : 0,
    actual: day <= today ? (came.get(day) ?? 0) : null,
    works: works(day),
    isPartial: day === today,
  }))
}
