/**
 * One day of a plan: what was wanted, what came (null: still to come), and whether anybody works. A day that is not over
 * is partial: it counts, but tells nothing of what a day brings.
 */
export type PaceDay = { key: string; planned: number; actual: number | null; works: boolean; isPartial?: boolean }
export type PacePoint<T> = T & {
  plannedSoFar: number
  /** Null from the first day to come on. */
  actualSoFar: number | null
  /** From the last known day on; null where too few days tell of what is to come. */
  expected: number | null
  low: number | null
  high: number | null
}

/** Student's t, 90 % quantile: bounds of an 80 % band. By degrees of freedom, from any statistical table. */
const t90 = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372] as const
const t90Beyond: readonly (readonly [from: number, t: number])[] = [
  [60, 1.296],
  [30, 1.31],
  [20, 1.325],
  [15, 1.341],
  [11, 1.363],
]
const quantile = (freedom: number): number => {
  const tabled = t90[freedom - 1]
  if (tabled !== undefined) return tabled
  return (t90Beyond.find(([from]) => freedom >= from) ?? ([0, 1.363] as const))[1]
}

/** What a working day brings, from those known: mean and variance. Null before the third. */
const paceOf = (days: readonly PaceDay[]) => {
  const whole = days.filter(({ works, isPartial }) => works && !isPartial)
  const known = whole.flatMap(({ actual }) => (actual === null ? [] : [actual]))
  if (known.length < 3) return null
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1)
  return { mean, variance, days: known.length }
}

/**
 * A goal day by day: plan and result so far, and where it leads if the coming working days are like those before.
 *
 * The band covers 80 % of what may come: the sum of j further days has variance s²·j·(1 + j/k), with s² of the k days
 * known (the second part because their mean is itself only an estimate), times Student's t with k−1 degrees of freedom.
 * Days are taken as independent; a trend or a last push at the end of the month is not in it.
 */
export const paceForecast = <T extends PaceDay>(days: readonly T[]): PacePoint<T>[] => {
  const pace = paceOf(days)
  const lastKnown = days.findLastIndex(({ actual }) => actual !== null)
  let [planned, actual, ahead] = [0, 0, 0]
  return days.map((day, place) => {
    planned += day.planned
    actual += place <= lastKnown ? (day.actual ?? 0) : 0
    if (place > lastKnown && day.works) ahead += 1
    const point = { ...day, plannedSoFar: planned, actualSoFar: place <= lastKnown ? actual : null }
    if (!pace || place < lastKnown) return { ...point, expected: null, low: null, high: null }
    const expected = actual + ahead * pace.mean
    const reach = quantile(pace.days - 1) * Math.sqrt(pace.variance * ahead * (1 + ahead / pace.days))
    return { ...point, expected, low: Math.max(actual, expected - reach), high: expected + reach }
  })
}
