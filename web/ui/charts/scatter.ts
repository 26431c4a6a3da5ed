import type { Say } from '#web/client/session.tsx'
import type { ChartLook, ChartTable } from '../Chart.tsx'
import type { ChartMark } from '../chart-option.ts'
import { formatNumber } from '../format.ts'
import { type Quantity, written } from './quantity.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'

/** One mark of a scatter. Those of small samples are hollow and grey. */
export type ScatterPoint = {
  key: string
  name: string
  x: number
  y: number
  sample?: number | null
  isSmall?: boolean
}
export type Scattered = { points: readonly ScatterPoint[]; x: Quantity; y: Quantity }
/** What is said of a point beyond its two values. */
export type More = (point: ScatterPoint) => readonly TipLine[]

const linesOf = (say: Say, { x, y }: Scattered, point: ScatterPoint): TipLine[] => [
  [say(x.name), written(point.x, x.unit)],
  [say(y.name), written(point.y, y.unit)],
  ...(point.sample === null || point.sample === undefined
    ? []
    : [[say(text.sample), formatNumber(point.sample)] as const]),
]
const footOf = (say: Say, { isSmall }: ScatterPoint): string | undefined =>
  isSmall ? say(text.smallSample) : undefined

/** Marks for the keyboard, in the order of x. */
export const scatterMarks = (say: Say, given: Scattered, more: More): ChartMark[] =>
  given.points
    .map((point, index) => ({ point, index }))
    .sort((a, b) => a.point.x - b.point.x)
    .map(({ point, index }) => ({
      key: point.key,
      series: 0,
      index,
      told: readOut(say, point.name, [...linesOf(say, given, point), ...more(point)], footOf(say, point)),
    }))

type Range = { min: number; max: number }
export type Ranges = { x: Range; y: Range }
/** What a plot has on a small screen; a larger one only leaves more room. */
const plot = { width: 900, height: 290 }
const textHeight = 18
const textWidth = (name: string): number =>
  [...name].reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e7f ? 12 : 7), 0)
const shareOf = (value: number, { min, max }: Range): number => (value - min) / (max - min || 1)

/** On which side of each mark its name crosses nobody else's mark; undefined where there is no such side. */
export const namePlaces = (points: readonly ScatterPoint[], ranges: Ranges): ('right' | 'left' | undefined)[] => {
  const places = points.map(({ x, y }) => ({
    x: shareOf(x, ranges.x) * plot.width,
    y: shareOf(y, ranges.y) * plot.height,
  }))
  return points.map(({ name }, own) => {
    const at = places[own] ?? { x: 0, y: 0 }
    const reach = textWidth(name) + 16
    const near = places.filter((other, place) => place !== own && Math.abs(other.y - at.y) < textHeight / 2 + 4)
    if (!near.some(({ x }) => x >= at.x && x - at.x < reach)) return 'right'
    return near.some(({ x }) => x <= at.x && at.x - x < reach) ? undefined : 'left'
  })
}

/** The first series of every scatter; what else is drawn comes behind it. Names that find no room are in the tip. */
export const scatterSeries = (given: Scattered, { palette, series }: ChartLook, ranges: Ranges) => {
  const sides = namePlaces(given.points, ranges)
  return {
    type: 'scatter' as const,
    symbolSize: 11,
    z: 4,
    data: given.points.map(({ name, x, y, isSmall }, place) => ({
      name,
      value: [x, y],
      itemStyle: isSmall
        ? { color: palette.surface, borderColor: palette.faint, borderWidth: 1.5 }
        : { color: series[0], borderColor: palette.surface, borderWidth: 1 },
      label: {
        show: sides[place] !== undefined,
        position: sides[place] ?? ('right' as const),
        color: isSmall ? palette.faint : palette.muted,
      },
    })),
    label: { show: true, distance: 4, fontSize: 12, formatter: '{b}' },
    labelLayout: { hideOverlap: true },
    emphasis: {
      scale: 1.4,
      itemStyle: { borderColor: palette.ink, borderWidth: 2 },
      label: { show: true, color: palette.ink },
    },
  }
}

export const scatterTip = (given: Scattered, { say }: ChartLook, more: More) => ({
  trigger: 'item' as const,
  formatter: ({ dataIndex, seriesIndex }: { dataIndex: number; seriesIndex: number }) => {
    const point = seriesIndex === 0 ? given.points[dataIndex] : undefined
    if (!point) return ''
    return tip(point.name, [...linesOf(say, given, point), ...more(point)], footOf(say, point))
  },
})

/** The figures of every point; `extra` names what `more` tells. */
export const scatterTable = (say: Say, given: Scattered, more: More, extra: ChartTable['columns']): ChartTable => ({
  columns: [text.name, given.x.name, given.y.name, ...extra, text.sample],
  keys: given.points.map(({ key }) => key),
  rows: given.points.map((point) => [
    point.name,
    written(point.x, given.x.unit),
    written(point.y, given.y.unit),
    ...more(point).map(([, value]) => value),
    point.sample === null || point.sample === undefined
      ? null
      : `${formatNumber(point.sample)}${point.isSmall ? ` (${say(text.small)})` : ''}`,
  ]),
})
