import { type Figures, percentile, round } from '../ground.ts'
import type { Opened } from './pages.ts'
import { spans } from './questions.ts'
import type { Measured } from './round.ts'

const nameOf = (words: string): string => words.replaceAll('×', 'by').replaceAll(/[:,]/g, '').replaceAll(' ', '_')
const digits = (value: number): number => (value < 100 ? 1 : 0)
const shown = (value: number | null | undefined, unit = ''): string =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : `${round(value, digits(value))}${unit}`

export const shareOf = (label: string, name: string, times: readonly number[]): Figures => ({
  [`${name}_ms_p50_${label}`]: round(percentile(times, 0.5), 1),
  [`${name}_ms_p95_${label}`]: round(percentile(times, 0.95), 1),
})

/** A line for each kind of question and span: ours, the scan of the rows, DuckDB, and how many times ours they take. */
export const printTable = (label: string, told: readonly Measured[], say: (line: string) => void): void => {
  const heads = ['groups', 'cold ms', 'p50 ms', 'p95 ms', 'scan ms', '÷ ours', 'DuckDB ms', '÷ ours']
  say(`\n${label.padEnd(30)}${heads.map((head) => head.padStart(11)).join('')}`)
  for (const { kind, span, groups, cold, times, scan, duck } of told) {
    const [p50, p95, other] = [percentile(times, 0.5), percentile(times, 0.95), percentile(duck, 0.5)]
    const cells = [String(groups), shown(cold), shown(p50), shown(p95), shown(scan)]
    cells.push(shown(scan === null ? null : scan / p50), shown(other), shown(other / p50))
    say(`${`${span} · ${kind}`.padEnd(30)}${cells.map((cell) => cell.padStart(11)).join('')}`)
  }
  const [scan, duck] = [
    told.reduce((sum, one) => sum + one.equalToScan, 0),
    told.reduce((sum, one) => sum + one.equalToDuck, 0),
  ]
  say(`${scan} figures equal to those of the rows, ${duck} to those of DuckDB\n`)
}

/** Each span over all kinds together, then each kind. */
export const figuresOf = (label: string, told: readonly Measured[]): Figures => {
  const figures: Figures = {}
  for (const span of spans) {
    const of = told.filter((one) => one.span === span)
    Object.assign(
      figures,
      shareOf(
        label,
        span,
        of.flatMap(({ times }) => times),
      ),
    )
    figures[`${span}_ms_worst_${label}`] = round(Math.max(...of.flatMap(({ times }) => times)), 1)
    figures[`${span}_cold_ms_worst_${label}`] = round(Math.max(...of.map(({ cold }) => cold)), 1)
  }
  for (const { kind, span, times, scan, duck } of told) {
    const name = `${nameOf(kind)}_${span}`
    const p50 = percentile(times, 0.5)
    Object.assign(figures, shareOf(label, name, times))
    if (scan !== null) figures[`${name}_scan_to_product_ratio_${label}`] = round(scan / p50, 1)
    if (duck.length > 0) figures[`${name}_duckdb_to_product_ratio_${label}`] = round(percentile(duck, 0.5) / p50, 1)
  }
  figures[`figures_equal_to_scan_${label}`] = told.reduce((sum, { equalToScan }) => sum + equalToScan, 0)
  figures[`figures_equal_to_duckdb_${label}`] = told.reduce((sum, { equalToDuck }) => sum + equalToDuck, 0)
  return figures
}

/** What a figure may take on a server that has nothing else to do; milliseconds. */
export const aims = { day: 300, month: 300, year: 1000, drill: 200 } as const
type Taken = { name: string; span: keyof typeof aims; times: readonly number[] }
/** Whatever takes longer than it may in one of twenty cases. */
export const tellMisses = (label: string, taken: readonly Taken[], say: (line: string) => void): Figures => {
  const missed = taken.filter(({ span, times }) => percentile(times, 0.95) > aims[span])
  for (const { name, span, times } of missed)
    say(`${label}: ${span} · ${name} takes ${shown(percentile(times, 0.95))} ms, beyond ${aims[span]}`)
  return { [`beyond_aims_${label}`]: missed.length }
}

/** Boards and reports as they are opened, with everything on them. */
export const printPages = (label: string, pages: readonly Opened[], say: (line: string) => void): void => {
  say(`\n${label.padEnd(52)}${'p50 ms'.padStart(10)}${'p95 ms'.padStart(10)}`)
  for (const { name, span, times } of pages) {
    const cells = [percentile(times, 0.5), percentile(times, 0.95)].map((ms) => shown(ms).padStart(10))
    say(`${`${span} · ${name}`.padEnd(52)}${cells.join('')}`)
  }
  say('')
}
export const pageFigures = (label: string, pages: readonly Opened[]): Figures =>
  Object.assign({}, ...pages.map(({ name, span, times }) => shareOf(label, `${nameOf(name)}_${span}`, times)))

/** How many times as long, or as large, everything is at the last size as at the first. */
export const growthOf = (figures: Figures, labels: readonly string[]): Figures => {
  const [first, last] = [labels[0], labels.at(-1)]
  if (first === last) return {}
  const growing = Object.keys(figures).filter(
    (name) => name.endsWith(`_${first}`) && /_(ms|us|seconds|mb|rows)_/.test(name),
  )
  return Object.fromEntries(
    growing.flatMap((name) => {
      const stem = name.slice(0, -`${first}`.length - 1)
      const [small = 0, large = 0] = [figures[name], figures[`${stem}_${last}`]]
      return small > 0 && large > 0 ? [[`${stem}_growth_ratio`, round(large / small, 2)]] : []
    }),
  )
}
