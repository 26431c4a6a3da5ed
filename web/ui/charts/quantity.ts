import type { Words } from '#contract/words.ts'
import { axis, type ChartLook } from '../Chart.tsx'
import type { Unit } from '../Figure.tsx'
import { formatDuration, formatMoney, formatNumber, formatShare } from '../format.ts'
import { axisAround, axisFor } from './iso-curves.ts'

/** What an axis counts: its name, and how its numbers are written. Shares are between 0 and 1, durations in seconds. */
export type Quantity = { name: Words; unit: Unit }

const formats: Record<Unit, (value: number | null | undefined) => string> = {
  count: (value) => formatNumber(value),
  rough: (value) => formatNumber(value),
  share: (value) => formatShare(value),
  money: (value) => formatMoney(value),
  duration: (value) => formatDuration(value),
  decimal: (value) => formatNumber(value, 2),
  tenths: (value) => formatNumber(value, 1),
}
/** A value in its unit; not known is `–`. */
export const written = (value: number | null | undefined, unit: Unit): string => formats[unit](value)

/** On an axis: no more digits than the ticks need. */
const tick = (value: number, unit: Unit): string => {
  if (unit === 'share') return `${formatNumber(value * 100, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1)}%`
  if (unit === 'duration') return formatDuration(value)
  return formatNumber(value, Number.isInteger(value) ? 0 : value < 1 ? 2 : 1)
}

/** A value axis in the colours of the skin, named, in the unit of the quantity. */
export const valueAxis = ({ name, unit }: Quantity, { palette, say }: ChartLook) => ({
  ...axis(palette),
  type: 'value' as const,
  name: say(name),
  nameTextStyle: { color: palette.muted, fontSize: 12 },
  axisLabel: { color: palette.muted, hideOverlap: true, formatter: (value: number) => tick(value, unit) },
})

const axisKind = (unit: Unit) => (unit === 'duration' || unit === 'count' ? unit : 'other')
/** There is no share above the whole, unless the figures say so. */
const noMoreThanAll = <R extends { max: number }>(range: R, values: readonly number[], unit: Unit): R =>
  unit === 'share' && values.every((value) => value <= 1) ? { ...range, max: Math.min(1, range.max) } : range

/** From zero to a tick beyond the greatest of these values. */
export const rangeOf = (values: readonly number[], { unit }: Quantity) =>
  noMoreThanAll(axisFor(values, axisKind(unit)), values, unit)

/** From a tick below the least to a tick beyond the greatest. */
export const rangeAround = (values: readonly number[], { unit }: Quantity) =>
  noMoreThanAll(axisAround(values, axisKind(unit)), values, unit)

/** Room for axis names, which the grid does not count by itself. */
export const namedGrid = {
  left: 12,
  right: 20,
  top: 34,
  bottom: 28,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
}
export const underAxis = { nameLocation: 'middle' as const, nameGap: 26 }
/** Above its axis, beginning where the axis labels begin. */
export const aboveAxis = { nameLocation: 'end' as const, nameGap: 14, nameTextStyle: { align: 'left' as const } }
