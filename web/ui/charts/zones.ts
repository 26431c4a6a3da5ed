/** The middle of the values, the mean of the two middle ones where their number is even; null of none. */
export const medianOf = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [below, above] = [sorted[half - 1] ?? 0, sorted[half] ?? 0]
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}

/** Low or high along x, then low or high along y. */
export const zoneNames = ['lowLow', 'lowHigh', 'highLow', 'highHigh'] as const
export type ZoneName = (typeof zoneNames)[number]
type Pair = { x: number; y: number }

/** A value on the line counts as high. */
export const zoneOf = ({ x, y }: Pair, cut: Pair): ZoneName => {
  if (x < cut.x) return y < cut.y ? 'lowLow' : 'lowHigh'
  return y < cut.y ? 'highLow' : 'highHigh'
}

/** Where the four zones meet: the two medians of those whose sample is large enough to say anything. */
export const medianCut = (points: readonly (Pair & { isSmall?: boolean })[]): Pair | null => {
  const sure = points.filter(({ isSmall }) => !isSmall)
  const [x, y] = [medianOf(sure.map((point) => point.x)), medianOf(sure.map((point) => point.y))]
  return x === null || y === null ? null : { x, y }
}
