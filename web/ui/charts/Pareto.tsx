import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { formatNumber, formatShare } from '../format.ts'
import { between, inkOn } from './colours.ts'
import { type Ranked, rankByCount } from './cumulative.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type ParetoItem = { key: string; name: string; count: number }
export type ParetoProps = {
  title: Words
  /** In any order; those that never came are left out. */
  items: readonly ParetoItem[]
  /** What is counted. */
  counted: Words
  /** How many bars at most; the rest stands together in the last one, which opens nothing. */
  most?: number
  height?: number
  /** Opens a cause; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<ParetoProps, 'onPick'>
const restKey = '…rest'

const barsOf = ({ items, most = 12 }: Drawn, say: Say): Ranked<ParetoItem>[] => {
  const ranked = rankByCount(items)
  if (ranked.length <= most) return ranked
  const [first, rest] = [ranked.slice(0, most - 1), ranked.slice(most - 1)]
  const sum = (of: (one: Ranked<ParetoItem>) => number): number => rest.reduce((total, one) => total + of(one), 0)
  const name = say(text.others, { count: rest.length })
  const { vital } = rest[0] ?? { vital: false }
  return [
    ...first,
    { key: restKey, name, count: sum(({ count }) => count), share: sum(({ share }) => share), cumulative: 1, vital },
  ]
}
const linesOf = (say: Say, { counted }: Drawn, { count, share, cumulative }: Ranked<ParetoItem>): TipLine[] => [
  [say(counted), formatNumber(count)],
  [say(text.share), formatShare(share)],
  [say(text.cumulative), formatShare(cumulative)],
]

/** A tall bar carries its number inside, where the line does not run through it. */
const barOf = ({ count, vital }: Ranked<ParetoItem>, total: number, { palette, series }: ChartLook) => {
  const full = series[0] ?? palette.primary
  const color = vital ? full : between(palette.surface, full, 0.4)
  const tall = count > total * 0.12
  return {
    value: count,
    itemStyle: { color, borderRadius: [2, 2, 0, 0] },
    label: { position: tall ? 'inside' : 'top', color: tall ? inkOn(color, palette) : palette.ink },
  }
}

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { palette, say, series } = look
  const bars = barsOf(given, say)
  const total = bars.reduce((sum, { count }) => sum + count, 0)
  return {
    grid: { left: 12, right: 12, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
        const bar = bars[dataIndex]
        return bar ? tip(bar.name, linesOf(say, given, bar)) : ''
      },
    },
    xAxis: {
      ...axis(palette),
      type: 'category',
      data: bars.map(({ name }) => name),
      axisLabel: {
        color: palette.muted,
        interval: 0,
        width: bars.length > 8 ? 84 : 112,
        overflow: 'break',
        lineHeight: 15,
      },
    },
    yAxis: [
      // As high as the whole, so that the line begins at the top of the first bar.
      {
        ...axis(palette),
        type: 'value',
        min: 0,
        max: total,
        minInterval: 1,
        axisLabel: { color: palette.muted, showMaxLabel: false },
      },
      {
        ...axis(palette),
        type: 'value',
        min: 0,
        max: 1,
        splitLine: { show: false },
        axisLabel: { color: palette.muted, formatter: (share: number) => formatShare(share, 0) },
      },
    ],
    series: [
      {
        type: 'bar',
        name: say(given.counted),
        barMaxWidth: 44,
        data: bars.map((bar) => barOf(bar, total, look)),
        label: { show: true, fontWeight: 600, formatter: ({ value }: { value: number }) => formatNumber(value) },
      },
      {
        type: 'line',
        name: say(text.cumulative),
        yAxisIndex: 1,
        color: series[1],
        symbolSize: 6,
        data: bars.map(({ cumulative }) => cumulative),
        markLine: {
          silent: true,
          symbol: 'none',
          precision: 8,
          lineStyle: { color: palette.alarm, type: 'dashed', width: 1 },
          label: { position: 'insideEndTop', color: palette.alarm, formatter: '80%' },
          data: [{ yAxis: 0.8 }],
        },
      },
    ],
  }
}

/** Causes by how often they come, with their running share: the few in full colour make up four fifths. */
export const Pareto = ({ onPick, ...given }: ParetoProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table, vital } = useMemo(() => {
    const bars = barsOf(drawn, say)
    const told: ChartMark[] = bars.map((bar, index) => ({
      key: bar.key,
      series: 0,
      index,
      told: readOut(say, bar.name, linesOf(say, drawn, bar)),
    }))
    // The table has room for all of them.
    const all = rankByCount(drawn.items)
    return {
      marks: told,
      vital: all.filter((one) => one.vital).length,
      table: {
        columns: [text.name, drawn.counted, text.share, text.cumulative],
        keys: all.map(({ key }) => key),
        rows: all.map((one) => [one.name, ...linesOf(say, drawn, one).map(([, value]) => value)]),
      },
    }
  }, [drawn, say])
  const pick = (key: string) => {
    if (key !== restKey) onPick?.(key)
  }
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={drawn.height ?? 320}
      table={table}
      marks={marks}
      onMark={onPick && pick}
      note={say(text.vital, { count: vital })}
    />
  )
}
