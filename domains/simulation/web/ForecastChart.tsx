import { Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatNumber } from '#web/ui/format.ts'
import { dayAt, formatMoment } from '#web/ui/moments.ts'
import type { Actual, Band, Forecast, ScoredMeasure } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

type Result = NonNullable<Forecast['result']>
type Row = { day: string; band: Band | null; actual: number | null }
/** The rows of a chart, and how much of the last day with calls has passed: 1 once it is over. */
type Drawing = { rows: Row[]; passed: number }

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

const dayMs = 86_400_000
/** How much of the day with the newest calls has passed at the site, counted from the forecast if that is of today. */
const passedOf = (actual: Actual | null, timeZone: string): number => {
  const last = actual?.days.at(-1)
  if (!actual || !last || last.day !== dayAt(actual.at, timeZone)) return 1
  const sinceMidnight = (at: number): number => {
    const [hour = 0, minute = 0] = formatMoment(at, { timeZone, locale: 'en' }, 'time').split(':').map(Number)
    return (hour * 60 + minute) * 60_000
  }
  const from = dayAt(actual.since, timeZone) === last.day ? sinceMidnight(Date.parse(actual.since)) : 0
  return Math.min(1, Math.max(0.02, (sinceMidnight(Date.parse(actual.at)) - from) / (dayMs - from)))
}

const line = (name: string, data: (readonly [number, number | null])[], more: object) => ({
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
const seriesOf = ({ rows, passed }: Drawing, { palette, say, series }: ChartLook): ChartOption[] => {
  const [blue = palette.primary] = series
  const values = (of: (row: Row) => number | null) =>
    [0, ...rows.map(of)].map((value, position) => [position, value] as const)
  const lastCounted = rows.findLastIndex(({ actual }) => actual !== null) + 1
  const happened = values(({ actual }) => actual).map(
    ([position, value]) => [position === lastCounted ? position - 1 + passed : position, value] as const,
  )
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
    line(say(text.actual), happened, { symbol: 'circle', lineStyle: { width: 2.5 }, color: palette.bronze }),
  ]
}

/** Median and band of one measure day by day, with what happened drawn over it. */
export const ForecastChart = ({ result, actual }: { result: Result; actual: Actual | null }) => {
  const say = useWords()
  const [measure, setMeasure] = useState<ScoredMeasure>('successes')
  const timeZone = useTimeZone()
  const drawing = useMemo(
    () => ({ rows: rowsOf(result, actual, measure), passed: passedOf(actual, timeZone) }),
    [result, actual, measure, timeZone],
  )
  const { rows } = drawing
  const option = useCallback(
    (look: ChartLook): ChartOption => {
      const { palette, say: words, series } = look
      const [blue = palette.primary] = series
      const { rows: drawn } = drawing
      const happened = drawn.some((row) => row.actual !== null)
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
        tooltip: tooltipOf(drawn, look),
        xAxis: {
          ...axis(palette),
          type: 'value',
          max: drawn.length,
          minInterval: 1,
          splitLine: { show: false },
          axisLabel: {
            color: palette.muted,
            formatter: (position: number) =>
              position === 0 ? words(text.begin) : (drawn[position - 1]?.day.slice(5) ?? ''),
          },
        },
        yAxis: { ...axis(palette), type: 'value', minInterval: 1 },
        series: seriesOf(drawing, look).slice(0, happened ? 4 : 3),
      }
    },
    [drawing],
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
