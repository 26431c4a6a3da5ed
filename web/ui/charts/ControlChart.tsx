import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { formatNumber } from '../format.ts'
import { type Controlled, controlLimits, type Lot } from './control-limits.ts'
import { namedGrid, type Quantity, rangeAround, valueAxis, written } from './quantity.ts'
import { readOut } from './reading.ts'
import { ruleWords, text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type ControlChartProps = {
  title: Words
  /** In order of time: cases with the property among all cases. */
  lots: readonly (Lot & { label: string })[]
  /** What the share is called. */
  rate: Quantity
  /** Below so many cases a point is hollow. */
  leastCases?: number
  height?: number
  /** Opens a period; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<ControlChartProps, 'onPick'>
type Point = Controlled<ControlChartProps['lots'][number]>

const linesOf = (say: Say, { rate }: Drawn, point: Point): TipLine[] => [
  [
    say(rate.name),
    point.of > 0
      ? `${written(point.rate, rate.unit)} (${formatNumber(point.events)}/${formatNumber(point.of)})`
      : say(text.noData),
  ],
  ...(point.rate === null
    ? []
    : [[say(text.limits), `${written(point.lower, rate.unit)} – ${written(point.upper, rate.unit)}`] as const]),
]
const footOf = (say: Say, { broken }: Point): string | undefined =>
  broken.length === 0 ? undefined : broken.map((rule) => say(ruleWords[rule])).join(' · ')

const markOf = (point: Point, { leastCases = 0 }: Drawn, { palette, series }: ChartLook) => {
  if (point.broken.length > 0) {
    return { symbol: 'diamond', symbolSize: 13, itemStyle: { color: palette.alarm, borderColor: palette.surface } }
  }
  if (point.of < leastCases) {
    return { symbolSize: 7, itemStyle: { color: palette.surface, borderColor: palette.faint, borderWidth: 1.5 } }
  }
  return { symbolSize: 6, itemStyle: { color: series[0] } }
}

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { palette, say, series } = look
  const { centre, points } = controlLimits(given.lots)
  const limit = {
    type: 'line' as const,
    step: 'middle' as const,
    symbol: 'none',
    silent: true,
    color: palette.warn,
    lineStyle: { width: 1.2, type: 'dashed' as const },
  }
  const values = points.flatMap(({ rate, lower, upper }) => [rate, lower, upper].filter((value) => value !== null))
  return {
    grid: { ...namedGrid, right: 84, bottom: 8 },
    legend: {
      top: 0,
      right: 0,
      itemWidth: 16,
      itemHeight: 8,
      textStyle: { color: palette.muted },
      data: [say(given.rate.name), say(text.limits)],
    },
    tooltip: {
      trigger: 'axis',
      formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
        const point = points[dataIndex]
        return point ? tip(point.label, linesOf(say, given, point), footOf(say, point)) : ''
      },
    },
    xAxis: { ...axis(palette), type: 'category', data: points.map(({ label }) => label) },
    yAxis: {
      ...valueAxis(given.rate, look),
      name: undefined,
      ...rangeAround(values, given.rate),
      splitLine: { show: false },
    },
    series: [
      {
        type: 'line',
        name: say(given.rate.name),
        color: series[0],
        lineStyle: { width: 1.8 },
        data: points.map((point) => ({ value: point.rate, symbol: 'circle', ...markOf(point, given, look) })),
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 8,
          lineStyle: { color: palette.muted, type: 'solid', width: 1 },
          label: { color: palette.muted, formatter: say(text.centreAt, { value: written(centre, given.rate.unit) }) },
          data: centre === null ? [] : [{ yAxis: centre }],
        },
      },
      { ...limit, name: say(text.limits), data: points.map(({ upper }) => upper) },
      { ...limit, name: say(text.lower), data: points.map(({ lower }) => lower) },
    ],
  }
}

/**
 * A share period by period with the limits chance alone would keep: a diamond is worth asking about, the rest is noise.
 * Limits vary with the number of cases; `control-limits.ts` states formula and source.
 */
export const ControlChart = ({ onPick, ...given }: ControlChartProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const { points } = controlLimits(drawn.lots)
    const { unit } = drawn.rate
    const told: ChartMark[] = points.flatMap((point, index) =>
      point.rate === null
        ? []
        : [
            {
              key: point.key,
              series: 0,
              index,
              told: readOut(say, point.label, linesOf(say, drawn, point), footOf(say, point)),
            },
          ],
    )
    return {
      marks: told,
      table: {
        columns: [text.day, drawn.rate.name, text.sample, text.lower, text.upper, text.signal],
        keys: points.map(({ key }) => key),
        rows: points.map((point) => [
          point.label,
          written(point.rate, unit),
          point.of,
          written(point.lower, unit),
          written(point.upper, unit),
          footOf(say, point) ?? '',
        ]),
      },
    }
  }, [drawn, say])
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={drawn.height ?? 300}
      table={table}
      marks={marks}
      onMark={onPick}
      note={say(text.controlNote)}
    />
  )
}
