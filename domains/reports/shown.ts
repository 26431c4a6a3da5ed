/**
 * How a figure is written: the one place for screen, workbook, CSV, PDF and mail, so that none differs from another by a
 * digit. The same marks in both languages. A figure without a basis is `–`, never 0.
 */
export const noValue = '–'

export const shownUnits = ['count', 'ratio', 'seconds', 'hours', 'number', 'perHour', 'money', 'text', 'day'] as const
export type ShownUnit = (typeof shownUnits)[number]

const formats = new Map<number, Intl.NumberFormat>()
const withDigits = (digits: number): Intl.NumberFormat => {
  const known = formats.get(digits)
  if (known) return known
  const made = new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
  formats.set(digits, made)
  return made
}
/** `-0.0` would be told as a loss of nothing. */
const number = (value: number, digits: number): string =>
  withDigits(digits)
    .format(value)
    .replace(/^-(?=[0.,]*$)/, '')

const two = (value: number): string => String(value).padStart(2, '0')
const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  return [...(hours ? [two(hours)] : []), two(Math.floor(whole / 60) % 60), two(whole % 60)].join(':')
}

const digitsOf: Record<Exclude<ShownUnit, 'seconds' | 'text' | 'day'>, number> = {
  count: 0,
  ratio: 1,
  hours: 1,
  number: 2,
  perHour: 1,
  money: 2,
}

/** `12,345`, `27.3%`, `02:14`, `¥1,234.50` */
export const shownValue = (unit: ShownUnit, value: number | null | undefined): string => {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue
  if (unit === 'seconds') return duration(value)
  if (unit === 'ratio') return `${number(value * 100, 1)}%`
  if (unit === 'money') return number(value, 2).replace(/^-?/, '$&¥')
  return number(value, unit === 'text' || unit === 'day' ? 0 : digitsOf[unit])
}

/** The number behind the words, exactly as exact as they are: what goes into a cell of a workbook. */
export const shownNumber = (unit: ShownUnit, value: number | null | undefined): number | null => {
  if (value === null || value === undefined || !Number.isFinite(value)) return null
  if (unit === 'seconds') return Math.max(0, Math.round(value))
  const digits = unit === 'ratio' ? 1 : unit === 'text' || unit === 'day' ? 0 : digitsOf[unit]
  const read = Number(
    withDigits(digits)
      .format(unit === 'ratio' ? value * 100 : value)
      .replaceAll(',', ''),
  )
  return unit === 'ratio' ? Number((read / 100).toFixed(3)) : read === 0 ? 0 : read
}

/**
 * How much a figure moved: rates and times by their difference (`+2.1 pp`, `-00:14`), amounts by the share of what
 * they were (`+12.3%`). Nothing to set it beside is `–`.
 */
export const shownChange = (unit: ShownUnit, now: number | null, before: number | null): string => {
  const moved = changeOf(unit, now, before)
  if (moved === null) return noValue
  const sign = moved > 0 ? '+' : moved < 0 ? '-' : ''
  if (unit === 'ratio') return `${signed(moved * 100)} pp`
  if (unit === 'seconds') return `${duration(Math.abs(moved)) === '00:00' ? '' : sign}${duration(Math.abs(moved))}`
  return `${signed(moved * 100)}%`
}
const signed = (value: number): string => {
  const words = number(value, 1)
  return value > 0 && !/^[0.,]*$/.test(words) ? `+${words}` : words
}

/** The same as a number; null where there is nothing to set it beside. */
export const changeOf = (unit: ShownUnit, now: number | null, before: number | null): number | null => {
  if (now === null || before === null) return null
  if (unit === 'ratio' || unit === 'seconds') return now - before
  return before === 0 ? null : now / before - 1
}
