import { useCallback, useMemo } from 'react'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { type FloorCampaign, sliceMinutes } from '../contract.ts'
import { plannedBy } from '../pace.ts'
import { text } from '../text.ts'

type Point = readonly [number, number]
const hourMs = 3_600_000
const sliceMs = sliceMinutes * 60_000
const openingsOf = ({ openings }: FloorCampaign) =>
  openings.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))

/** What the plan expects by now. */
export const plannedNow = (campaign: FloorCampaign, now: number): number | undefined =>
  campaign.targetToday === null ? undefined : plannedBy(campaign.targetToday, openingsOf(campaign), now)

/** Corners of the plan: it rises through calling hours and is level between them. */
const planLine = (campaign: FloorCampaign): Point[] => {
  const { targetToday } = campaign
  if (targetToday === null) return []
  const openings = openingsOf(campaign)
  return openings
    .flatMap(({ from, to }) => [from, to])
    .map((at) => [at, plannedBy(targetToday, openings, at) ?? 0] as const)
}
/** Successes so far at the end of each slice, from the first opening to now. */
const actualLine = ({ successesBySlice, dayStartsAt, openings, successes }: FloorCampaign, now: number): Point[] => {
  const start = Date.parse(dayStartsAt)
  const opens = Date.parse(openings[0]?.from ?? dayStartsAt)
  const points: Point[] = [[Math.min(opens, now), 0]]
  let soFar = 0
  for (const [slice, count] of successesBySlice.entries()) {
    soFar += count
    const end = start + (slice + 1) * sliceMs
    if (end > opens && end <= now) points.push([end, soFar])
  }
  return now > opens ? [...points, [now, successes]] : points
}

/** The day's successes against the plan, both cumulative. */
export const PaceChart = ({ campaign, now }: { campaign: FloorCampaign; now: number }) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  const { timeZone, locale } = place
  const minute = Math.floor(now / 60_000) * 60_000
  const key = JSON.stringify([campaign.successesBySlice, campaign.successes, campaign.openings, campaign.targetToday])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is everything of the campaign that is drawn
  const lines = useMemo(() => ({ plan: planLine(campaign), actual: actualLine(campaign, minute) }), [key, minute])
  const clock = useCallback(
    (at: number) => formatMoment(at, { timeZone, locale }, 'time').slice(0, 5),
    [timeZone, locale],
  )
  const option = useCallback(
    ({ palette, series }: ChartLook) => {
      const all = [...lines.plan, ...lines.actual].map(([at]) => at)
      const first = Math.floor(Math.min(...all) / hourMs) * hourMs
      const last = Math.max(...all)
      return {
        grid: { left: 8, right: 14, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: {
          ...axis(palette),
          type: 'value',
          min: first,
          max: last,
          interval: Math.ceil((last - first) / 4 / hourMs) * hourMs,
          axisLabel: { color: palette.muted, formatter: clock, hideOverlap: true },
          splitLine: { show: false },
        },
        yAxis: { ...axis(palette), type: 'value', minInterval: 1 },
        tooltip: {
          trigger: 'axis',
          valueFormatter: (value: unknown) => formatNumber(Number(value), 1),
          axisPointer: { label: { formatter: ({ value }: { value: unknown }) => clock(Number(value)) } },
        },
        series: [
          {
            name: say(text.actual),
            type: 'line',
            data: lines.actual,
            symbol: 'none',
            color: series[0],
            lineStyle: { width: 2.5 },
          },
          {
            name: say(text.plan),
            type: 'line',
            data: lines.plan,
            symbol: 'none',
            color: series[1],
            lineStyle: { width: 1.5, type: 'dashed' },
          },
        ],
      }
    },
    [lines, clock, say],
  )
  const openings = openingsOf(campaign)
  const table = {
    columns: [text.time, text.actual, text.plan],
    rows: lines.actual.map(
      ([at, count]) =>
        [
          clock(at),
          count,
          campaign.targetToday === null ? null : (plannedBy(campaign.targetToday, openings, at) ?? null),
        ] as const,
    ),
  }
  return <Chart title={text.pace} option={option} table={table} height={170} />
}
