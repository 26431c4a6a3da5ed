import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook, type ChartTable } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import type { Unit } from '../Figure.tsx'
import { formatShare } from '../format.ts'
import { inkOn } from './colours.ts'
import { written } from './quantity.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

/** One bar: how much of each part, in the order of the parts. */
export type StackedRow = { key: string; name: string; values: readonly number[] }
export type StackedBarsProps = {
  title: Words
  rows: readonly StackedRow[]
  parts: readonly { key: string; name: Words }[]
  unit: Unit
  /** By which part rows are sorted, most of it on top; the first unless said. */
  sortBy?: string
  /** Bars of equal length, each part its share of the row, or of the length of their sum. */
  as?: 'share' | 'value'
  /** Opens a row; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<StackedBarsProps, 'onPick'>

const totalOf = ({ values }: StackedRow): number => values.reduce((sum, value) => sum + value, 0)
const shareOf = (row: StackedRow, part: number): number | null => {
  const total = totalOf(row)
  return total === 0 ? null : (row.values[part] ?? 0) / total
}
const sorted = ({ rows, parts, sortBy, as = 'share' }: Drawn): StackedRow[] => {
  const part = Math.max(
    0,
    parts.findIndex(({ key }) => key === sortBy),
  )
  const weight = (row: StackedRow): number => (as === 'share' ? (shareOf(row, part) ?? -1) : (row.values[part] ?? 0))
  return [...rows].sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name, 'zh'))
}
const linesOf = (say: Say, { parts, unit }: Drawn, row: StackedRow): TipLine[] => [
  ...parts.map(
    ({ name }, part) => [say(name), `${written(row.values[part], unit)} · ${formatShare(shareOf(row, part))}`] as const,
  ),
  [say(text.total), written(totalOf(row), unit)],
]

/** A share too narrow for its words stays without them; the tip and the table tell it. */
const leastLabelled = 0.07
const barLabel = (shares: readonly (number | null)[], ink: string) => ({
  show: true,
  color: ink,
  fontSize: 11,
  formatter: ({ dataIndex }: { dataIndex: number }) => {
    const share = shares[dataIndex] ?? 0
    return share < leastLabelled ? '' : formatShare(share, 0)
  },
})

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { parts, unit, as = 'share' } = given
  const { palette, say, series } = look
  const rows = sorted(given)
  return {
    grid: { left: 12, right: 20, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
        const row = rows[dataIndex]
        return row ? tip(row.name, linesOf(say, given, row)) : ''
      },
    },
    xAxis: {
      ...axis(palette),
      type: 'value',
      max: as === 'share' ? 1 : undefined,
      axisLabel: {
        color: palette.muted,
        formatter: (value: number) => (as === 'share' ? formatShare(value, 0) : written(value, unit)),
      },
    },
    yAxis: { ...axis(palette), type: 'category', inverse: true, data: rows.map(({ name }) => name) },
    series: parts.map(({ name }, part) => {
      const shares = rows.map((row) => shareOf(row, part))
      return {
        type: 'bar' as const,
        name: say(name),
        stack: 'whole',
        barMaxWidth: 18,
        itemStyle: { borderColor: palette.surface, borderWidth: 0.5 },
        label: barLabel(shares, inkOn(series[part % series.length] ?? palette.primary, palette)),
        data: as === 'share' ? shares : rows.map((row) => row.values[part] ?? 0),
      }
    }),
  }
}

const tableOf = (say: Say, given: Drawn): ChartTable => {
  const rows = sorted(given)
  return {
    columns: [text.name, ...given.parts.map(({ name }) => name), text.total],
    keys: rows.map(({ key }) => key),
    rows: rows.map((row) => [row.name, ...linesOf(say, given, row).map(([, value]) => value)]),
  }
}

/** What each row is made of: time by state, calls by outcome. Sorted by one part, so that the eye can follow it down. */
export const StackedBars = ({ onPick, ...given }: StackedBarsProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const told: ChartMark[] = sorted(drawn).map((row, index) => ({
      key: row.key,
      series: 0,
      index,
      told: readOut(say, row.name, linesOf(say, drawn, row)),
    }))
    return { marks: told, table: tableOf(say, drawn) }
  }, [drawn, say])
  const height = 70 + drawn.rows.length * 26
  return <Chart title={drawn.title} option={option} height={height} table={table} marks={marks} onMark={onPick} />
}
