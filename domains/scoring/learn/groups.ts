import type { Table } from './table.ts'
import { wordsOf } from './table.ts'

/** Rates of groups while too little is known to learn from columns. */
export type GroupRate = { group: string; rows: number; hits: number; rate: number }

const strengthOfGroup = 50
const strengthOfAll = 20

/**
 * The rate of each group, pulled towards the rate of all as if 50 more rows had that rate; that of all towards `usual` as
 * if by 20 (empirical Bayes with a fixed strength; Efron and Morris 1975).
 */
export const shrunkenRates = (
  table: Table,
  column: string,
  target: Uint8Array,
  usual: number,
): { all: number; groups: GroupRate[] } => {
  const hits = target.reduce((sum, hit) => sum + hit, 0)
  const all = (hits + strengthOfAll * usual) / (target.length + strengthOfAll)
  const seen = new Map<string, { rows: number; hits: number }>()
  for (const [row, cell] of (table.cells[table.names.indexOf(column)] ?? []).entries()) {
    const group = wordsOf(cell) ?? ''
    const so = seen.get(group) ?? { rows: 0, hits: 0 }
    so.rows++
    so.hits += target[row] as number
    seen.set(group, so)
  }
  const groups = [...seen].map(([group, so]) => ({
    group,
    ...so,
    rate: (so.hits + strengthOfGroup * all) / (so.rows + strengthOfGroup),
  }))
  return { all, groups: groups.sort((a, b) => b.rate - a.rate) }
}
