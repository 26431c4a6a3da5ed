import { useCallback } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatShare } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { type HourOfWeek, listHours } from '../contract.ts'
import { text, weekdayWords } from '../text.ts'

/** A rate of fewer calls than that is chance. */
const leastAttempts = 30
const rateOf = ({ attempts, connects }: HourOfWeek): number => connects / attempts

const hoursOf = (rows: readonly HourOfWeek[]): number[] => {
  const [from, to] = [Math.min(...rows.map(({ hour }) => hour)), Math.max(...rows.map(({ hour }) => hour))]
  return Array.from({ length: to - from + 1 }, (_, place) => from + place)
}

const optionOf = (rows: readonly HourOfWeek[], { palette, say }: ChartLook): ChartOption => {
  const hours = hoursOf(rows)
  const telling = rows.filter(({ attempts }) => attempts >= leastAttempts)
  const rates = telling.map(rateOf)
  return {
    legend: { show: false },
    grid: { left: 12, right: 16, top: 8, bottom: 56, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12 },
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const cell = telling[dataIndex]
        if (!cell) return ''
        return [
          `${say(weekdayWords[cell.weekday - 1] ?? text.weekday)} ${cell.hour}:00`,
          `${say(text.connectRate)} ${formatShare(rateOf(cell))}（${cell.connects} / ${cell.attempts}）`,
          `${say(text.successes)} ${cell.successes}`,
        ].join('<br>')
      },
    },
    xAxis: { ...axis(palette), type: 'category', data: hours.map((hour) => `${hour}:00`), splitLine: { show: false } },
    yAxis: { ...axis(palette), type: 'category', inverse: true, data: weekdayWords.map((day) => say(day)) },
    visualMap: {
      type: 'continuous',
      min: Math.min(...rates, 1),
      max: Math.max(...rates, 0),
      orient: 'horizontal',
      left: 'center',
      bottom: 4,
      itemHeight: 140,
      calculable: false,
      textStyle: { color: palette.muted },
      formatter: (rate: number) => formatShare(rate),
      inRange: { color: [palette.surface, palette.primary] },
    },
    series: [
      {
        type: 'heatmap',
        data: telling.map((cell) => [hours.indexOf(cell.hour), cell.weekday - 1, rateOf(cell)]),
        itemStyle: { borderColor: palette.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: hours.length <= 16,
          fontSize: 11,
          formatter: ({ value }: { value: number[] }) => formatShare(value[2] ?? null, 0),
        },
      },
    ],
  }
}

const WeekMap = ({ rows }: { rows: readonly HourOfWeek[] }) => {
  const say = useWords()
  const option = useCallback((look: ChartLook) => optionOf(rows, look), [rows])
  return (
    <Chart
      title={text.hours}
      option={option}
      height={300}
      table={{
        columns: [text.weekday, text.hour, text.attempts, text.connects, text.successes, text.connectRate],
        rows: rows.map((cell) => [
          say(weekdayWords[cell.weekday - 1] ?? text.weekday),
          `${cell.hour}:00`,
          cell.attempts,
          cell.connects,
          cell.successes,
          cell.attempts < leastAttempts ? '–' : formatShare(rateOf(cell)),
        ]),
      }}
    />
  )
}

/** When customers answer, hour by hour of the week. */
export const HourMap = ({ campaignId }: { campaignId: string | undefined }) => {
  const say = useWords()
  const asked = useAsk(listHours, { query: campaignId ? { campaignId } : {} })
  return (
    <Sheet>
      <Shown asked={asked} rows={7}>
        {({ rows, days, timeZone }) => (
          <>
            <WeekMap rows={rows} />
            <small>{say(text.hoursHelp, { days, zone: timeZone })}</small>
          </>
        )}
      </Shown>
    </Sheet>
  )
}
