import { Tooltip } from 'antd'
import { useCallback } from 'react'
import type { ReplyOf } from '#contract/route.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { getCampaignHours, listCallsBehind, listMeasures } from '../contract.ts'
import { text } from '../text.ts'
import { CallsBehind, type Drilled } from './CallsBehind.tsx'
import style from './metrics.module.css'

type Hours = ReplyOf<typeof getCampaignHours>
/** A rate of fewer calls than that is noise, as in the hour that has just begun. */
const leastAttempts = 30

/** From the first hour anybody worked to the last. */
const worked = ({ rows }: Hours) => {
  const busy = rows.flatMap(({ attempts }, place) => (attempts > 0 ? [place] : []))
  return busy.length === 0 ? [] : rows.slice(busy[0], (busy.at(-1) ?? 0) + 1)
}
const label = (hour: string): string => `${hour}:00`

const HourChart = ({ hours, onHour }: { hours: Hours; onHour: (hour: string) => void }) => {
  const say = useWords()
  const rows = worked(hours)
  const option = useCallback(
    ({ palette, say: words, series }: ChartLook): ChartOption => {
      const shown = worked(hours)
      const bars = (name: { zh: string; en: string }, values: number[]) => ({
        type: 'bar',
        name: words(name),
        data: values,
        barMaxWidth: 18,
        barGap: '10%',
        itemStyle: { borderRadius: [2, 2, 0, 0] },
      })
      return {
        color: [series[0] ?? palette.primary, series[1] ?? palette.ok, series[2] ?? palette.bronze],
        xAxis: { ...axis(palette), type: 'category', data: shown.map(({ hour }) => label(hour)) },
        yAxis: [
          { ...axis(palette), type: 'value', minInterval: 1 },
          {
            ...axis(palette),
            type: 'value',
            min: 0,
            axisLabel: { color: palette.muted, formatter: (share: number) => `${Math.round(share * 100)}%` },
            splitLine: { show: false },
          },
        ],
        series: [
          bars(
            text.attempts,
            shown.map(({ attempts }) => attempts),
          ),
          bars(
            text.connects,
            shown.map(({ connects }) => connects),
          ),
          bars(
            text.successes,
            shown.map(({ successes }) => successes),
          ),
          {
            type: 'line',
            name: words(text.connectRate),
            yAxisIndex: 1,
            smooth: true,
            symbolSize: 5,
            color: palette.muted,
            connectNulls: true,
            data: shown.map(({ attempts, connects }) => (attempts < leastAttempts ? null : connects / attempts)),
            tooltip: { valueFormatter: (share: unknown) => `${((share as number) * 100).toFixed(1)}%` },
          },
        ],
      }
    },
    [hours],
  )
  const { attempts, connectRate } = hours.variation
  return (
    <>
      <Chart
        title={text.hours}
        option={option}
        height={252}
        onPick={({ dataIndex }) => onHour(rows[dataIndex]?.hour ?? '')}
        table={{
          columns: [text.hour, text.attempts, text.connects, text.successes],
          rows: rows.map(({ hour, ...row }) => [label(hour), row.attempts, row.connects, row.successes]),
        }}
      />
      <Tooltip title={say(text.variationHelp)}>
        <span className={style.foot}>
          {say(text.variation, { attempts: formatNumber(attempts, 2), rate: formatNumber(connectRate, 2) })}
        </span>
      </Tooltip>
    </>
  )
}

/** The site's day hour by hour: when customers answer. A bar opens the calls of its hour. */
export const CampaignHours = ({ campaignId, from, to }: { campaignId: string; from: string; to: string }) => {
  const may = useMay()
  const drawer = useDrawer<Drilled>()
  const measures = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  const asked = useAsk(getCampaignHours, { params: { campaignId }, query: { from, to } }, { everyMs: 20_000 })
  const open = (hour: string) => {
    const measure = measures.data?.find(({ code }) => code === 'connect_rate')
    if (measure && hour && may(listCallsBehind)) drawer.show({ measure, campaignId, from, to, hour })
  }
  return (
    <Sheet>
      <Shown asked={asked} rows={7}>
        {(hours) => <HourChart hours={hours} onHour={open} />}
      </Shown>
      <CallsBehind open={drawer.open} drilled={drawer.shown} onClose={drawer.close} />
    </Sheet>
  )
}
