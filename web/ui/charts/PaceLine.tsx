import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { type PaceDay, type PacePoint, paceForecast } from './forecast.ts'
import { namedGrid, type Quantity, valueAxis, written } from './quantity.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type PaceLineProps = {
  title: Words
  /** In order. `planned` and `actual` are of that day alone; what is to come has no `actual`. */
  days: readonly (PaceDay & { label: string })[]
  counted: Quantity
  height?: number
  /** Opens a day that has come; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<PaceLineProps, 'onPick'>
type Point = PacePoint<PaceLineProps['days'][number]>

const linesOf = (say: Say, { counted: { unit } }: Drawn, point: Point): TipLine[] => [
  [say(text.plan), written(point.plannedSoFar, unit)],
  ...(point.actualSoFar === null ? [] : [[say(text.actual), written(point.actualSoFar, unit)] as const]),
  ...(point.actualSoFar !== null || point.expected === null
    ? []
    : [
        [say(text.expected), written(point.expected, unit)] as const,
        [say(text.band), `${written(point.low, unit)} – ${written(point.high, unit)}`] as const,
      ]),
]

const bandOf = (points: readonly Point[], { palette, say, series }: ChartLook) => {
  const quiet = { type: 'line' as const, stack: 'band', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, z: 1 }
  return [
    { ...quiet, data: points.map(({ low }) => low), color: palette.surface },
    {
      ...quiet,
      name: say(text.band),
      color: series[0],
      areaStyle: { color: series[0], opacity: 0.16 },
      data: points.map(({ low, high }) => (low === null || high === null ? null : high - low)),
    },
  ]
}

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { palette, say, series } = look
  const points = paceForecast(given.days)
  const line = { type: 'line' as const, symbol: 'none' }
  return {
    grid: { ...namedGrid, bottom: 8 },
    legend: {
      top: 0,
      right: 0,
      itemWidth: 16,
      itemHeight: 8,
      textStyle: { color: palette.muted },
      data: [
        ...[text.actual, text.plan, text.expected].map((words) => ({ name: say(words) })),
        { name: say(text.band), icon: 'roundRect', itemStyle: { opacity: 0.4 } },
      ],
    },
    tooltip: {
      trigger: 'axis',
      formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
        const point = points[dataIndex]
        return point ? tip(point.label, linesOf(say, given, point)) : ''
      },
    },
    xAxis: { ...axis(palette), type: 'category', boundaryGap: false, data: points.map(({ label }) => label) },
    yAxis: { ...valueAxis(given.counted, look), name: undefined, min: 0 },
    series: [
      {
        ...line,
        name: say(text.plan),
        color: series[1],
        lineStyle: { width: 1.5, type: 'dashed' },
        data: points.map(({ plannedSoFar }) => plannedSoFar),
      },
      {
        ...line,
        name: say(text.actual),
        color: series[0],
        lineStyle: { width: 2.5 },
        symbol: 'circle',
        symbolSize: 5,
        data: points.map(({ actualSoFar }) => actualSoFar),
      },
      {
        ...line,
        name: say(text.expected),
        color: series[0],
        lineStyle: { width: 1.5, type: 'dotted' },
        data: points.map(({ expected }) => expected),
      },
      ...bandOf(points, look),
    ],
  }
}

/** The way to a goal: result so far against plan, both cumulative, and where it leads with a band around it. */
export const PaceLine = ({ onPick, ...given }: PaceLineProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const points = paceForecast(drawn.days)
    const { unit } = drawn.counted
    const told: ChartMark[] = points.map((point, index) => ({
      key: point.key,
      series: 0,
      index,
      told: readOut(say, point.label, linesOf(say, drawn, point)),
    }))
    return {
      marks: told,
      table: {
        columns: [text.day, text.plan, text.actual, text.expected, text.low, text.high],
        keys: points.map(({ key }) => key),
        rows: points.map(({ label, plannedSoFar, actualSoFar, expected, low, high }) => [
          label,
          ...[plannedSoFar, actualSoFar, ...(actualSoFar === null ? [expected, low, high] : [null, null, null])].map(
            (value) => written(value, unit),
          ),
        ]),
      },
    }
  }, [drawn, say])
  const pick = (key: string) => {
    if (drawn.days.some((day) => day.key === key && day.actual !== null)) onPick?.(key)
  }
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={drawn.height ?? 300}
      table={table}
      marks={marks}
      onMark={onPick && pick}
      note={say(text.forecastNote)}
    />
  )
}
