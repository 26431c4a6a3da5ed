import { formatMoment } from '#web/ui/moments.ts'

const dayMs = 86_400_000
const msOf = (time: string): number =>
  time.split(':').reduce((sum, part, place) => sum + Number(part) * (3_600_000 / 60 ** place), 0)

/** `09:00:00` on the clock of the site. */
export const timeAt = (at: number, timeZone: string): string => formatMoment(at, { timeZone, locale: 'en' }, 'time')

/**
 * The first moment from `since` on at which the clock of the site shows that time; undefined where it is no time, or does
 * not come up within a day. Two steps, because clocks may change on the way.
 */
export const nextMoment = (since: number, time: string, timeZone: string): number | undefined => {
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) return undefined
  const start = since - (since % 1000)
  const ahead = (from: number): number => (msOf(time) - msOf(timeAt(from, timeZone)) + dayMs) % dayMs
  const guess = start + ahead(start)
  const change = ahead(guess)
  const found = guess + (change > dayMs / 2 ? change - dayMs : change)
  return timeAt(found, timeZone) === time ? Math.max(since, found) : undefined
}
