import type { Encoded, Encoding } from './encoding.ts'

export type ColumnDrift = { name: string; psi: number }

/** Above this a column is said to have moved (the usual reading of the index: 0.1 slightly, 0.25 much). */
export const muchDrift = 0.25
const mostGroups = 10

/** Neighbouring bins joined until each of at most ten groups holds about as many of the earlier rows. */
const groupsOf = (counts: Float64Array, rows: number): Int32Array => {
  const groups = new Int32Array(counts.length)
  let [group, held] = [0, 0]
  for (let bin = 0; bin < counts.length; bin++) {
    groups[bin] = group
    held += counts[bin] as number
    if (held * mostGroups >= rows * (group + 1) && group < mostGroups - 1) group++
  }
  return groups
}

/**
 * Population stability index of two sets of counts, Σ (q − p) ln(q / p) over groups (Siddiqi 2006), less what mere
 * chance would make of it: (groups − 1)(1/n + 1/m). Never below 0.
 */
export const psiOf = (earlier: Float64Array, later: Float64Array): number => {
  const [before, after] = [earlier, later].map((counts) => counts.reduce((sum, count) => sum + count, 0)) as [
    number,
    number,
  ]
  if (before === 0 || after === 0) return 0
  const groups = groupsOf(earlier, before)
  const size = (groups[groups.length - 1] as number) + 1
  const [p, q] = [new Float64Array(size), new Float64Array(size)]
  for (let bin = 0; bin < groups.length; bin++) {
    const group = groups[bin] as number
    p[group] = (p[group] as number) + (earlier[bin] as number)
    q[group] = (q[group] as number) + (later[bin] as number)
  }
  let index = 0
  for (let group = 0; group < size; group++) {
    const [had, has] = [
      ((p[group] as number) + 0.5) / (before + 0.5 * size),
      ((q[group] as number) + 0.5) / (after + 0.5 * size),
    ]
    index += (has - had) * Math.log(has / had)
  }
  return Math.max(0, index - (size - 1) * (1 / before + 1 / after))
}

/** How often each bin of a column holds one of the rows. */
export const countBins = (
  encoding: Encoding,
  data: Encoded,
  column: number,
  [from, to]: readonly [number, number],
): Float64Array => {
  const counts = new Float64Array(encoding.columns[column]?.bins ?? 0)
  for (let row = from; row < to; row++) {
    const bin = data.bins[column * data.rows + row] as number
    counts[bin] = (counts[bin] as number) + 1
  }
  return counts
}

/** How far each column moved between the rows before and after `at`. */
export const driftAt = (encoding: Encoding, data: Encoded, at: number): ColumnDrift[] =>
  encoding.columns.map(({ name }, column) => ({
    name,
    psi: psiOf(countBins(encoding, data, column, [0, at]), countBins(encoding, data, column, [at, data.rows])),
  }))

/** How far each column of other rows is from those an encoding was learned on, whose bins were counted then. */
export const driftAgainst = (
  encoding: Encoding,
  learned: readonly (readonly number[])[],
  data: Encoded,
): ColumnDrift[] =>
  encoding.columns.map(({ name }, column) => ({
    name,
    psi: psiOf(Float64Array.from(learned[column] ?? []), countBins(encoding, data, column, [0, data.rows])),
  }))
