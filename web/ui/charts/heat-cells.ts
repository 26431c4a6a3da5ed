import type { CustomSeriesRenderItemAPI } from 'echarts'
import type { Words } from '#contract/words.ts'
import type { ChartLook } from '../Chart.tsx'
import type { Unit } from '../Figure.tsx'
import { formatNumber } from '../format.ts'
import { between, inkOn } from './colours.ts'
import { written } from './quantity.ts'

/** One cell: a column and a row by their keys, the value and how many cases it rests on. */
export type HeatCell = {
  column: string
  row: string
  value: number | null
  sample?: number | null
  isSmall?: boolean
  /** Further counts, the same for every cell. */
  also?: readonly { name: Words; count: number }[]
}
/** A cell with its place in the grid; undefined where nothing is known. */
export type PlacedCell = { column: number; row: number; name: string; cell: HeatCell | undefined }

type Range = { least: number; most: number; unit: Unit }

/** Slanted lines, for places nothing is known of. */
const hatch = (colour: string) => {
  const tile = document.createElement('canvas')
  tile.width = 7
  tile.height = 7
  const pen = tile.getContext('2d')
  if (pen) {
    pen.strokeStyle = colour
    pen.beginPath()
    pen.moveTo(-1, 8)
    pen.lineTo(8, -1)
    pen.stroke()
  }
  return { image: tile, repeat: 'repeat' as const }
}

const inCell = (value: number, unit: Unit): string =>
  unit === 'share' ? formatNumber(value * 100, 0) : unit === 'count' ? formatNumber(value) : written(value, unit)

const lookOf = (cell: PlacedCell['cell'], { least, most, unit }: Range, { palette }: ChartLook) => {
  if (!cell || cell.value === null)
    return { style: { fill: hatch(palette.line), stroke: palette.line }, words: '', ink: '' }
  const words = inCell(cell.value, unit)
  if (cell.isSmall) {
    return { style: { fill: palette.surface, stroke: palette.faint, lineDash: [3, 3] }, words, ink: palette.faint }
  }
  const share = Math.min(1, Math.max(0, (cell.value - least) / (most - least)))
  const fill = between(palette.primarySoft, palette.primary, share)
  return { style: { fill, stroke: palette.surface }, words, ink: inkOn(fill, palette) }
}

/** The cells of a heat map; each carries its value where there is room for it. */
export const drawCells = (places: readonly PlacedCell[], range: Range, look: ChartLook) => ({
  type: 'custom' as const,
  data: places.map(({ column, row, cell }) => [column, row, cell?.value ?? null]),
  renderItem: ({ dataIndex }: { dataIndex: number }, api: CustomSeriesRenderItemAPI) => {
    const place = places[dataIndex]
    if (!place) return null
    const [x = 0, y = 0] = api.coord([place.column, place.row])
    const [width = 0, height = 0] = (api.size?.([1, 1]) as number[] | undefined) ?? []
    const { style, words, ink } = lookOf(place.cell, range, look)
    return {
      type: 'rect' as const,
      shape: { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 3 },
      style,
      emphasis: { style: { stroke: look.palette.ink, lineWidth: 2 } },
      textConfig: { position: 'inside' as const },
      textContent: { type: 'text' as const, style: { text: width < 30 ? '' : words, fill: ink, fontSize: 12 } },
    }
  },
})
