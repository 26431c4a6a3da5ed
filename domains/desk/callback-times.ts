import type { callbackText } from './text.ts'

/** From `from` inclusive to `to` exclusive, by weekday, as a campaign says when it may call. */
export type Windows = Readonly<Record<string, readonly { from: string; to: string }[]>>
type Place = { timeZone: string; windows: Windows }

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const dayMs = 86_400_000

/** The clock on the wall at the site, `2026-03-05T19:00`. */
export const wallAt = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at).replace(' ', 'T')

/** The moment at which the clock on the wall at the site shows that. */
export const momentOf = (wall: string, timeZone: string): number => {
  const asUtc = Date.parse(`${wall}Z`)
  const offsetAt = (at: number) => Date.parse(`${wallAt(at, timeZone)}Z`) - Math.floor(at / 60_000) * 60_000
  const first = asUtc - offsetAt(asUtc)
  // Around a clock change the first guess lies on the other side of it.
  return asUtc - offsetAt(first)
}

const windowsOn = (day: string, windows: Windows) =>
  windows[weekdays[new Date(`${day}T00:00Z`).getUTCDay()] ?? ''] ?? []
/** When customers may be called on the day of that moment, "09:00–20:30"; empty where not at all. */
export const hoursOn = (at: number, { timeZone, windows }: Place): string =>
  windowsOn(wallAt(at, timeZone).slice(0, 10), windows)
    .map(({ from, to }) => `${from}–${to}`)
    .join(', ')

/** Whether customers may be called at that moment. */
export const mayCallAt = (at: number, { timeZone, windows }: Place): boolean => {
  const [day = '', time = ''] = wallAt(at, timeZone).split('T')
  return windowsOn(day, windows).some(({ from, to }) => from <= time && time < to)
}

export type QuickTime = { name: keyof typeof callbackText; at: number }

/** The usual moments for a callback, seen from now; only those in the future at which customers may be called. */
export const quickTimes = (now: number, place: Place): QuickTime[] => {
  const today = wallAt(now, place.timeZone).slice(0, 10)
  const on = (days: number, time: string): number => {
    const day = new Date(Date.parse(`${today}T00:00Z`) + days * dayMs).toISOString().slice(0, 10)
    return momentOf(`${day}T${time}`, place.timeZone)
  }
  const toMonday = (8 - new Date(`${today}T00:00Z`).getUTCDay()) % 7 || 7
  const usual: QuickTime[] = [
    { name: 'inAnHour', at: Math.ceil((now + 3_600_000) / 300_000) * 300_000 },
    { name: 'thisEvening', at: on(0, '18:30') },
    { name: 'tomorrowMorning', at: on(1, '10:00') },
    { name: 'tomorrowAfternoon', at: on(1, '15:00') },
    { name: 'tomorrowEvening', at: on(1, '18:30') },
    { name: 'nextMonday', at: on(toMonday, '10:00') },
  ]
  const fits = usual.filter(({ at }) => at > now && mayCallAt(at, place))
  return fits.filter(({ at }, place) => fits.findIndex((other) => other.at === at) === place)
}
