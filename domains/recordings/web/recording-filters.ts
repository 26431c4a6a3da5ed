import { TZDate } from '@date-fns/tz'
import { z } from 'zod'
import { Day } from '#contract/when.ts'
import { RecordingFilter } from '../contract.ts'

/** What the page keeps in its address: days of the reader's site instead of moments. */
export const recordingSearch = RecordingFilter.omit({ from: true, to: true }).extend({
  from: Day.optional(),
  until: Day.optional(),
  after: z.string().max(200).optional(),
})
export type RecordingSearch = z.output<typeof recordingSearch>

const startOf = (day: string, timeZone: string, daysLater = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date + daysLater, timeZone).getTime()).toISOString()
}

/** Both days count whole. */
export const asAsked = ({ from, until, after: _, ...rest }: RecordingSearch, timeZone: string) => ({
  ...rest,
  ...(from ? { from: startOf(from, timeZone) } : {}),
  ...(until ? { to: startOf(until, timeZone, 1) } : {}),
})
