/** Something with a value and, where it is a sample, its 95 % interval. */
export type Interval = {
  key: string
  name: string
  value: number | null
  low: number | null
  high: number | null
  sample: number | null
  isSmall: boolean
}

/** What rests on too few cases, or on none, is not ranked: it stands at the end by name. */
export const rankIntervals = <T extends Interval>(rows: readonly T[], better: 'higher' | 'lower' = 'higher'): T[] => {
  const sure = rows.filter(({ isSmall, value }) => !isSmall && value !== null)
  const unsure = rows.filter(({ isSmall, value }) => isSmall || value === null)
  const sign = better === 'higher' ? -1 : 1
  return [
    ...sure.sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)) || a.name.localeCompare(b.name, 'zh')),
    ...unsure.sort((a, b) => a.name.localeCompare(b.name, 'zh')),
  ]
}
