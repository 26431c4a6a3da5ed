/** Calendar days "2026-03-05", counted without any clock. */
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const dayMs = 86_400_000

export const addDays = (day: string, days: number): string =>
  new Date(at(day) + days * dayMs).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / dayMs)
/** The Monday of that day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(at(day)).getUTCDay() + 6) % 7))
export const weekOf = (day: string): string[] => [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(mondayOf(day), n))
