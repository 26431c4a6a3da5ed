import { TZDate } from '@date-fns/tz'
import type { Quarter } from './idle-causes.ts'

export type SiteClock = { timeZone: string; dayStartsAt: string }

const quarterMs = 15 * 60_000

/**
 * The quarter of an hour a moment lies in, and the business day it belongs to. Zones differ from one another by whole
 * quarters, so a quarter is one everywhere; only a business day that begins within one cuts it.
 */
export const quarterAround = ({ timeZone, dayStartsAt }: SiteClock, at: number): Quarter => {
  const local = new TZDate(at, timeZone)
  const [year, month, date] = [local.getFullYear(), local.getMonth(), local.getDate()]
  const [hours = 0, minutes = 0] = dayStartsAt.split(':').map(Number)
  const beginOf = (days: number): number => new TZDate(year, month, date + days, hours, minutes, timeZone).getTime()
  const days = beginOf(0) <= at ? 0 : -1
  const startsAt = Math.floor(at / quarterMs) * quarterMs
  return {
    day: new Date(Date.UTC(year, month, date + days)).toISOString().slice(0, 10),
    startsAt: Math.max(startsAt, beginOf(days)),
    endsAt: Math.min(startsAt + quarterMs, beginOf(days + 1)),
  }
}
