import { addDays, daysBetween } from '#contract/days.ts'
import type { Campaign } from '#domains/campaigns/contract.ts'

type Hours = Campaign['callingHours']
export type PlanDay = { day: string; minutes: number }
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const

export const earlierOf = (a: string, b: string): string => [a, b].toSorted()[0] ?? a
/** How many days from one to the other, both counted. */
export const daysFromTo = (from: string, to: string): number => daysBetween(from, to) + 1

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const windowsOn = ({ windows }: Hours, day: string) =>
  windows[weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sunday'].map(({ from, to }) => ({
    from: minutesOf(from),
    to: minutesOf(to),
  }))

/** Minutes in which customers may be called on that day. */
export const openMinutes = (hours: Hours, day: string): number =>
  windowsOn(hours, day).reduce((sum, { from, to }) => sum + to - from, 0)

/** A plan longer than this is none. */
const longestPlan = 800
/** Every day of a plan with its calling time. */
export const planDays = (hours: Hours, from: string, to: string): PlanDay[] => {
  const count = Math.min(longestPlan, daysFromTo(from, to))
  return Array.from({ length: Math.max(0, count) }, (_, place) => {
    const day = addDays(from, place)
    return { day, minutes: openMinutes(hours, day) }
  })
}

/** Minutes of calling gone by on a business day that begins at `dayStartsAt`, at that time of day ("14:30"). */
export const minutesPassed = (
  hours: Hours,
  day: string,
  { dayStartsAt, time }: { dayStartsAt: string; time: string },
) => {
  const start = minutesOf(dayStartsAt)
  // The day as a ring: a window after midnight belongs to the end of a day that begins at four.
  const place = (minute: number): number => (minute - start + 1440) % 1440
  const now = place(minutesOf(time))
  let passed = 0
  for (const { from, to } of windowsOn(hours, day)) for (let at = from; at < to; at++) if (place(at) < now) passed++
  return passed
}

export type Plan = { target: number; days: readonly PlanDay[]; minutes: number }
/**
 * The target spread evenly over the calling time from the first day to the last; nothing without an end or a target.
 * `lateBy` are minutes of calling gone by on the first day before it began: nobody is behind on hours that were not.
 */
export const planOf = (
  hours: Hours,
  { from, to, target, lateBy = 0 }: { from: string; to: string | null; target: number; lateBy?: number },
): Plan | undefined => {
  if (to === null || target === 0 || to < from) return undefined
  const days = planDays(hours, from, to).map(({ day, minutes }, place) => ({
    day,
    minutes: place === 0 ? Math.max(0, minutes - lateBy) : minutes,
  }))
  const minutes = days.reduce((sum, day) => sum + day.minutes, 0)
  return minutes === 0 ? undefined : { target, days, minutes }
}

const share = ({ target, minutes }: Plan, some: number): number => (target * some) / minutes
/** What the plan expects from one day to another, both included. */
export const plannedBetween = (plan: Plan, from: string, to: string): number =>
  share(
    plan,
    plan.days.reduce((sum, { day, minutes }) => sum + (day >= from && day <= to ? minutes : 0), 0),
  )
/** What the plan expects from `from` until now, `passed` minutes into the calling hours of `today`. */
export const plannedSoFar = (
  plan: Plan,
  from: string,
  { today, passed }: { today: string; passed: number },
): number => {
  const full = plannedBetween(plan, from, addDays(today, -1))
  return full + (plan.days.some(({ day }) => day === today) ? share(plan, passed) : 0)
}

/**
 * What is to be reached today, as the floor reckons it: what is missing at the start of the day, spread evenly over the
 * days of calling left, today included. Null on a day without calling or after the end.
 */
export const targetOfDay = (plan: Plan, reachedBefore: number, today: string): number | null => {
  const left = plan.days.filter(({ day, minutes }) => day >= today && minutes > 0)
  if (left[0]?.day !== today) return null
  return Math.ceil(Math.max(0, plan.target - reachedBefore) / left.length)
}
