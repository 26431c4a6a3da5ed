/** The range a value lies in 95 times of 100, as far as so many cases can tell. */
export type Bounds = { low: number; high: number }

/** z of a two-sided 95 % interval. */
export const z95 = 1.959963984540054

/**
 * A share of independent cases: Wilson's interval (Wilson 1927, J. Am. Stat. Assoc. 22), also for counts that carry a
 * prior and are no whole numbers. Null where there is nothing to take a share of.
 */
export const shareBounds = (hits: number, of: number, z = z95): Bounds | null => {
  if (of <= 0) return null
  const share = Math.min(1, Math.max(0, hits / of))
  const square = z * z
  const middle = share + square / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))
  const whole = 1 + square / of
  // Rounding must not put a bound on the wrong side of the share itself.
  return {
    low: Math.min(share, Math.max(0, (middle - half) / whole)),
    high: Math.max(share, Math.min(1, (middle + half) / whole)),
  }
}

/**
 * Events in so much time, or per head: Byar's approximation to the exact Poisson limits (Breslow & Day 1987, Statistical
 * Methods in Cancer Research II, eq. 2.13). Within 1 % of exact from 5 events on, a little wide below.
 */
export const rateBounds = (events: number, exposure: number, z = z95): Bounds | null => {
  if (exposure <= 0 || events < 0) return null
  const next = events + 1
  const low = events === 0 ? 0 : events * Math.max(0, 1 - 1 / (9 * events) - z / (3 * Math.sqrt(events))) ** 3
  const high = next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3
  return { low: low / exposure, high: high / exposure }
}

/** A mean of `cases` lengths, from their sum and the sum of their squares: the normal interval. Null below two cases. */
export const meanBounds = (sum: number, squares: number, cases: number, z = z95): Bounds | null => {
  if (cases < 2) return null
  const mean = sum / cases
  const variance = Math.max(0, (squares - cases * mean * mean) / (cases - 1))
  const half = z * Math.sqrt(variance / cases)
  return { low: mean - half, high: mean + half }
}

/**
 * 成功值, successes × success rate = S² ÷ C. It grows with the rate, so its bounds are those of the rate: the delta method
 * on the scale where the spread of a share no longer depends on it (arcsine, with Anscombe's 3/8; Biometrika 35, 1948).
 * The plain delta method is lopsided for the small rates of sales. 27 of 300 → 2.43, 1.1 to 4.8; 12 of 90 → 1.60, 0.5 to 4.1.
 */
export const successValueBounds = (successes: number, calls: number, z = z95): Bounds | null => {
  if (calls <= 0 || successes < 0) return null
  const share = Math.min(1, (successes + 3 / 8) / (calls + 3 / 4))
  const angle = Math.asin(Math.sqrt(share))
  const half = z / (2 * Math.sqrt(calls + 1 / 2))
  const value = successes ** 2 / calls
  const at = (turned: number): number => calls * Math.sin(Math.min(Math.PI / 2, Math.max(0, turned))) ** 4
  return {
    low: successes === 0 ? 0 : Math.min(value, at(angle - half)),
    high: Math.max(value, at(angle + half)),
  }
}
