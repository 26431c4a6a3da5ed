import { fitScorer, type Scorer, scoreRows } from './scorer.ts'
import { rowsBetween, someRows, type Table } from './table.ts'

export type Walk = { from: number; to: number; every: number; seed: number }

/**
 * Scores rows in the order of time as it would have been in the field: those from `from` to `to` in parts of `every`,
 * each part by a scorer learned from the rows before it and no other. It is never shown the outcomes of its own part.
 */
export const walkForward = (
  table: Table,
  target: Uint8Array,
  { from, to, every, seed }: Walk,
  onFit?: (scorer: Scorer, milliseconds: number) => void,
): Float64Array => {
  const scores = new Float64Array(to - from)
  let previous: Scorer | undefined
  for (let at = from; at < to; at += every) {
    const began = performance.now()
    previous = fitScorer(someRows(table, rowsBetween(0, at)), target.slice(0, at), { seed, previous })
    onFit?.(previous, performance.now() - began)
    scores.set(scoreRows(previous, someRows(table, rowsBetween(at, Math.min(to, at + every)))), at - from)
  }
  return scores
}
