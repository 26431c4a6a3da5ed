import type { Locale } from '#contract/words.ts'
import { noValue } from './format.ts'

export type Grain = 'day' | 'minute' | 'second' | 'time' | 'dayTime'

const formats = new Map<string, Intl.DateTimeFormat>()
const partsIn = (timeZone: string, locale: Locale): Intl.DateTimeFormat => {
  const key = `${timeZone} ${locale}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(key, made)
  return made
}

export type MomentPlace = { timeZone: string; locale: Locale }
type Moment = string | number | Date | null | undefined

/** `2026-03-05 周四 09:12` in the site's time zone, whatever zone the browser is in. */
export const formatMoment = (moment: Moment, { timeZone, locale }: MomentPlace, grain: Grain = 'minute'): string => {
  if (moment === null || moment === undefined) return noValue
  const parts = Object.fromEntries(
    partsIn(timeZone, locale)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  )
  const { year = '', month = '', day = '', weekday = '', hour = '', minute = '', second = '' } = parts
  if (grain === 'time') return `${hour}:${minute}:${second}`
  if (grain === 'dayTime') return `${month}-${day} ${hour}:${minute}`
  const date = `${year}-${month}-${day} ${weekday}`
  if (grain === 'day') return date
  return `${date} ${hour}:${minute}${grain === 'second' ? `:${second}` : ''}`
}

/** The calendar day "2026-03-05" it is now at the site. */
export const dayAt = (moment: Moment, timeZone: string): string =>
  formatMoment(moment, { timeZone, locale: 'en' }, 'day').slice(0, 10)

/** The moment a calendar day begins at the site. */
export const startOfDay = (day: string, timeZone: string): string => {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const wall = (at: number): number => {
    const [date, time] = formatMoment(at, { timeZone, locale: 'en' }, 'second').split(/ [^\d]+ /)
    return Date.parse(`${date}T${time}Z`)
  }
  // Twice, because the first guess may lie on the other side of a change of clocks.
  const guess = midnight - (wall(midnight) - midnight)
  return new Date(guess - (wall(guess) - midnight)).toISOString()
}

const shift = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
const monday = (day: string): string => shift(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

export const quickRanges = ['today', 'yesterday', 'thisWeek', 'lastWeek', 'thisMonth', 'lastMonth'] as const
export type QuickRange = (typeof quickRanges)[number]

/** The first and last day of a usual range, seen from today. Weeks begin on Monday. */
export const daysOf = (range: QuickRange, today: string): readonly [string, string] => {
  const lastMonthEnd = shift(firstOfMonth(today), -1)
  const ranges: Record<QuickRange, readonly [string, string]> = {
    today: [today, today],
    yesterday: [shift(today, -1), shift(today, -1)],
    thisWeek: [monday(today), today],
    lastWeek: [shift(monday(today), -7), shift(monday(today), -1)],
    thisMonth: [firstOfMonth(today), today],
    lastMonth: [firstOfMonth(lastMonthEnd), lastMonthEnd],
  }
  return ranges[range]
}
