import type { ECharts } from 'echarts/core'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { ChartMark, Picked } from './chart-option.ts'

type Moving = {
  chart: RefObject<ECharts | undefined>
  marks: readonly ChartMark[]
  across: number
  onMark: ((key: string) => void) | undefined
}
const steps = (across: number): Record<string, number> => ({
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: across,
  ArrowUp: -across,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
})
/** The next place; nothing moves beyond the ends, and the first key goes to the first mark. */
export const placeAfter = (key: string, at: number, { count, across }: { count: number; across: number }) => {
  const step = steps(across)[key]
  if (step === undefined || count === 0) return undefined
  if (step === Number.NEGATIVE_INFINITY) return 0
  if (step === Number.POSITIVE_INFINITY) return count - 1
  if (at < 0) return 0
  const next = at + step
  return next < 0 || next >= count ? at : next
}

/** Moves through the marks of a chart by keys: the present one is lifted, explained, and told to who listens. */
export const useMarks = ({ chart, marks, across, onMark }: Moving) => {
  const at = useRef(-1)
  const [told, setTold] = useState('')
  useEffect(() => {
    if (at.current >= marks.length) at.current = -1
  }, [marks])

  const lower = useCallback(() => {
    chart.current?.dispatchAction({ type: 'downplay' })
    chart.current?.dispatchAction({ type: 'hideTip' })
  }, [chart])
  const moveTo = (place: number) => {
    const mark = marks[place]
    if (!mark) return
    lower()
    at.current = place
    const where = { seriesIndex: mark.series, dataIndex: mark.index }
    chart.current?.dispatchAction({ type: 'highlight', ...where })
    chart.current?.dispatchAction({ type: 'showTip', ...where })
    setTold(`${mark.told} (${place + 1}/${marks.length})`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const mark = marks[at.current]
    if ((event.key === 'Enter' || event.key === ' ') && mark && onMark) {
      event.preventDefault()
      onMark(mark.key)
      return
    }
    if (event.key === 'Escape') lower()
    const next = placeAfter(event.key, at.current, { count: marks.length, across })
    if (next === undefined) return
    event.preventDefault()
    moveTo(next)
  }
  /** The mark drawn there; parts of one mark share its place in their series. */
  const markAt = ({ seriesIndex, dataIndex }: Picked): ChartMark | undefined =>
    marks.find(({ series, index }) => series === seriesIndex && index === dataIndex) ??
    marks.find(({ index }) => index === dataIndex)
  return { told, onKeyDown, onBlur: lower, markAt }
}
