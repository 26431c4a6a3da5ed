import type { EChartsCoreOption } from 'echarts/core'

export type ChartOption = EChartsCoreOption
/** What the reader clicked on. */
export type Picked = { seriesName?: string; name?: string; value?: unknown; dataIndex: number }
