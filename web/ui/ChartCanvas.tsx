import { BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  DatasetComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartOption, Picked } from './chart-option.ts'

use([BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart, CanvasRenderer])
use([AriaComponent, DatasetComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent])
use([MarkAreaComponent, MarkLineComponent, VisualMapComponent])

type Drawing = { option: ChartOption; height: number; onPick?: ((picked: Picked) => void) | undefined }

/** Draws one ECharts option and follows its size. Loaded only by pages that show a chart. */
export const ChartCanvas = ({ option, height, onPick }: Drawing) => {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick

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

  return <div ref={place} style={{ height }} />
}
