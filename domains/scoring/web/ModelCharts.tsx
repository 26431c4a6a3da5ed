import { useCallback } from 'react'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatShare } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import type { TargetReport } from '../contract.ts'
import { text } from '../text.ts'

const shareAxis = ({ palette }: ChartLook) => ({
  ...axis(palette),
  type: 'value' as const,
  min: 0,
  axisLabel: { color: palette.muted, formatter: (value: number) => formatShare(value, 0) },
})
const asShare = (value: unknown): string => (typeof value === 'number' ? formatShare(value) : '')
const named = (look: ChartLook, name: string) => ({
  ...shareAxis(look),
  name,
  nameLocation: 'middle' as const,
  nameGap: 28,
})

const GainChart = ({ gains }: Pick<TargetReport, 'gains'>) => {
  const option = useCallback(
    (look: ChartLook): ChartOption => ({
      tooltip: { trigger: 'axis', valueFormatter: asShare },
      grid: { left: 12, right: 16, top: 34, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { ...named(look, look.say(text.shareCalled)), max: 1 },
      yAxis: { ...shareAxis(look), max: 1 },
      series: [
        {
          type: 'line',
          name: look.say(text.shareFound),
          symbol: 'none',
          data: gains.map(({ share, found }) => [share, found]),
          areaStyle: { opacity: 0.12 },
        },
        {
          type: 'line',
          name: look.say(text.byLot),
          symbol: 'none',
          lineStyle: { type: 'dashed', width: 1 },
          data: [
            [0, 0],
            [1, 1],
          ],
        },
      ],
    }),
    [gains],
  )
  const told = gains.filter((_, n) => n % 10 === 0 || n === gains.length - 1)
  return (
    <Chart
      title={text.gains}
      option={option}
      table={{
        columns: [text.shareCalled, text.shareFound],
        rows: told.map(({ share, found }) => [formatShare(share), formatShare(found)]),
      }}
    />
  )
}

const CalibrationChart = ({ calibration }: Pick<TargetReport, 'calibration'>) => {
  const option = useCallback(
    (look: ChartLook): ChartOption => {
      const most = Math.max(0.01, ...calibration.map(({ expected, high }) => Math.max(expected, high)))
      return {
        tooltip: { trigger: 'item', valueFormatter: asShare },
        grid: { left: 12, right: 16, top: 34, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: named(look, look.say(text.expected)),
        yAxis: shareAxis(look),
        series: [
          {
            type: 'line',
            name: look.say(text.actual),
            symbolSize: 7,
            data: calibration.map(({ expected, actual }) => [expected, actual]),
          },
          {
            type: 'line',
            name: look.say(text.low),
            symbol: 'none',
            lineStyle: { type: 'dotted', width: 1 },
            data: calibration.map(({ expected, low }) => [expected, low]),
          },
          {
            type: 'line',
            name: look.say(text.high),
            symbol: 'none',
            lineStyle: { type: 'dotted', width: 1 },
            data: calibration.map(({ expected, high }) => [expected, high]),
          },
          {
            type: 'line',
            name: look.say(text.expected),
            symbol: 'none',
            lineStyle: { type: 'dashed', width: 1 },
            data: [
              [0, 0],
              [most, most],
            ],
          },
        ],
      }
    },
    [calibration],
  )
  return (
    <Chart
      title={text.calibration}
      option={option}
      table={{
        columns: [text.expected, text.actual, text.low, text.high, text.rows],
        rows: calibration.map(({ expected, actual, low, high, rows }) => [
          ...[expected, actual, low, high].map((value) => formatShare(value)),
          rows,
        ]),
      }}
    />
  )
}

/** How much of the list finds how many successes, and whether chances come true; both on the newest 30 %. */
export const ModelCharts = ({ report }: { report: TargetReport }) => (
  <Grid least={420}>
    <Sheet>
      <GainChart gains={report.gains} />
    </Sheet>
    <Sheet>
      <CalibrationChart calibration={report.calibration} />
    </Sheet>
  </Grid>
)
