/** A value found by tuning for some team sizes, smallest first. */
export type BySize = readonly (readonly [agents: number, value: number])[]

/** Between the sizes that were tuned on a straight line in the logarithm of the size; beyond them the nearest. */
export const bySize = (table: BySize, agents: number): number => {
  const above = table.findIndex(([size]) => size >= agents)
  const [size, value] = table.at(above) ?? [agents, 0]
  const [lowerSize, lowerValue] = above > 0 ? (table[above - 1] ?? [size, value]) : [size, value]
  if (lowerSize === size) return value
  return lowerValue + (Math.log(agents / lowerSize) / Math.log(size / lowerSize)) * (value - lowerValue)
}
