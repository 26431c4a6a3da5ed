import type { CustomSeriesRenderItemAPI } from 'echarts'
import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { formatNumber } from '../format.ts'
import { namedGrid, type Quantity, rangeAround, underAxis, valueAxis, written } from './quantity.ts'
import { type Interval, rankIntervals } from './ranking.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type IntervalDotsProps = {
  title: Words
  rows: readonly Interval[]
  measure: Quantity
  /** Which end stands on top. */
  better?: 'higher' | 'lower'
  /** The value of all of them together, as a line. */
  whole?: number | null
  /** What the line is, where it is not all of them together. */
  wholeName?: Words
  /** Opens a row; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<IntervalDotsProps, 'onPick'>

const ranked = ({ rows, better }: Drawn): Interval[] => rankIntervals(rows, better)
const span = ({ low, high }: Interval, { measure: { unit } }: Drawn): string | null =>
  low === null || high === null ? null : `${written(low, unit)} – ${written(high, unit)}`
const linesOf = (say: Say, given: Drawn, row: Interval): TipLine[] => {
  const interval = span(row, given)
  return [
    [say(given.measure.name), written(row.value, given.measure.unit)],
    ...(interval ? [[say(text.interval), interval] as const] : []),
    ...(row.sample === null ? [] : [[say(text.sample), formatNumber(row.sample)] as const]),
  ]
}
const footOf = (say: Say, { isSmall }: Interval): string | undefined => (isSmall ? say(text.smallSample) : undefined)

const whiskers = (rows: readonly Interval[], { palette, series }: ChartLook) => ({
  type: 'custom' as const,
  silent: true,
  z: 2,
  encode: { x: [0, 1], y: 2 },
  data: rows.map(({ low, high, value }, place) => [low ?? value, high ?? value, place]),
  renderItem: ({ dataIndex }: { dataIndex: number }, api: CustomSeriesRenderItemAPI) => {
    const row = rows[dataIndex]
    if (!row || row.low === null || row.high === null) return null
    const [from = 0, y = 0] = api.coord([row.low, dataIndex])
    const [to = 0] = api.coord([row.high, dataIndex])
    const style = { stroke: row.isSmall ? palette.faint : series[0], lineWidth: 1.6, opacity: 0.75 }
    const line = (x1: number, x2: number, half: number) => ({
      type: 'line' as const,
      shape: { x1, x2, y1: y - half, y2: y + half },
      style,
    })
    return { type: 'group' as const, children: [line(from, to, 0), line(from, from, 4), line(to, to, 4)] }
  },
})

/** Everything the axis must hold: each end of an interval, each value, the whole. */
const reachOf = ({ rows, whole }: Drawn): number[] =>
  [...rows.flatMap(({ low, high, value }) => [low ?? value, value, high ?? value]), whole ?? null].filter(
    (value) => value !== null,
  )

/** Near an edge the words about the line stand to the inner side of it, where there is room. */
const sideOf = (value: number, { min, max }: { min: number; max: number }): 'left' | 'center' | 'right' => {
  const place = (value - min) / (max - min || 1)
  if (place > 0.8) return 'right'
  return place < 0.2 ? 'left' : 'center'
}

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { palette, say, series } = look
  const rows = ranked(given)
  const { whole } = given
  const range = rangeAround(reachOf(given), given.measure)
  return {
    legend: { show: false },
    grid: { ...namedGrid, top: 22 },
    tooltip: {
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const row = rows[dataIndex]
        return row ? tip(row.name, linesOf(say, given, row), footOf(say, row)) : ''
      },
    },
    xAxis: { ...valueAxis(given.measure, look), ...underAxis, ...range },
    yAxis: {
      ...axis(palette),
      type: 'category',
      inverse: true,
      splitLine: { show: true, lineStyle: { color: palette.line, opacity: 0.6 } },
      axisLabel: { color: palette.muted, interval: 0 },
      data: rows.map(({ name, isSmall }) => ({
        value: name,
        textStyle: { color: isSmall ? palette.faint : palette.ink },
      })),
    },
    series: [
      {
        type: 'scatter',
        z: 4,
        symbolSize: 10,
        data: rows.map(({ value, isSmall }, place) => ({
          value: [value, place],
          itemStyle: isSmall
            ? { color: palette.surface, borderColor: palette.faint, borderWidth: 1.5, opacity: 1 }
            : { color: series[0], opacity: 1 },
        })),
        emphasis: { scale: 1.4, itemStyle: { borderColor: palette.ink, borderWidth: 2 } },
        ...(typeof whole === 'number'
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                precision: 8,
                lineStyle: { color: palette.bronze, type: 'dashed', width: 1.2 },
                label: {
                  position: 'start',
                  align: sideOf(whole, range),
                  color: palette.bronze,
                  formatter: given.wholeName
                    ? `${say(given.wholeName)} ${written(whole, given.measure.unit)}`
                    : say(text.whole, { value: written(whole, given.measure.unit) }),
                },
                data: [{ xAxis: whole }],
              },
            }
          : {}),
      },
      whiskers(rows, look),
    ],
  }
}

/**
 * A measure of each agent with its 95 % interval: where intervals overlap, the order says little. Small samples are
 * hollow and not ranked; they stand at the end by name.
 */
export const IntervalDots = ({ onPick, ...given }: IntervalDotsProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const rows = ranked(drawn)
    const told: ChartMark[] = rows.map((row, index) => ({
      key: row.key,
      series: 0,
      index,
      told: readOut(say, row.name, linesOf(say, drawn, row), footOf(say, row)),
    }))
    return {
      marks: told,
      table: {
        columns: [text.name, drawn.measure.name, text.interval, text.sample],
        keys: rows.map(({ key }) => key),
        rows: rows.map((row) => [
          row.name,
          written(row.value, drawn.measure.unit),
          span(row, drawn),
          row.sample === null ? null : `${formatNumber(row.sample)}${row.isSmall ? ` (${say(text.small)})` : ''}`,
        ]),
      },
    }
  }, [drawn, say])
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={86 + drawn.rows.length * 26}
      table={table}
      marks={marks}
      onMark={onPick}
      note={say(text.intervalNote)}
    />
  )
}
