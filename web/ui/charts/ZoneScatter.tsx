import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { Chart, type ChartLook } from '../Chart.tsx'
import type { ChartOption } from '../chart-option.ts'
import type { Palette } from '../theme.ts'
import { aboveAxis, namedGrid, type Quantity, rangeAround, underAxis, valueAxis, written } from './quantity.ts'
import { type More, type ScatterPoint, scatterMarks, scatterSeries, scatterTable, scatterTip } from './scatter.ts'
import { text } from './text.ts'
import { useSteady } from './use-steady.ts'
import { medianCut, type ZoneName, zoneNames, zoneOf } from './zones.ts'

export type Zone = { name: Words; tone?: 'ok' | 'warn' | 'info' | 'quiet' }
export type ZoneScatterProps = {
  title: Words
  points: readonly ScatterPoint[]
  x: Quantity
  y: Quantity
  /** Named by x, then y: `highLow` has much x and little y. */
  zones: Record<ZoneName, Zone>
  /** Where the zones meet; without it at the two medians of those with enough cases. */
  cut?: { x: number; y: number }
  height?: number
  /** Opens a point; hears its key. */
  onPick?: (key: string) => void
}
type Drawn = Omit<ZoneScatterProps, 'onPick'>
type Pair = { x: number; y: number }

const cutOf = ({ cut, points }: Drawn): Pair | null => cut ?? medianCut(points)
const softs = { ok: 'okSoft', warn: 'warnSoft', info: 'infoSoft', quiet: 'quietSoft' } as const satisfies Record<
  NonNullable<Zone['tone']>,
  keyof Palette
>
const corners: Record<ZoneName, 'insideTopLeft' | 'insideTopRight' | 'insideBottomLeft' | 'insideBottomRight'> = {
  lowLow: 'insideBottomLeft',
  lowHigh: 'insideTopLeft',
  highLow: 'insideBottomRight',
  highHigh: 'insideTopRight',
}
type Ends = { least: Pair; most: Pair }
const areaOf = (name: ZoneName, cut: Pair, { least, most }: Ends): readonly [readonly number[], readonly number[]] => {
  const [right, top] = [name.startsWith('high'), name.endsWith('High')]
  return [
    [right ? cut.x : least.x, top ? cut.y : least.y],
    [right ? most.x : cut.x, top ? most.y : cut.y],
  ]
}

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { points, zones } = given
  const { palette, say } = look
  const cut = cutOf(given)
  const xRange = rangeAround([...points.map(({ x }) => x), ...(cut ? [cut.x] : [])], given.x)
  const yRange = rangeAround([...points.map(({ y }) => y), ...(cut ? [cut.y] : [])], given.y)
  const ends = { least: { x: xRange.min, y: yRange.min }, most: { x: xRange.max, y: yRange.max } }
  const areas = cut
    ? zoneNames.map((zone) => {
        const [from, to] = areaOf(zone, cut, ends)
        const { name, tone = 'quiet' } = zones[zone]
        return [
          {
            coord: from,
            name: say(name),
            itemStyle: { color: palette[softs[tone]], opacity: 0.75 },
            label: { position: corners[zone], color: palette.muted, fontWeight: 600, fontSize: 12, distance: 8 },
          },
          { coord: to },
        ]
      })
    : []
  return {
    legend: { show: false },
    grid: { ...namedGrid, right: 28 },
    tooltip: scatterTip(given, look, moreOf(given, cut, say)),
    xAxis: { ...valueAxis(given.x, look), ...underAxis, ...xRange, splitLine: { show: false } },
    yAxis: { ...valueAxis(given.y, look), ...aboveAxis, ...yRange, splitLine: { show: false } },
    series: [
      {
        ...scatterSeries(given, look, { x: xRange, y: yRange }),
        markArea: { silent: true, data: areas },
        ...(cut
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                precision: 8,
                label: { show: false },
                lineStyle: { color: palette.faint, type: 'dashed', width: 1 },
                data: [{ xAxis: cut.x }, { yAxis: cut.y }],
              },
            }
          : {}),
      },
    ],
  }
}

const moreOf =
  ({ zones }: Drawn, cut: Pair | null, say: ReturnType<typeof useWords>): More =>
  (point) =>
    cut ? [[say(text.zone), say(zones[zoneOf(point, cut)].name)]] : [[say(text.zone), '–']]

/** Two measures at once, in four zones with a name each: what to do depends on the zone. Small samples are hollow. */
export const ZoneScatter = ({ onPick, ...given }: ZoneScatterProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const cut = cutOf(drawn)
  const { marks, table } = useMemo(() => {
    const more = moreOf(drawn, cutOf(drawn), say)
    return { marks: scatterMarks(say, drawn, more), table: scatterTable(say, drawn, more, [text.zone]) }
  }, [drawn, say])
  const { x, y } = drawn
  const meet =
    cut && say(text.cutAt, { x: say(x.name), xAt: written(cut.x, x.unit), y: say(y.name), yAt: written(cut.y, y.unit) })
  const small = drawn.points.some(({ isSmall }) => isSmall) ? say(text.smallKey) : null
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={drawn.height ?? 360}
      table={table}
      marks={marks}
      onMark={onPick}
      note={[meet, small].filter(Boolean).join(' · ')}
    />
  )
}
