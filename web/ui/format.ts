import type { Locale } from '#contract/words.ts'

/** Shown where there is nothing to show: no value, or a share of nothing. */
export const noValue = '–'

type Maybe<T> = T | null | undefined
const absent = (value: Maybe<number>): value is null | undefined =>
  value === null || value === undefined || Number.isNaN(value)

const numberFormats = new Map<string, Intl.NumberFormat>()
const numberFormat = (digits: number, least = digits): Intl.NumberFormat => {
  const key = `${digits}:${least}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: least })
  numberFormats.set(key, made)
  return made
}

/** `12,345.6` in both languages. */
export const formatNumber = (value: Maybe<number>, digits = 0): string =>
  absent(value) ? noValue : numberFormat(digits).format(value)

/** `27.3%` of a share between 0 and 1; a share of nothing is `–`, never 0. */
export const formatShare = (share: Maybe<number>, digits = 1): string =>
  absent(share) ? noValue : `${numberFormat(digits).format(share * 100)}%`

/** `¥1,234.50` */
export const formatMoney = (yuan: Maybe<number>, digits = 2): string => {
  if (absent(yuan)) return noValue
  return `${yuan < 0 ? '-' : ''}¥${numberFormat(digits).format(Math.abs(yuan))}`
}

const steps: Record<Locale, readonly (readonly [number, string])[]> = {
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e4, 'K'],
  ],
}
/** `3.2万`, `1.05亿`; `3.2M` in English. Small numbers stay whole. */
export const formatRough = (value: Maybe<number>, locale: Locale): string => {
  if (absent(value)) return noValue
  const [size, sign] = steps[locale].find(([least]) => Math.abs(value) >= least) ?? [1, '']
  const unit = sign === 'K' ? 1e3 : size
  return sign
    ? `${numberFormat(2, 0).format(value / unit)}${sign}`
    : formatNumber(value, Number.isInteger(value) ? 0 : 1)
}

const two = (value: number): string => String(value).padStart(2, '0')
/** `1.4 GB`: powers of 1000, as disks are sold. */
export const formatBytes = (bytes: Maybe<number>): string => {
  if (absent(bytes)) return noValue
  const power = Math.min(4, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${formatNumber(bytes / 1000 ** power, power === 0 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`
}

/** `02:14`, from an hour on `01:02:14`. */
export const formatDuration = (seconds: Maybe<number>): string => {
  if (absent(seconds)) return noValue
  const whole = Math.max(0, Math.round(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return [...(hours ? [two(hours)] : []), two(minutes), two(whole % 60)].join(':')
}

/** `138****2210`: enough to recognise a number, not enough to call it. What comes masked stays as it is. */
export const maskNumber = (number: Maybe<string>): string => {
  if (!number) return noValue
  if (number.includes('*')) return number
  const digits = number.replaceAll(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')
  if (digits.length < 7) return `****${digits.slice(-2)}`
  return `${digits.slice(0, digits.length >= 10 ? 3 : 0)}****${digits.slice(-4)}`
}
