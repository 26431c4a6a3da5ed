import { useCallback } from 'react'
import { useAsk } from '#web/client/use-ask.ts'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { runReport } from '../contract.ts'
import { lengthOf, type Period } from '../period.ts'
import type { Cell, ReportTable } from '../shapes.ts'
import { shownValue } from '../shown.ts'
import { text } from '../text.ts'
import { levelWords } from '../words.ts'
import { queryOf } from './address.ts'
import type { ReportProps } from './report-props.ts'

const grainOf = (period: Period): 'hour' | 'day' | 'week' | 'month' => {
  const days = lengthOf(period)
  if (days === 1) return 'hour'
  if (days <= 62) return 'day'
  return days <= 190 ? 'week' : 'month'
}
const numberAt = (cells: readonly Cell[], place: number): number | null => cells[place]?.value ?? null

const Drawn = ({ table }: { table: ReportTable }) => {
  const option = useCallback(
    ({ palette, say, series }: ChartLook): ChartOption => {
      const [, amount, rate] = table.columns
      const colours = [series[0] ?? palette.primary, series[2] ?? palette.bronze]
      return {
        color: colours,
        xAxis: {
          ...axis(palette),
          type: 'category',
          data: table.rows.map(({ cells }) => (cells[0]?.shown ?? '').split(' ')[0] ?? ''),
        },
        yAxis: [
          { ...axis(palette), type: 'value', minInterval: 1 },
          {
            ...axis(palette),
            type: 'value',
            min: 0,
            splitLine: { show: false },
            axisLabel: { color: palette.muted, formatter: (share: number) => `${Math.round(share * 100)}%` },
          },
        ],
        series: [
          {
            type: 'bar',
            name: amount ? say(amount.name) : '',
            data: table.rows.map(({ cells }) => numberAt(cells, 1)),
            barMaxWidth: 22,
            itemStyle: { borderRadius: [2, 2, 0, 0] },
          },
          {
            type: 'line',
            name: rate ? say(rate.name) : '',
            yAxisIndex: 1,
            symbolSize: 6,
            connectNulls: true,
            // A rate of too few cases would jump about: it is left out of the line, and stands grey in the table.
            data: table.rows.map(({ cells }) => (cells[2]?.isSmall ? null : numberAt(cells, 2))),
            tooltip: { valueFormatter: (share: unknown) => shownValue('ratio', share as number | null) },
          },
        ],
      }
    },
    [table],
  )
  const [label, ...others] = table.columns
  return (
    <Chart
      title={text.trend}
      option={option}
      height={220}
      table={{
        columns: [label?.name ?? levelWords.day, ...others.map(({ name }) => name)],
        rows: table.rows.map(({ cells }) => cells.map(({ shown }) => shown)),
      }}
    />
  )
}

/** How the first amount and the first rate of the report went, by the hour, day, week or month. */
export const ReportTrend = ({ description, filters, period }: ReportProps & { period: Period | undefined }) => {
  const [amount, rate] = description.cards
  const asked = useAsk(
    runReport,
    {
      params: { report: description.code },
      query: {
        ...queryOf({ ...filters.values, compare: 'none', sort: undefined }),
        by: period ? grainOf(period) : 'day',
        columns: [amount, rate].join(','),
        page: 1,
        pageSize: 200,
      },
    },
    { when: period !== undefined && amount !== undefined && rate !== undefined },
  )
  if (amount === undefined || rate === undefined) return null
  return (
    <Sheet>
      <Shown asked={asked} rows={4}>
        {(table) => <Drawn table={table} />}
      </Shown>
    </Sheet>
  )
}
