import { Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatNumber } from '#web/ui/format.ts'
import type { Actual, Band, Forecast, ScoredMeasure } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

type Result = NonNullable<Forecast['result']>
type Row = { day: string; band: Band | null; actual: number | null }

const order: ScoredMeasure[] = ['successes', 'contacts', 'attempts']

/** Forecast and actual by day, from nothing at the start; the last known count stands on days without calls. */
const rowsOf = ({ days }: Result, actual: Actual | null, measure: ScoredMeasure): Row[] => {
  const known = actual?.days ?? []
  const lastDay = known.at(-1)?.day ?? ''
  const all = [...new Set([...days, ...known].map(({ day }) => day))].sort()
  return all.map((day) => ({
    day,
    band: days.findLast((said) => said.day <= day)?.[measure] ?? null,
    actual: day <= lastDay ? (known.findLast((counted) => counted.day <= day)?.[measure] ?? 0) : null,
  }))
}

const line = (name: string, data: (number | null)[], more: object) => ({
  type: 'line',
  name,
  data,
  symbolSize: 5,
  connectNulls: true,
  ...more,
})

const tooltipOf = (rows: readonly Row[], { palette, say }: ChartLook): ChartOption => ({
  trigger: 'axis',
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontSize: 12 },
  formatter: (points: { dataIndex: number }[]) => {
    const row = rows[(points[0]?.dataIndex ?? 0) - 1]
    if (!row) return say(text.begin)
    const { band, day, actual } = row
    return [
      day,
      `${say(text.median)} ${formatNumber(band?.median)}`,
      `${say(text.band)} ${formatNumber(band?.low)} – ${formatNumber(band?.high)}`,
      ...(actual === null ? [] : [`${say(text.actual)} ${formatNumber(actual)}`]),
    ].join('<br>')
  },
})

/** The band as an area between two lines nobody sees, the median dashed in it, what happened over both. */
const seriesOf = (rows: readonly Row[], { palette, say, series }: ChartLook): ChartOption[] => {
  const [blue = palette.primary] = series
  const values = (of: (row: Row) => number | null) => [0, ...rows.map(of)]
  const hidden = { symbol: 'none', lineStyle: { opacity: 0 }, stack: 'band', silent: true }
  return [
    line(
      'low',
      values(({ band }) => band?.low ?? null),
      hidden,
    ),
    line(
      say(text.band),
      values(({ band }) => (band ? band.high - band.low : null)),
      {
        ...hidden,
        areaStyle: { color: blue, opacity: 0.16 },
        itemStyle: { color: blue, opacity: 0.35 },
      },
    ),
    line(
      say(text.median),
      values(({ band }) => band?.median ?? null),
      {
        symbol: 'none',
        lineStyle: { type: 'dashed', width: 2 },
      },
    ),
    line(
      say(text.actual),
      values(({ actual }) => actual),
      { symbol: 'circle', lineStyle: { width: 2.5 } },
    ),
  ]
}

/** Median and band of one measure day by day, with what happened drawn over it. */
export const ForecastChart = ({ result, actual }: { result: Result; actual: Actual | null }) => {
  const say = useWords()
  const [measure, setMeasure] = useState<ScoredMeasure>('successes')
  const rows = useMemo(() => rowsOf(result, actual, measure), [result, actual, measure])
  const option = useCallback(
    (look: ChartLook): ChartOption => {
      const { palette, say: words, series } = look
      const [blue = palette.primary] = series
      const happened = rows.some((row) => row.actual !== null)
      return {
        color: [blue, blue, blue, palette.bronze],
        legend: {
          top: 0,
          left: 0,
          itemWidth: 14,
          itemHeight: 8,
          textStyle: { color: palette.muted },
          data: [words(text.band), words(text.median), ...(happened ? [words(text.actual)] : [])],
        },
        tooltip: tooltipOf(rows, look),
        xAxis: {
          ...axis(palette),
          type: 'category',
          boundaryGap: false,
          data: [words(text.begin), ...rows.map(({ day }) => day.slice(5))],
        },
        yAxis: { ...axis(palette), type: 'value', minInterval: 1 },
        series: seriesOf(rows, look).slice(0, happened ? 4 : 3),
      }
    },
    [rows],
  )
  return (
    <div>
      <Segmented<ScoredMeasure>
        className={style.measures}
        aria-label={say(text.measure)}
        value={measure}
        onChange={setMeasure}
        options={order.map((value) => ({ value, label: say(text[value]) }))}
      />
      <Chart
        title={text.perDay[measure]}
        option={option}
        height={280}
        table={{
          columns: [text.day, text.low, text.median, text.high, text.actual],
          rows: rows.map(({ day, band, actual: counted }) => [
            day,
            band?.low ?? null,
            band?.median ?? null,
            band?.high ?? null,
            counted,
          ]),
        }}
      />
    </div>
  )
}
