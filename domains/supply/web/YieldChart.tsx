import { useCallback } from 'react'
import { useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatShare } from '#web/ui/format.ts'
import type { Yield } from '../contract.ts'
import { text } from '../text.ts'

/** More bars than that cannot be read at once. */
const mostShown = 20
type Api = {
  value: (dimension: number) => number
  coord: (point: [number, number]) => [number, number]
}

/** A line from the low to the high end of each interval, with a knot at either end. */
const whisker = (stroke: string) => (_params: unknown, api: Api) => {
  const [lowX = 0, y = 0] = api.coord([api.value(1), api.value(0)])
  const [highX = 0] = api.coord([api.value(2), api.value(0)])
  const style = { stroke, lineWidth: 2 }
  const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style })
  return {
    type: 'group',
    children: [line(lowX, y, highX, y), line(lowX, y - 4, lowX, y + 4), line(highX, y - 4, highX, y + 4)],
  }
}

const breakEvenLine = (rows: readonly Yield[], { palette, say }: ChartLook): ChartOption => {
  const known = rows.find(({ breakEvenToBuy, breakEvenToCall }) => (breakEvenToBuy ?? breakEvenToCall) !== null)
  const at = known?.breakEvenToBuy ?? known?.breakEvenToCall
  if (at === null || at === undefined) return {}
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      // Two digits, which it takes by itself, would draw 2.3% at 2%.
      precision: 6,
      lineStyle: { color: palette.alarm, type: 'dashed' },
      label: { position: 'start', formatter: `${say(text.breakEven)} ${formatShare(at)}`, color: palette.muted },
      data: [{ xAxis: at }],
    },
  }
}

const drawnOf = (rows: readonly Yield[]): readonly Yield[] =>
  rows.filter(({ called }) => called > 0).slice(0, mostShown)

const tooltipOf = (drawn: readonly Yield[], { palette, say }: ChartLook): ChartOption => ({
  trigger: 'item',
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontSize: 12 },
  formatter: ({ dataIndex }: { dataIndex: number }) => {
    const row = drawn[dataIndex]
    if (!row) return ''
    const { name, rate, interval, expected, called } = row
    return [
      name.replaceAll('<', '&lt;') || say(text.noName),
      `${say(text.rate)} ${formatShare(rate)}（n = ${called}）`,
      `${say(text.interval)} ${formatShare(interval?.low)} – ${formatShare(interval?.high)}`,
      `${say(text.expected)} ${formatShare(expected)}`,
    ].join('<br>')
  },
})

const optionOf = (rows: readonly Yield[], look: ChartLook): ChartOption => {
  const { palette, say, series } = look
  const drawn = drawnOf(rows)
  const colour = series[0] ?? palette.primary
  return {
    legend: { show: false },
    grid: { left: 12, right: 90, top: 28, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: tooltipOf(drawn, look),
    xAxis: {
      ...axis(palette),
      type: 'value',
      min: 0,
      axisLabel: { color: palette.muted, formatter: (share: number) => `${Math.round(share * 1000) / 10}%` },
    },
    yAxis: {
      ...axis(palette),
      type: 'category',
      inverse: true,
      data: drawn.map(({ name }) => name || say(text.noName)),
      axisLabel: { color: palette.muted, width: 150, overflow: 'truncate' },
    },
    series: [
      {
        type: 'custom',
        color: colour,
        renderItem: whisker(colour),
        encode: { x: [1, 2], y: 0 },
        data: drawn.map(({ interval }, place) => [place, interval?.low ?? 0, interval?.high ?? 0]),
      },
      {
        type: 'scatter',
        color: colour,
        symbolSize: 9,
        data: drawn.map(({ rate }, place) => [rate, place]),
        ...breakEvenLine(drawn, look),
      },
      {
        type: 'scatter',
        color: palette.bronze,
        symbol: 'diamond',
        symbolSize: 9,
        data: drawn.map(({ expected }, place) => [expected, place]),
      },
    ],
  }
}

/** The rates of the groups called most, each with its interval; the dashed line is where buying pays for itself. */
export const YieldChart = ({ rows, onOpen }: { rows: readonly Yield[]; onOpen: (row: Yield) => void }) => {
  const say = useWords()
  const shown = drawnOf(rows)
  const option = useCallback((look: ChartLook) => optionOf(rows, look), [rows])
  return (
    <Chart
      title={text.chart}
      option={option}
      height={Math.max(160, 34 * shown.length + 60)}
      onPick={({ dataIndex }) => {
        const row = shown[dataIndex]
        if (row) onOpen(row)
      }}
      table={{
        columns: [text.name, text.called, text.successes, text.rate, text.low, text.high, text.expected],
        rows: shown.map((row) => [
          row.name || say(text.noName),
          row.called,
          row.successes,
          formatShare(row.rate),
          formatShare(row.interval?.low),
          formatShare(row.interval?.high),
          formatShare(row.expected),
        ]),
      }}
    />
  )
}
