import type { Cell } from './cell.ts'
import type { Estimate } from './statistics.ts'

type Column = { title: string; text: (cell: Cell) => string }

const none: Estimate = { mean: Number.NaN, halfWidth: Number.NaN }
const plain = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–')
const column = (title: string, key: string, [times, digits]: [number, number]): Column => ({
  title,
  text: ({ figures }) => plain(times * (figures[key] ?? none).mean, digits),
})
const withRange = (title: string, key: string, digits = 2): Column => ({
  title,
  text: ({ figures }) => {
    const { mean, halfWidth } = figures[key] ?? none
    return `${plain(100 * mean, digits)} ±${plain(100 * halfWidth, digits)}`
  },
})

const columns: readonly Column[] = [
  { title: 'policy', text: ({ policy }) => policy },
  withRange('occupancy %', 'occupancy'),
  withRange('talk %', 'talk'),
  withRange('abandoned %', 'abandon'),
  column('15 min p95 %', 'abandon15p95', [100, 1]),
  column('worst %', 'abandon15Worst', [100, 1]),
  column('days > 3 %', 'over3Share', [100, 0]),
  column('> 1.5 %', 'over15Share', [100, 0]),
  column('wait s', 'waitMean', [1, 1]),
  column('p50', 'waitP50', [1, 1]),
  column('p95', 'waitP95', [1, 1]),
  column('max', 'waitMax', [1, 0]),
  column('calls/h', 'callsPerAgentHour', [1, 1]),
  column('dials', 'dialsPerContact', [1, 1]),
  column('fair', 'fairness', [1, 2]),
  column('cust. p95', 'customerWaitP95', [1, 1]),
  column('back s', 'recoverySeconds', [1, 0]),
  column('µs', 'decisionMicros', [1, 0]),
  column('score', 'score', [1, 3]),
]

/** A head and one row for each cell. */
export const rowsOf = (cells: readonly Cell[]): string[][] => [
  columns.map(({ title }) => title),
  ...cells.map((cell) => columns.map(({ text }) => text(cell))),
]

/** One table for each scenario and number of agents. */
export const printTable = (cells: readonly Cell[], say: (line: string) => void): void => {
  const groups = Map.groupBy(cells, ({ scenario, agents }) => `${scenario}, ${agents} agents`)
  for (const [group, own] of groups) {
    const [first] = own
    say(`\n${group}, ${first?.hours} h, ${first?.seeds} seeds`)
    const rows = rowsOf(own)
    const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
    for (const row of rows)
      say(row.map((text, at) => (at === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[at] ?? 0))).join('  '))
  }
}
