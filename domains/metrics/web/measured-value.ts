import type { Unit as FigureUnit } from '#web/ui/Figure.tsx'
import { formatDuration, formatMoney, formatNumber, formatShare } from '#web/ui/format.ts'
import type { Measure, Measured } from '../contract.ts'
import type { Unit } from '../measure.ts'

const formats: Record<Unit, (value: number | null | undefined) => string> = {
  count: (value) => formatNumber(value),
  ratio: (value) => formatShare(value),
  seconds: (value) => formatDuration(value),
  hours: (value) => formatNumber(value, 1),
  number: (value) => formatNumber(value, 2),
  perHour: (value) => formatNumber(value, 1),
  money: (value) => formatMoney(value),
}
export const formatMeasure = (unit: Unit, value: number | null | undefined): string => formats[unit](value)

/** The same in the words of the kit. */
export const figureUnits: Record<Unit, FigureUnit> = {
  count: 'count',
  ratio: 'share',
  seconds: 'duration',
  hours: 'tenths',
  number: 'decimal',
  perHour: 'tenths',
  money: 'money',
}

/** Fewer cases than the dictionary asks for: shown grey. */
export const isSmallSample = ({ minimumSample }: Measure, { denominator }: Measured): boolean =>
  denominator !== null && denominator > 0 && denominator < minimumSample
