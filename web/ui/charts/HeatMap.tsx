import { useCallback, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { type Say, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook, type ChartTable } from '../Chart.tsx'
import type { ChartMark, ChartOption } from '../chart-option.ts'
import { formatNumber } from '../format.ts'
import { drawCells, type HeatCell, type PlacedCell } from './heat-cells.ts'
import { type Quantity, written } from './quantity.ts'
import { readOut } from './reading.ts'
import { text } from './text.ts'
import { type TipLine, tip } from './tip.ts'
import { useSteady } from './use-steady.ts'

export type HeatMapProps = {
  title: Words
  columns: readonly { key: string; name: string }[]
  rows: readonly { key: string; name: string }[]
  cells: readonly HeatCell[]
  value: Quantity
  /** Opens a cell; hears the keys of its column and row. */
  onPick?: (column: string, row: string) => void
}
type Drawn = Omit<HeatMapProps, 'onPick'>

const known = (cell: HeatCell | undefined): cell is HeatCell & { value: number } =>
  cell !== undefined && cell.value !== null

/** Every place of the grid, row by row; places nothing is known of are there too. */
const placed = ({ columns, rows, cells }: Drawn): PlacedCell[] => {
  const at = new Map(cells.map((cell) => [`${cell.column} ${cell.row}`, cell]))
  return rows.flatMap((row, y) =>
    columns.map((column, x) => ({
      column: x,
      row: y,
      name: `${row.name} ${column.name}`,
      cell: at.get(`${column.key} ${row.key}`),
    })),
  )
}
const linesOf = (say: Say, { value }: Drawn, { cell }: PlacedCell): TipLine[] => [
  [say(value.name), known(cell) ? written(cell.value, value.unit) : say(text.noData)],
  ...(known(cell) && typeof cell.sample === 'number' ? [[say(text.sample), formatNumber(cell.sample)] as const] : []),
  ...(cell?.also ?? []).map(({ name, count }) => [say(name), formatNumber(count)] as const),
]
const footOf = (say: Say, { cell }: PlacedCell): string | undefined =>
  known(cell) && cell.isSmall ? say(text.smallSample) : undefined

const optionOf = (given: Drawn, look: ChartLook): ChartOption => {
  const { palette, say } = look
  const places = placed(given)
  const sure = places.flatMap(({ cell }) => (known(cell) && !cell.isSmall ? [cell.value] : []))
  const [least, most] = sure.length === 0 ? [0, 1] : [Math.min(...sure), Math.max(...sure)]
  const range = { least, most: most === least ? least + 1 : most }
  return {
    legend: { show: false },
    grid: { left: 8, right: 8, top: 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const place = places[dataIndex]
        return place ? tip(place.name, linesOf(say, given, place), footOf(say, place)) : ''
      },
    },
    visualMap: {
      show: sure.length > 0,
      min: range.least,
      max: range.most,
      orient: 'horizontal',
      right: 0,
      top: 0,
      itemWidth: 10,
      itemHeight: 110,
      hoverLink: false,
      text: [written(most, given.value.unit), written(least, given.value.unit)],
      textStyle: { color: palette.muted, fontSize: 12 },
      inRange: { color: [palette.primarySoft, palette.primary] },
    },
    xAxis: {
      ...axis(palette),
      type: 'category',
      position: 'top',
      axisLine: { show: false },
      data: given.columns.map(({ name }) => name),
    },
    yAxis: {
      ...axis(palette),
      type: 'category',
      inverse: true,
      axisLine: { show: false },
      data: given.rows.map(({ name }) => name),
    },
    series: [drawCells(places, { ...range, unit: given.value.unit }, look)],
  }
}

const tableOf = (say: Say, { columns, rows, cells, value }: Drawn): ChartTable => {
  const some = cells.filter(known)
  const names = (list: readonly { key: string; name: string }[]) => new Map(list.map(({ key, name }) => [key, name]))
  const [columnNames, rowNames] = [names(columns), names(rows)]
  return {
    columns: [text.name, value.name, text.sample, ...(some[0]?.also ?? []).map(({ name }) => name)],
    keys: some.map(({ column, row }) => `${column} ${row}`),
    rows: some.map((cell) => [
      `${rowNames.get(cell.row) ?? ''} ${columnNames.get(cell.column) ?? ''}`,
      written(cell.value, value.unit),
      typeof cell.sample === 'number'
        ? `${formatNumber(cell.sample)}${cell.isSmall ? ` (${say(text.small)})` : ''}`
        : null,
      ...(cell.also ?? []).map(({ count }) => count),
    ]),
  }
}

/** A value over two scales, as hours by weekdays. What nothing is known of is hatched, small samples are hollow. */
export const HeatMap = ({ onPick, ...given }: HeatMapProps) => {
  const say = useWords()
  const drawn = useSteady(given)
  const option = useCallback((look: ChartLook) => optionOf(drawn, look), [drawn])
  const { marks, table } = useMemo(() => {
    const { columns, rows } = drawn
    const told: ChartMark[] = placed(drawn).map((place, index) => ({
      key: `${columns[place.column]?.key} ${rows[place.row]?.key}`,
      series: 0,
      index,
      told: readOut(say, place.name, linesOf(say, drawn, place), footOf(say, place)),
    }))
    return { marks: told, table: tableOf(say, drawn) }
  }, [drawn, say])
  const pick = (key: string) => {
    const [column = '', row = ''] = key.split(' ')
    onPick?.(column, row)
  }
  return (
    <Chart
      title={drawn.title}
      option={option}
      height={64 + drawn.rows.length * 32}
      table={table}
      marks={marks}
      across={drawn.columns.length}
      onMark={onPick && pick}
      note={say(text.heatKey)}
    />
  )
}
