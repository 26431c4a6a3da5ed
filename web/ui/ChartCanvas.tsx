import { BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  DatasetComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useWords } from '#web/client/session.tsx'
import style from './chart.module.css'
import type { ChartMark, ChartOption, Picked } from './chart-option.ts'
import { text } from './text.ts'
import { useMarks } from './use-marks.ts'

use([BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart, CanvasRenderer, LabelLayout])
use([AriaComponent, DatasetComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent])
use([MarkAreaComponent, MarkLineComponent, MarkPointComponent, VisualMapComponent])

type Drawing = {
  name: string
  option: ChartOption
  height: number
  onPick?: ((picked: Picked) => void) | undefined
  marks?: readonly ChartMark[] | undefined
  across?: number | undefined
  onMark?: ((key: string) => void) | undefined
}

const none: readonly ChartMark[] = []

/** Draws one ECharts option and follows its size. Loaded only by pages that show a chart. */
export const ChartCanvas = ({ name, option, height, onPick, marks = none, across = 1, onMark }: Drawing) => {
  const say = useWords()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const { told, onKeyDown, onBlur, markAt } = useMarks({ chart, marks, across, onMark })
  const pick = useRef<(picked: Picked) => void>(undefined)
  pick.current = (picked) => {
    onPick?.(picked)
    const mark = markAt(picked)
    if (mark) onMark?.(mark.key)
  }

  useEffect(() => {
    if (!place.current) return
    const drawn = init(place.current)
    chart.current = drawn
    drawn.on('click', (event) => pick.current?.(event as unknown as Picked))
    const sizes = new ResizeObserver(() => drawn.resize())
    sizes.observe(place.current)
    return () => {
      sizes.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])

  const drawing = <div ref={place} style={{ height }} />
  if (marks.length === 0) return drawing
  const label = say(onMark ? text.chartKeysOpen : text.chartKeys, { name, count: marks.length })
  return (
    <>
      {/* Arrow keys are the chart's own, which is what "application" tells a screen reader. */}
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: marks are reached by arrow keys from here
        tabIndex={0}
        className={style.marked}
        aria-label={label}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {drawing}
      </div>
      <output className={style.told}>{told}</output>
    </>
  )
}
