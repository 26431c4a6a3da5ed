import { shareBounds } from '#contract/interval.ts'

/** A share with the range it lies in 95 times of 100, as far as so many cases can tell. */
export type Interval = { value: number; low: number; high: number }

/** Wilson's interval of a share; null where there is nothing to take a share of. */
export const shareInterval = (count: number, of: number): Interval | null => {
  const bounds = shareBounds(count, of)
  return bounds && { value: count / of, ...bounds }
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
