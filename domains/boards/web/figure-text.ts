import type { Measure, Measured } from '#domains/metrics/contract.ts'
import { formatMeasure } from '#domains/metrics/web/public.tsx'
import type { Say } from '#web/client/session.tsx'
import { formatDuration, formatNumber, formatShare } from '#web/ui/format.ts'
import { text } from '../text.ts'

export const unitFor = (measure: Measure | undefined): Measure['unit'] => measure?.unit ?? 'number'
export const valueText = (measure: Measure | undefined, value: number | null | undefined): string =>
  formatMeasure(unitFor(measure), value)

const signed = (value: number, words: string): string => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${words}`
/** A change in the unit of its measure: shares in percentage points, the rest as they are. */
export const changeText = (say: Say, measure: Measure | undefined, change: number | null): string => {
  if (change === null) return '–'
  const size = Math.abs(change)
  const unit = unitFor(measure)
  if (unit === 'seconds') return signed(change, say(text.seconds, { value: formatNumber(size, 1) }))
  if (unit !== 'ratio') return signed(change, valueText(measure, size))
  return signed(change, say(text.points, { value: formatNumber(size * 100, size < 0.005 ? 2 : 1) }))
}
/** `12.1% – 14.0%` */
export const boundsText = (measure: Measure | undefined, { low, high }: Pick<Measured, 'low' | 'high'>): string =>
  low === null || high === null ? '–' : `${valueText(measure, low)} – ${valueText(measure, high)}`

/** Whole, but for the few hours a day begins with: 0.24 of one is not none. */
const partText = (part: number | null): string =>
  formatNumber(part, part === null || part >= 10 || Number.isInteger(part) ? 0 : 2)
type Scale = Measure['scales']['numerator']
const secondsIn: Record<Scale, number> = { one: 0, seconds: 1, hours: 3600 }
/** From a hundred hours on nobody reads minutes. */
const longTime = 100 * 3600
const timeText = (seconds: number): string =>
  seconds < longTime ? formatDuration(seconds) : `${formatNumber(seconds / 3600)} h`
const scaledText = (part: number | null, scale: Scale): string =>
  scale === 'one' || part === null ? partText(part) : timeText(part * secondsIn[scale])
/** `46 / 210`, times as `12:40:05 / 20:00:00`; a sum is made of nothing but itself, and nothing has no parts. */
export const basisText = (measure: Measure | undefined, { numerator, denominator }: Measured): string => {
  if (!denominator) return ''
  const { numerator: above, denominator: below } = measure?.scales ?? { numerator: 'one', denominator: 'one' }
  return `${scaledText(numerator, above)} / ${scaledText(denominator, below)}`
}

/** How much of a goal is reached, "62.0%". */
export const shareText = (reached: number | null, goal: number | null): string =>
  reached === null || !goal ? '–' : formatShare(reached / goal)
