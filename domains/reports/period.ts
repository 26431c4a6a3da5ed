import { addDays, daysBetween, mondayOf } from '#contract/days.ts'

/** How long a report looks back: the business day, the week from Monday, the calendar month, or days somebody chose. */
export const editions = ['day', 'week', 'month', 'custom'] as const
export type Edition = (typeof editions)[number]

/** What figures are set beside: nothing, the period right before, the same days a month earlier. */
export const comparisons = ['none', 'previous', 'lastMonth'] as const
export type Comparison = (typeof comparisons)[number]

/** Business days, both included. */
export type Period = { from: string; to: string }
/** The longest period one report may span. */
export const mostDays = 400

/** Both included; negative where the period is backwards. */
export const lengthOf = ({ from, to }: Period): number => daysBetween(from, to) + 1

const firstOfMonth = (day: string, months = 0): string => {
  const date = new Date(`${day}T00:00:00Z`)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 10)
}
/** The same day of a month some months away; the last day of that month where it is shorter. */
export const shiftMonth = (day: string, months: number): string => {
  const last = addDays(firstOfMonth(day, months + 1), -1)
  const wanted = `${last.slice(0, 8)}${day.slice(8)}`
  return wanted > last ? last : wanted
}

/** The edition a day belongs to, whole; `back` editions earlier. */
export const editionOf = (edition: Exclude<Edition, 'custom'>, day: string, back = 0): Period => {
  if (edition === 'day') return { from: addDays(day, -back), to: addDays(day, -back) }
  if (edition === 'week') {
    const from = addDays(mondayOf(day), -7 * back)
    return { from, to: addDays(from, 6) }
  }
  const from = firstOfMonth(day, -back)
  return { from, to: addDays(firstOfMonth(from, 1), -1) }
}

export type WantedPeriod = {
  edition: Edition
  /** A day of the wanted edition; without one the edition of today, `back` editions earlier. */
  day?: string | undefined
  back: number
  from?: string | undefined
  to?: string | undefined
}

/** The days a report tells of, given which business day it is; undefined where custom days are not both there. */
export const periodOf = ({ edition, day, back, from, to }: WantedPeriod, today: string): Period | undefined => {
  if (edition !== 'custom') return editionOf(edition, day ?? today, day ? 0 : back)
  return from && to ? { from, to } : undefined
}

const isWholeMonth = ({ from, to }: Period): boolean =>
  from === firstOfMonth(from) && to === addDays(firstOfMonth(from, 1), -1)

/**
 * What a period is set beside. A period that is still running is compared with as many days of the other one, so that
 * a Tuesday is not held against a whole week: pass the part of it that has been.
 */
export const comparedWith = (
  comparison: Comparison,
  period: Period,
  today: string,
): { period: Period; isPart: boolean } | undefined => {
  if (comparison === 'none') return undefined
  const isRunning = today >= period.from && today < period.to
  const passed = isRunning ? { from: period.from, to: today } : period
  if (comparison === 'lastMonth')
    return {
      period: isWholeMonth(passed)
        ? editionOf('month', passed.from, 1)
        : { from: shiftMonth(passed.from, -1), to: shiftMonth(passed.to, -1) },
      isPart: isRunning,
    }
  if (isWholeMonth(period)) {
    const before = editionOf('month', period.from, 1)
    const last = addDays(before.from, lengthOf(passed) - 1)
    return { period: { from: before.from, to: isRunning && last < before.to ? last : before.to }, isPart: isRunning }
  }
  const from = addDays(period.from, -lengthOf(period))
  return { period: { from, to: addDays(from, lengthOf(passed) - 1) }, isPart: isRunning }
}

/** How the share of a goal is told that falls into a period: by calendar days of the campaign that lie in both. */
export const shareOfPlan = (campaign: Period, period: Period): number => {
  const [, from = campaign.from] = [campaign.from, period.from].sort()
  const [to = campaign.to] = [campaign.to, period.to].sort()
  const whole = lengthOf(campaign)
  return whole <= 0 ? 0 : Math.max(0, lengthOf({ from, to })) / whole
}
