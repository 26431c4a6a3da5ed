import { TZDate } from '@date-fns/tz'
import type { WallClock } from '../read-report.ts'

const hourMs = 3_600_000

/**
 * Wall-clock time at a place as a moment; undefined for an hour the clock leaps over and a day that does not exist. Of an
 * hour the clock strikes twice the first is meant.
 */
export const wallClockOf =
  (timeZone: string): WallClock =>
  (local) => {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = local.split(/\D/).map(Number)
    const saysSo = (at: TZDate): boolean =>
      at.getMonth() === month - 1 && at.getDate() === day && at.getHours() === hour && at.getMinutes() === minute
    const at = new TZDate(year, month - 1, day, hour, minute, second, timeZone)
    const earlier = new TZDate(at.getTime() - hourMs, timeZone)
    const found = [earlier, at].find(saysSo)
    return found && new Date(found.getTime()).toISOString()
  }
