/** Calendar days "2026-03-05", counted without any clock. */
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayMs = 86_400_000

/** The day so many days later; earlier, where `days` is negative. */
export const addDays = (day: string, days: number): string =>
  new Date(at(day) + days * dayMs).toISOString().slice(0, 10)
/** How many days later `to` is than `from`; negative where it is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / dayMs)
/** Every day from one to the other, both included; none where they run backwards. */
export const eachDay = (from: string, to: string): string[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, place) => addDays(from, place))
/** The Monday of that day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7))
/** The seven days of that day's week, from Monday. */
export const weekOf = (day: string): string[] => eachDay(mondayOf(day), addDays(mondayOf(day), 6))
