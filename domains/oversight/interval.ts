/** A share with the range it lies in 95 times of 100, as far as so many cases can tell. */
export type Interval = { value: number; low: number; high: number }

const z = 1.959964

/** Wilson's interval of a share (Wilson 1927); null where there is nothing to take a share of. */
export const shareInterval = (count: number, of: number): Interval | null => {
  if (of <= 0) return null
  const value = count / of
  const scale = 1 + (z * z) / of
  const middle = (value + (z * z) / (2 * of)) / scale
  const half = (z * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of))) / scale
  return { value, low: Math.min(value, Math.max(0, middle - half)), high: Math.max(value, Math.min(1, middle + half)) }
}

/** By how much one share is above another: Newcombe's interval of a difference (1998, method 10). */
export const differenceInterval = (one: Interval | null, other: Interval | null): Interval | null => {
  if (!one || !other) return null
  const value = one.value - other.value
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.high - other.value),
    high: value + Math.hypot(one.high - one.value, other.value - other.low),
  }
}
