import type { Part } from './contract.ts'

/** Where a moment of the call lies in its recording; null where that moment was not recorded. */
export const placeOf = (parts: readonly Part[], moment: string): number | null => {
  const at = Date.parse(moment)
  for (const { startedAt, fromMs, milliseconds } of parts) {
    const since = at - Date.parse(startedAt)
    if (since >= 0 && since <= milliseconds) return fromMs + since
  }
  return null
}

/** The place in the recording nearest to a moment: at a gap, where the sound goes on. */
export const nearestPlace = (parts: readonly Part[], moment: string): number => {
  const at = Date.parse(moment)
  let last = 0
  for (const { startedAt, fromMs, milliseconds } of parts) {
    const since = at - Date.parse(startedAt)
    if (since < 0) return fromMs
    if (since <= milliseconds) return fromMs + since
    last = fromMs + milliseconds
  }
  return last
}

/** Seconds listened to, as few stretches as tell it: rounded to whole seconds, the end not included. */
export const stretches = (seconds: Iterable<number>): [number, number][] => {
  const all: [number, number][] = []
  for (const second of [...new Set(seconds)].sort((a, b) => a - b)) {
    const last = all.at(-1)
    if (last && last[1] === second) last[1] = second + 1
    else all.push([second, second + 1])
  }
  return all
}
