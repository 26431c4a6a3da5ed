import { tzOffset } from '@date-fns/tz'
import { type CallingHours, closesAt, nextOpening } from '#domains/campaigns/server/public.ts'

/** A stretch of calling within one hour of the site's clock. Milliseconds since 1970. */
export type Stretch = { from: number; to: number; hour: number }
/** A day with calling hours, by the site's calendar. */
export type CallingDay = { day: string; stretches: readonly Stretch[] }

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const wallOf = (zone: string, at: number): Date => new Date(at + Math.round(tzOffset(zone, new Date(at))) * minuteMs)

/** Cuts one window at the full hours of the wall clock. */
const cut = (zone: string, from: number, to: number): (Stretch & { day: string })[] => {
  const stretches: (Stretch & { day: string })[] = []
  for (let at = from; at < to; ) {
    const wall = wallOf(zone, at)
    const next = Math.min(to, at + hourMs - (wall.getTime() % hourMs))
    stretches.push({ from: at, to: next, hour: wall.getUTCHours(), day: wall.toISOString().slice(0, 10) })
    at = next
  }
  return stretches
}

type Rules = { callingHours: CallingHours; timeZone: string; endsOn: string | null }

/** The hours ahead in which customers may be called, one after the other, until the campaign ends. */
function* openHours({ callingHours, timeZone, endsOn }: Rules, startAt: number): Generator<Stretch & { day: string }> {
  let at = startAt
  for (;;) {
    const opens = nextOpening(callingHours, timeZone, new Date(at))
    if (!opens) return
    const closes = closesAt(callingHours, timeZone, opens) ?? new Date(opens.getTime() + 24 * hourMs)
    for (const stretch of cut(timeZone, opens.getTime(), closes.getTime())) {
      if (endsOn !== null && stretch.day > endsOn) return
      yield stretch
    }
    at = closes.getTime()
  }
}

/** The calling days ahead, hour by hour: at most `days` of them. `hoursPerDay` cuts each to its first so many hours. */
export const callingDays = (
  rules: Rules,
  { startAt, days, hoursPerDay }: { startAt: number; days: number; hoursPerDay: number | null },
): CallingDay[] => {
  const found = new Map<string, Stretch[]>()
  for (const { day, ...stretch } of openHours(rules, startAt)) {
    const stretches = found.get(day) ?? []
    if (stretches.length === 0 && found.size === days) break
    found.set(day, stretches)
    const used = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
    const left = (hoursPerDay ?? 24) * hourMs - used
    if (left > 0) stretches.push({ ...stretch, to: Math.min(stretch.to, stretch.from + left) })
  }
  return [...found].map(([day, stretches]) => ({ day, stretches }))
}

export const hoursOf = (days: readonly CallingDay[]): number =>
  days.reduce((sum, { stretches }) => sum + stretches.reduce((part, { from, to }) => part + to - from, 0), 0) / hourMs
