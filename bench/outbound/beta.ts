/** Quantiles of a Beta distribution (a, b), as a table between which lines are drawn. */
export const betaQuantiles = (a: number, b: number): ((share: number) => number) => {
  const fine = 20_000
  // x = t² keeps the pole at 0 of a < 1 integrable: dx = 2t dt.
  const density = (t: number): number => 2 * t ** (2 * a - 1) * (1 - t * t) ** (b - 1)
  const below = new Float64Array(fine + 1)
  for (let at = 1; at <= fine; at++) below[at] = (below[at - 1] ?? 0) + density((at - 0.5) / fine)
  const total = below[fine] ?? 1
  const steps = 2000
  const table = new Float64Array(steps + 1)
  for (let step = 0, at = 0; step <= steps; step++) {
    while (at < fine && (below[at] ?? 0) < (step / steps) * total) at++
    table[step] = (at / fine) ** 2
  }
  return (share) => {
    const place = share * steps
    const step = Math.min(steps - 1, Math.floor(place))
    const [low, high] = [table[step] ?? 0, table[step + 1] ?? 1]
    return low + (place - step) * (high - low)
  }
}
