import { TZDate } from '@date-fns/tz'

export type SiteClock = { timeZone: string; dayStartsAt: string }
/** A business day from its first moment to that of the next, in milliseconds since 1970. */
export type BusinessDay = { startsAt: number; endsAt: number }

/** The business day a moment lies in, on the clock of the site; it may be 23 or 25 hours long. */
export const businessDayAround = ({ timeZone, dayStartsAt }: SiteClock, at: number): BusinessDay => {
  const local = new TZDate(at, timeZone)
  const [hours = 0, minutes = 0] = dayStartsAt.split(':').map(Number)
  const start = (days: number): number =>
    new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + days, hours, minutes, timeZone).getTime()
  return start(0) <= at ? { startsAt: start(0), endsAt: start(1) } : { startsAt: start(-1), endsAt: start(0) }
}
