import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Skeleton, Tooltip } from 'antd'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import type { Locale, Words } from '#contract/words.ts'
import { type Say, useLocale, useWords } from '#web/client/session.tsx'
import style from './chart.module.css'
import type { ChartMark, ChartOption, Picked } from './chart-option.ts'
import { useSkin } from './Dress.tsx'
import { formatNumber } from './format.ts'
import { Nothing } from './Shown.tsx'
import { text } from './text.ts'
import { fontFamilies, type Palette, palettes, seriesColours } from './theme.ts'

export type ChartCell = string | number | null
/** The same figures as rows, for readers who cannot see the chart or want the numbers. */
export type ChartTable = {
  columns: readonly Words[]
  rows: readonly (readonly ChartCell[])[]
  /** Which mark each row is; such a row opens what its mark opens. */
  keys?: readonly string[]
}
export type ChartLook = { palette: Palette; say: Say; series: readonly string[] }

const Drawn = lazy(() => import('./ChartCanvas.tsx').then(({ ChartCanvas }) => ({ default: ChartCanvas })))

const base = ({ palette, series }: ChartLook, name: string, locale: Locale): ChartOption => ({
  color: [...series],
  textStyle: { fontFamily: fontFamilies[locale], fontSize: 12, color: palette.muted },
  aria: { enabled: true, label: { description: name } },
  grid: { left: 12, right: 16, top: 34, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, icon: 'roundRect', textStyle: { color: palette.muted } },
  tooltip: {
    trigger: 'axis',
    confine: true,
    backgroundColor: palette.surface,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12 },
  },
  animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  animationDuration: 300,
})

/** Axes in the colours of the skin: `xAxis: { ...axis(palette), type: 'category' }`. */
export const axis = (palette: Palette) => ({
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
  axisLabel: { color: palette.muted },
  splitLine: { lineStyle: { color: palette.line } },
  nameTextStyle: { color: palette.muted },
})

const Cell = ({ cell, onOpen }: { cell: ChartCell; onOpen: (() => void) | undefined }) => {
  const told = typeof cell === 'number' ? formatNumber(cell, Number.isInteger(cell) ? 0 : 2) : (cell ?? '–')
  if (!onOpen) return told
  return (
    <Button type="link" size="small" className={style.open ?? ''} onClick={onOpen}>
      {told}
    </Button>
  )
}

type TableProps = { table: ChartTable; name: string; onMark: ((key: string) => void) | undefined }
const AsTable = ({ table, name, onMark }: TableProps) => {
  const say = useWords()
  const openerOf = (row: number, place: number) => {
    const key = table.keys?.[row]
    return place === 0 && onMark && key !== undefined ? () => onMark(key) : undefined
  }
  return (
    <div className={style.rows}>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.en} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={table.keys?.[at] ?? row.join('|')}>
              {row.map((cell, place) => (
                <td key={table.columns[place]?.en} className={typeof cell === 'number' ? style.number : undefined}>
                  <Cell cell={cell} onOpen={openerOf(at, place)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export type ChartProps = {
  title: Words
  option: (look: ChartLook) => ChartOption
  table: ChartTable
  height?: number | undefined
  onPick?: ((picked: Picked) => void) | undefined
  /** What the reader can move to with the arrow keys and open with Enter or a click. */
  marks?: readonly ChartMark[] | undefined
  /** Marks in lines of so many: up and down move from line to line. */
  across?: number | undefined
  onMark?: ((key: string) => void) | undefined
  /** Small below the drawing: how to read it, what it rests on. */
  note?: ReactNode
  /** Instead of "nothing here yet". */
  empty?: Words | undefined
}

/** A hand over what leads nowhere would promise too much. */
const withCursor = (option: ChartOption, opens: boolean): ChartOption => {
  const { series } = option
  if (opens || !Array.isArray(series)) return option
  return { ...option, series: series.map((one: object) => ({ cursor: 'default', ...one })) }
}

const useDrawn = ({ option, opens, name }: { option: ChartProps['option']; opens: boolean; name: string }) => {
  const say = useWords()
  const locale = useLocale()
  const { skin } = useSkin()
  return useMemo(() => {
    const [palette, series] = [palettes[skin], seriesColours[skin === 'dark' ? 'dark' : 'light']]
    const look = { palette, say, series }
    const [usual, own] = [base(look, name, locale), option(look)]
    const tooltip = { ...(usual.tooltip as object), ...(own.tooltip as object | undefined) }
    return withCursor({ ...usual, ...own, tooltip }, opens)
  }, [skin, name, option, opens, say, locale])
}

/**
 * A chart with its name, and the same figures as a table at a click.
 * Keep `option` steady between renderings (declare it outside, or `useCallback`).
 */
export const Chart = ({ title, option, table, height = 260, note, empty, onPick, onMark, ...rest }: ChartProps) => {
  const say = useWords()
  const [asTable, setAsTable] = useState(false)
  const name = say(title)
  const drawn = useDrawn({ option, opens: Boolean(onPick ?? onMark), name })
  const turn = say(asTable ? text.asChart : text.asTable)
  return (
    <figure className={style.chart}>
      <figcaption>
        <h3>{name}</h3>
        <Tooltip title={turn}>
          <Button
            type="text"
            size="small"
            aria-label={turn}
            icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
            onClick={() => setAsTable(!asTable)}
          />
        </Tooltip>
      </figcaption>
      {table.rows.length === 0 ? (
        <Nothing {...(empty ? { words: empty } : {})} />
      ) : asTable ? (
        <AsTable table={table} name={name} onMark={onMark} />
      ) : (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>
          <Drawn name={name} option={drawn} height={height} onPick={onPick} onMark={onMark} {...rest} />
        </Suspense>
      )}
      {note && table.rows.length > 0 && <div className={style.note}>{note}</div>}
    </figure>
  )
}
