import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { Chart, type ChartLook } from '../Chart.tsx'
import type { ChartOption } from '../chart-option.ts'
import { formatNumber } from '../format.ts'
import { isoCurve, isoLevels } from './iso-curves.ts'
import { aboveAxis, namedGrid, type Quantity, rangeOf, underAxis, valueAxis } from './quantity.ts'
import { type More, type ScatterPoint, scatterMarks, scatterSeries, scatterTable, scatterTip } from './scatter.ts'
import { text } from './text.ts'
import { useSteady } from './use-steady.ts'

export type IsoScatterProps = {
  title: Words
  points: readonly ScatterPoint[]
  x: Quantity
  y: Quantity
  /** What x · y means (成功量 × 成功率 = 成功值), with how many digits, and which curves; without levels they are chosen. */
  product: { name: Words; digits?: number; levels?: readonly number[] }
  height?: number
  /** Opens a point; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<IsoScatterProps, 'onPick'>

const moreOf =
  ({ product }: Drawn, name: string): More =>
  ({ x, y }) => [[name, formatNumber(x * y, product.digits ?? 2)]]

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { points, product } = given
  const { palette, say } = look
  const xRange = rangeOf(
    points.map(({ x }) => x),
    given.x,
  )
  const yRange = rangeOf(
    points.map(({ y }) => y),
    given.y,
  )
  const levels = product.levels ?? isoLevels(points)
  const curves = levels
    .map((level) => ({ level, curve: isoCurve(level, { xMin: 0, xMax: xRange.max, yMin: 0, yMax: yRange.max }) }))
    .filter(({ curve }) => curve.length > 0)
  const told = (level: number): string => formatNumber(level, product.digits ?? 2)
  const top = Math.max(...curves.map(({ level }) => level))
  return {
    legend: { show: false },
    grid: { ...namedGrid, right: 88 },
    tooltip: { ...scatterTip(given, look, moreOf(given, say(product.name))) },
    xAxis: { ...valueAxis(given.x, look), ...underAxis, ...xRange, splitLine: { show: false } },
    yAxis: { ...valueAxis(given.y, look), ...aboveAxis, ...yRange },
    series: [
      scatterSeries(given, look, { x: xRange, y: yRange }),
      ...curves.map(({ level, curve }) => ({
        type: 'line' as const,
        data: curve,
        silent: true,
        symbol: 'none',
        z: 2,
        animation: false,
        lineStyle: { color: palette.bronze, width: 1.2, type: 'dashed' as const },
        endLabel: {
          show: true,
          color: palette.bronze,
          fontSize: 12,
          distance: 4,
          formatter: () => (level === top ? `${say(product.name)}\n${told(level)}` : told(level)),
        },
        labelLayout: { moveOverlap: 'shiftY' as const },
      })),
    ],
  }
}

/**
 * How many against how good, with the curves on which the product is the same: a few good calls and many poor ones can
 * be worth as much. Small samples are hollow.
 */
export const IsoScatter = ({ onPick, ...given }: IsoScatterProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const more = moreOf(drawn, say(drawn.product.name))
    return { marks: scatterMarks(say, drawn, more), table: scatterTable(say, drawn, more, [drawn.product.name]) }
  }, [drawn, say])
  const small = drawn.points.some(({ isSmall }) => isSmall)
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={drawn.height ?? 360}
      table={table}
      marks={marks}
      onMark={onPick}
      note={`${say(text.isoNote, { name: say(drawn.product.name) })}${small ? ` · ${say(text.smallKey)}` : ''}`}
    />
  )
}
