import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cell } from './cell.ts'
import { drawChart } from './chart.ts'
import { chartsOf } from './charts.ts'
import { gapsOf } from './gap.ts'
import { scenarios } from './scenarios.ts'
import { rowsOf } from './table.ts'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const table = ([head = [], ...rows]: readonly (readonly string[])[]): string => {
  const row = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<table>${row('th', head)}${rows.map((cells) => row('td', cells)).join('\n')}</table>`
}

const style = `body{font:14px/1.5 sans-serif;max-width:1400px;margin:24px auto;padding:0 16px}
table{border-collapse:collapse;margin:8px 0 24px;font-variant-numeric:tabular-nums}
th,td{padding:2px 8px;border-bottom:1px solid #ddd;text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}svg{width:860px;max-width:100%}`

const measured = (cells: readonly Cell[]): string =>
  [...Map.groupBy(cells, ({ scenario, agents }) => `${scenario}, ${agents} agents`)]
    .map(([group, rows]) => {
      const [first] = rows
      const title = scenarios[first?.scenario ?? '']?.title ?? ''
      const about = `${title}. ${first?.hours} h, ${first?.seeds} seeds, ± 95 % of the mean.`
      return `<h3>${escaped(group)}</h3><p>${escaped(about)}</p>${table(rowsOf(rows))}`
    })
    .join('\n')

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–')
const gapTable = (cells: readonly Cell[]): string =>
  table([
    ['scenario', 'agents', 'to look, score', 'to look, talk', 'to oracleAnswers, score', 'to oracleAnswers, talk'],
    ...gapsOf(cells)
      .filter(({ policy }) => policy === 'ours')
      .map(({ scenario, agents, toLook, toOracle }) => [
        ...[scenario, String(agents), percent(toLook.score), percent(toLook.talk)],
        ...[percent(toOracle.score), percent(toOracle.talk)],
      ]),
  ])

const tunedTable = (cells: readonly Cell[]): string =>
  table([
    ['scenario', 'agents', 'policy', 'parameter', 'value'],
    ...cells.flatMap(({ scenario, agents, policy, params }) =>
      Object.entries(params).map(([param, value]) => [scenario, String(agents), policy, param, String(value)]),
    ),
  ])

const pageOf = (cells: readonly Cell[], drawn: readonly string[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>OutboundBench</title><style>${style}</style></head><body>
<h1>OutboundBench</h1>
<p>What the figures mean stands in bench/README.md.</p>
${drawn.join('\n')}
<h2>How far ours gets from progressive</h2>
${gapTable(cells)}
<h2>Measured</h2>
${measured(cells)}
<h2>Tuned parameters</h2>
<p>Found on other days than those measured: the most talk with abandoned calls within the target.</p>
${tunedTable(cells)}
</body></html>
`

/** The cells of earlier runs in that folder; their courses were not kept. */
export const readResults = async (folder: string): Promise<Cell[]> => {
  const cells = JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')) as Omit<Cell, 'course'>[]
  return cells.map((cell) => ({ ...cell, course: null }))
}
/** Charts of earlier runs that were not drawn anew. */
const olderCharts = async (folder: string, drawn: readonly { name: string }[]): Promise<string[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.svg')).sort()
  const older = files.filter((file) => !drawn.some(({ name }) => file === `${name}.svg`))
  return Promise.all(older.map((file) => readFile(join(folder, file), 'utf8')))
}

/** Writes results.json, report.html and each chart into that folder. */
export const writeReport = async (folder: string, cells: readonly Cell[]): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const charts = chartsOf(cells).map(({ name, chart }) => ({ name, svg: drawChart(chart) }))
  const lines = cells.map(({ course: _left, ...cell }) => JSON.stringify(cell, rounded))
  await Promise.all([
    writeFile(join(folder, 'results.json'), `[\n${lines.join(',\n')}\n]\n`),
    writeFile(
      join(folder, 'report.html'),
      pageOf(cells, [...charts.map(({ svg }) => svg), ...(await olderCharts(folder, charts))]),
    ),
    ...charts.map(({ name, svg }) => writeFile(join(folder, `${name}.svg`), svg)),
  ])
}
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value
