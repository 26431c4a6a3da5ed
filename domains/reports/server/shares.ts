import type { Figure, Group } from './table.ts'

/** Orders groups from the most frequent, and tells each one's share and the shares added up to it. */
export const tellShares = (groups: Group[], whole: Map<string, Figure>): void => {
  const timesOf = ({ figures }: Group): number => figures.get('times')?.value ?? 0
  const total = groups.reduce((sum, group) => sum + timesOf(group), 0)
  groups.sort((a, b) => timesOf(b) - timesOf(a) || a.labels.join().localeCompare(b.labels.join()))
  let passed = 0
  for (const group of groups) {
    passed += timesOf(group)
    const share = (numerator: number): Figure => ({
      value: total === 0 ? null : numerator / total,
      numerator,
      denominator: total,
    })
    group.figures.set('share', share(timesOf(group)))
    group.figures.set('cumulative_share', share(passed))
  }
  whole.set('times', { value: total })
  whole.set('share', { value: total === 0 ? null : 1 })
  whole.set('cumulative_share', { value: total === 0 ? null : 1 })
}
