import type { EChartsCoreOption } from 'echarts/core'

export type ChartOption = EChartsCoreOption
/** What the reader clicked on. */
export type Picked = { seriesName?: string; seriesIndex?: number; name?: string; value?: unknown; dataIndex: number }
/** One thing in a chart a reader can move to and open: where it is drawn, and how it is told aloud. */
export type ChartMark = { key: string; told: string; series: number; index: number }
