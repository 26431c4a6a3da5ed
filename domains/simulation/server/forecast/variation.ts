/** How a share differs between days beyond chance, in log-odds. */
export type Variation = {
  /** Standard deviation of one day from the days around it. */
  day: number
  /** Standard deviation by which the level moves from each day to the next; most of it stays. */
  drift: number
}

/** One day: how often it was tried and came about, and how often it was to be expected that day; null: as on any. */
export type DayShare = { tried: number; hit: number; expected: number | null }

/** Our assumption before there are days to learn from, worth so many days. */
export const usualVariation: Variation & { worth: number } = { day: 0.12, drift: 0.03, worth: 4 }

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * By moments: neighbouring days differ by 2·day² + drift², days of the whole stretch by day² + drift²·(n+1)/6, both
 * plus chance, which is known. Drawn towards the usual variation; days with too few to tell are left out.
 */
export const variationOf = (days: readonly DayShare[]): Variation => {
  const told = days.filter(({ tried, hit }) => tried >= 30 && hit >= 3 && hit < tried)
  const { worth, ...usual } = usualVariation
  const count = told.length
  if (count < 3) return usual
  const odds = told.map(
    ({ tried, hit, expected }) =>
      Math.log((hit + 0.5) / (tried - hit + 0.5)) -
      (expected === null ? 0 : Math.log((expected + 0.5) / (tried - expected + 0.5))),
  )
  const chance = mean(told.map(({ tried, hit }) => 1 / (hit + 0.5) + 1 / (tried - hit + 0.5)))
  const middle = mean(odds)
  const whole = odds.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (count - 1) - chance
  const steps = odds.slice(1).map((value, before) => (value - (odds[before] ?? value)) ** 2 / 2)
  const near = mean(steps) - chance
  const perDay = (count + 1) / 6 - 0.5
  const drift = perDay > 0 ? Math.max(0, whole - Math.max(0, near)) / perDay : usual.drift ** 2
  const day = Math.max(0, near - drift / 2)
  const blend = (learned: number, before: number): number =>
    Math.sqrt(((count - 1) * learned + worth * before ** 2) / (count - 1 + worth))
  return { day: blend(day, usual.day), drift: blend(drift, usual.drift) }
}
