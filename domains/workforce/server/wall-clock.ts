import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns'
import { addDays } from '#contract/days.ts'
import type { Clock } from '../shift.ts'

/** The time of day there: "09:00". */
export const wallTime = (at: number, timeZone: string): string => format(new TZDate(at, timeZone), 'HH:mm')

/** The business day of a moment there. */
export const dayIn = ({ timeZone, dayStartsAt }: Clock, at: Date): string => {
  const local = new TZDate(at, timeZone)
  const day = format(local, 'yyyy-MM-dd')
  return format(local, 'HH:mm') >= dayStartsAt ? day : addDays(day, -1)
}
