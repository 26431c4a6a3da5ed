import { TZDate } from '@date-fns/tz'
import { z } from 'zod'
import { Day } from '#contract/when.ts'
import { CallFilter } from '../contract.ts'

/** What the ledger page keeps in its address: days of the reader's site instead of moments. */
export const callSearch = CallFilter.omit({ from: true, to: true }).extend({
  from: Day.optional(),
  until: Day.optional(),
  after: z.string().max(200).optional(),
})
export type CallSearch = z.output<typeof callSearch>

/** The first moment of that day in that zone, or of a day after it. */
export const startOf = (day: string, timeZone: string, daysLater = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(new TZDate(year, month - 1, date + daysLater, timeZone).getTime()).toISOString()
}

/** Both days count whole. */
export const asAsked = ({ from, until, after: _, ...rest }: CallSearch, timeZone: string) => ({
  ...rest,
  ...(from ? { from: startOf(from, timeZone) } : {}),
  ...(until ? { to: startOf(until, timeZone, 1) } : {}),
})
