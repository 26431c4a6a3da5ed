import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Skeleton, Tooltip } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Locale, Words } from '#contract/words.ts'
import { type Say, useLocale, useWords } from '#web/client/session.tsx'
import style from './chart.module.css'
import type { ChartOption, Picked } from './chart-option.ts'
import { useSkin } from './Dress.tsx'
import { formatNumber } from './format.ts'
import { Nothing } from './Shown.tsx'
import { text } from './text.ts'
import { fontFamilies, type Palette, palettes, seriesColours } from './theme.ts'

export type ChartCell = string | number | null
/** The same figures as rows, for readers who cannot see the chart or want the numbers. */
export type ChartTable = { columns: readonly Words[]; rows: readonly (readonly ChartCell[])[] }
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
    backgroundColor: palette.surface,
    borderColor: palette.line,
    textStyle: { color: palette.ink, fontSize: 12 },
  },
  animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300,
})

/** Axes in the colours of the skin: `xAxis: { ...axis(palette), type: 'category' }`. */
export const axis = (palette: Palette) => ({
  axisLine: { lineStyle: { color: palette.line } },
  axisTick: { show: false },
  axisLabel: { color: palette.muted },
  splitLine: { lineStyle: { color: palette.line } },
  nameTextStyle: { color: palette.muted },
})

const AsTable = ({ table, name }: { table: ChartTable; name: string }) => {
  const say = useWords()
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
          {table.rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, place) => (
                <td key={table.columns[place]?.en} className={typeof cell === 'number' ? style.number : undefined}>
                  {typeof cell === 'number' ? formatNumber(cell, Number.isInteger(cell) ? 0 : 2) : (cell ?? '–')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/**
 * A chart with its name, and the same figures as a table at a click.
 * Keep `option` steady between renderings (declare it outside, or `useCallback`).
 */
export const Chart = ({
  title,
  option,
  table,
  height = 260,
  onPick,
}: {
  title: Words
  option: (look: ChartLook) => ChartOption
  table: ChartTable
  height?: number
  onPick?: (picked: Picked) => void
}) => {
  const say = useWords()
  const locale = useLocale()
  const { skin } = useSkin()
  const [asTable, setAsTable] = useState(false)
  const name = say(title)
  const drawn = useMemo(() => {
    const [palette, series] = [palettes[skin], seriesColours[skin === 'dark' ? 'dark' : 'light']]
    const look = { palette, say, series }
    return { ...base(look, name, locale), ...option(look) }
  }, [skin, name, option, say, locale])
  const turn = say(asTable ? text.asChart : text.asTable)
  return (
    <figure className={style.chart}>
      <figcaption>
        {name}
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
        <Nothing />
      ) : asTable ? (
        <AsTable table={table} name={name} />
      ) : (
        <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height }} />}>
          <Drawn option={drawn} height={height} onPick={onPick} />
        </Suspense>
      )}
    </figure>
  )
}
