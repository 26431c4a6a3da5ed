import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { formatNumber, formatShare } from '../format.ts'
import { inkOn } from './colours.ts'
import { stepRates } from './cumulative.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type StepFunnelProps = {
  title: Words
  /** From the whole to the goal. */
  steps: readonly { key: string; name: Words; count: number }[]
  note?: string
  /** Opens a step; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<StepFunnelProps, 'onPick'>
type Rated = ReturnType<typeof stepRates<StepFunnelProps['steps'][number]>>[number]

const linesOf = (say: Say, { count, ofFirst, ofBefore }: Rated): TipLine[] => [
  [say(text.count), formatNumber(count)],
  [say(text.ofFirst), formatShare(ofFirst)],
  [say(text.ofBefore), formatShare(ofBefore)],
]
/** Two narrow columns to the right of the bars. */
const rates = ({ ofFirst, ofBefore }: Rated): string =>
  `{first|${formatShare(ofFirst)}}{before|${formatShare(ofBefore)}}`

const optionOf = ({ steps }: Drawn, { palette, say, series }: ChartLook): ChartOption => {
  const rated = stepRates(steps)
  const column = { width: 74, align: 'right' as const, color: palette.muted, fontSize: 12 }
  const names = { ...axis(palette), type: 'category' as const, inverse: true, axisLine: { show: false } }
  return {
    legend: { show: false },
    grid: { left: 4, right: 4, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: ([{ dataIndex }]: [{ dataIndex: number }]) => {
        const step = rated[dataIndex]
        return step ? tip(say(step.name), linesOf(say, step)) : ''
      },
    },
    xAxis: { type: 'value', show: false, max: Math.max(1, rated[0]?.count ?? 0) },
    yAxis: [
      { ...names, data: rated.map(({ name }) => say(name)), axisLabel: { color: palette.ink } },
      {
        ...names,
        position: 'right',
        data: rated.map(rates),
        axisLabel: { color: palette.muted, rich: { first: column, before: { ...column, color: palette.ink } } },
        name: `{first|${say(text.ofFirst)}}{before|${say(text.ofBefore)}}`,
        nameLocation: 'start',
        nameGap: 8,
        nameTextStyle: { align: 'left', padding: [0, 0, 0, 8], rich: { first: column, before: column } },
      },
    ],
    series: [
      {
        type: 'bar',
        barMaxWidth: 20,
        itemStyle: { borderRadius: 2 },
        data: rated.map(({ count }, place) => {
          const color = place === rated.length - 1 ? palette.ok : (series[0] ?? palette.primary)
          const long = count > (rated[0]?.count ?? 0) * 0.8
          const label = { position: long ? 'insideLeft' : 'right', color: long ? inkOn(color, palette) : palette.ink }
          return { value: count, itemStyle: { color }, label }
        }),
        label: { show: true, fontWeight: 600, formatter: ({ value }: { value: number }) => formatNumber(value) },
      },
    ],
  }
}

/** How many came how far: counts, with the share of the first and of the previous step. */
export const StepFunnel = ({ onPick, ...given }: StepFunnelProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const rated = stepRates(drawn.steps)
    const told: ChartMark[] = rated.map((step, index) => ({
      key: step.key,
      series: 0,
      index,
      told: readOut(say, say(step.name), linesOf(say, step)),
    }))
    return {
      marks: told,
      table: {
        columns: [text.step, text.count, text.ofFirst, text.ofBefore],
        keys: rated.map(({ key }) => key),
        rows: rated.map((step) => [say(step.name), ...linesOf(say, step).map(([, value]) => value)]),
      },
    }
  }, [drawn, say])
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={30 + drawn.steps.length * 32}
      table={table}
      marks={marks}
      onMark={onPick}
      note={drawn.note}
    />
  )
}
