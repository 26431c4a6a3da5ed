import { addDays } from '#contract/days.ts'
import type { Cadence } from './shapes.ts'

export type Rhythm = { cadence: Cadence; at: string; weekday: number; monthDay: number; timeZone: string }

const dayMs = 86_400_000
const parts = new Map<string, Intl.DateTimeFormat>()
const partsOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = parts.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  parts.set(timeZone, made)
  return made
}
/** What the clock on the wall shows, as if it were UTC. */
const wallTime = (timeZone: string, at: number): number =>
  Date.parse(`${partsOf(timeZone).format(at).replace(' ', 'T')}Z`)

/**
 * The moment a wall clock shows that time on that day. A time the clock jumps over comes an hour later; one it shows
 * twice comes the first time.
 */
export const momentOf = (timeZone: string, day: string, time: string): Date => {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  const earlier = wanted - (wallTime(timeZone, wanted - dayMs) - (wanted - dayMs))
  const later = wanted - (wallTime(timeZone, wanted + dayMs) - (wanted + dayMs))
  const fitting = [earlier, later].filter((at) => wallTime(timeZone, at) === wanted).sort((a, b) => a - b)
  return new Date(fitting[0] ?? earlier)
}

const isDue = ({ cadence, weekday, monthDay }: Rhythm, day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`)
  if (cadence === 'week') return ((date.getUTCDay() + 6) % 7) + 1 === weekday
  return cadence === 'day' || date.getUTCDate() === monthDay
}

/** When it is due next, later than `after`. */
export const nextDue = (rhythm: Rhythm, after: Date): Date => {
  const today = new Date(wallTime(rhythm.timeZone, after.getTime())).toISOString().slice(0, 10)
  for (let ahead = -1; ahead < 63; ahead++) {
    const day = addDays(today, ahead)
    if (!isDue(rhythm, day)) continue
    const moment = momentOf(rhythm.timeZone, day, rhythm.at)
    if (moment > after) return moment
  }
  throw new Error('every month has the days a schedule may name')
}
