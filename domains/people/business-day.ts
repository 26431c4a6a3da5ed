import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns'

/** Where and when a day of work begins. */
export type DayOfSite = { timeZone: string; dayStartsAt: string }

/** The calendar day at that moment in that zone, e.g. "2026-03-05". */
export const dayIn = (timeZone: string, at: Date): string => format(new TZDate(at, timeZone), 'yyyy-MM-dd')

/** The business day of a moment: before the day starts, work still counts for the day before. */
export const businessDayOf = ({ timeZone, dayStartsAt }: DayOfSite, at: Date): string => {
  const local = new TZDate(at, timeZone)
  const day = format(local, 'yyyy-MM-dd')
  if (format(local, 'HH:mm') >= dayStartsAt) return day
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date - 1)).toISOString().slice(0, 10)
}
