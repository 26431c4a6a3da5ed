export type Counted = { key: string; count: number }
export type Ranked<T> = T & {
  share: number
  /** Share of this one and all greater ones together. */
  cumulative: number
  /** Among the few that make up the wanted share of the whole. */
  vital: boolean
}

/**
 * Greatest first, with running shares (Pareto). `vital` are those needed to reach `wanted` of the whole: the one that
 * crosses the line belongs to them.
 */
export const rankByCount = <T extends Counted>(items: readonly T[], wanted = 0.8): Ranked<T>[] => {
  const counted = items.filter(({ count }) => count > 0)
  const total = counted.reduce((sum, { count }) => sum + count, 0)
  let before = 0
  return [...counted]
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key))
    .map((item) => {
      const vital = before < wanted * total
      before += item.count
      return { ...item, share: item.count / total, cumulative: before / total, vital }
    })
}

export type Step = { key: string; count: number }
/** How much of the first and of the previous step each step keeps; null where there is nothing to divide by. */
export const stepRates = <T extends Step>(
  steps: readonly T[],
): (T & { ofFirst: number | null; ofBefore: number | null })[] => {
  const first = steps[0]?.count ?? 0
  return steps.map((step, place) => {
    const before = place === 0 ? 0 : (steps[place - 1]?.count ?? 0)
    return {
      ...step,
      ofFirst: first === 0 ? null : step.count / first,
      ofBefore: before === 0 ? null : step.count / before,
    }
  })
}
