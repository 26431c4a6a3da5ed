/** What ends at or below it in 1 of 10, 5 of 10 and 9 of 10 runs: the band between the outer two holds 80 %. */
export type Band = { low: number; median: number; high: number }

/**
 * The value that a further draw stays below with that chance, from few draws: position p·(n+1) (type 6 of Hyndman and
 * Fan 1996), so that a band of 40 runs holds 80 % and not less.
 */
export const quantile = (sorted: readonly number[], share: number): number => {
  const place = Math.min(sorted.length - 1, Math.max(0, share * (sorted.length + 1) - 1))
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * The band of a count over all runs. A thinned floor's count, multiplied by `thinnedBy`, carries that much more chance
 * than the whole campaign will: `perUnit` is the variance of one unit of it (1 for a rare event), and what thinning
 * added is taken out of the spread again, down to what chance leaves even the whole campaign.
 */
export const bandOf = (values: readonly number[], thinnedBy = 1, perUnit = 1): Band => {
  const scaled = values.map((value) => value * thinnedBy)
  const middle = mean(scaled)
  const spread = mean(scaled.map((value) => (value - middle) ** 2))
  const chance = middle * perUnit
  const kept =
    thinnedBy === 1 || spread === 0
      ? 1
      : Math.sqrt(Math.min(1, Math.max(chance, spread - (thinnedBy - 1) * chance) / spread))
  const drawn = scaled.map((value) => (value === 0 ? 0 : middle + kept * (value - middle))).sort((a, b) => a - b)
  return { low: quantile(drawn, 0.1), median: quantile(drawn, 0.5), high: quantile(drawn, 0.9) }
}

const rounded = (value: number): number => Math.max(0, Math.round(value))
export const wholeBand = ({ low, median, high }: Band): Band => ({
  low: rounded(low),
  median: rounded(median),
  high: rounded(high),
})
