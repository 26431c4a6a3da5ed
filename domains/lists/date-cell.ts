import { dateOfSerial } from '#contract/serial-day.ts'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const time = String.raw`(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z)?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?${time}$`)
const together = new RegExp(String.raw`^((?:19|20)\d{2})(\d{2})(\d{2})${time}$`)
const dayMonthName = new RegExp(String.raw`^(\d{1,2})[-/\s.]*([A-Za-z]{3})[a-z]*[-/\s.,]*(\d{4}|\d{2})${time}$`)
const monthNameDay = new RegExp(
  String.raw`^([A-Za-z]{3})[a-z]*[-/\s.]+(\d{1,2})(?:st|nd|rd|th)?[-/\s.,]+(\d{4}|\d{2})${time}$`,
)
const serial = /^\d{5}(?:\.\d{1,12})?$/

const two = (value: number): string => String(value).padStart(2, '0')

/** Only what a calendar holds: there is no 30 February. */
const dateOf = (year: number, month: number, day: number): string | undefined => {
  const at = new Date(Date.UTC(year, month - 1, day))
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day
  return isReal && year >= 1800 && year < 2200 ? `${year}-${two(month)}-${two(day)}` : undefined
}

const withTime = (date: string | undefined, [hours, minutes, seconds]: readonly (string | undefined)[]) => {
  if (date === undefined || hours === undefined || minutes === undefined) return date
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined
  return `${date} ${two(Number(hours))}:${minutes}${seconds === undefined ? '' : `:${seconds}`}`
}

/** Two digits as a spreadsheet takes them: 29 is 2029, 30 is 1930. */
const yearOf = (said: string): number =>
  said.length === 4 ? Number(said) : Number(said) + (Number(said) < 30 ? 2000 : 1900)
const monthOf = (name: string): number => months.indexOf(name.toLowerCase()) + 1

/** Dates that can be nothing else. */
export const readPlainDate = (cell: string): string | undefined => {
  const text = cell.normalize('NFKC').trim()
  const first = yearFirst.exec(text)
  if (first) return withTime(dateOf(Number(first[1]), Number(first[2]), Number(first[3])), first.slice(4))
  const named = dayMonthName.exec(text)
  if (named) return withTime(dateOf(yearOf(named[3] ?? ''), monthOf(named[2] ?? ''), Number(named[1])), named.slice(4))
  const american = monthNameDay.exec(text)
  if (american)
    return withTime(
      dateOf(yearOf(american[3] ?? ''), monthOf(american[1] ?? ''), Number(american[2])),
      american.slice(4),
    )
  return undefined
}

/**
 * A date as 2024-01-05, with its time of day where the cell has one: 2024/1/5, 2024年1月5日, 5-Jan-24, 20240105, a
 * spreadsheet's 45296. Undefined for all else, also for 1/5/2024: nobody knows whether that is in May.
 */
export const readDate = (cell: string): string | undefined => {
  const plain = readPlainDate(cell)
  if (plain !== undefined) return plain
  const text = cell.trim()
  const run = together.exec(text)
  if (run) return withTime(dateOf(Number(run[1]), Number(run[2]), Number(run[3])), run.slice(4))
  const days = serial.test(text) ? Number(text) : Number.NaN
  return days >= 10_000 && days < 80_000 ? dateOfSerial(days) : undefined
}

const heading = /日期|时间|日$|生日|date|time|birth|nascimento|data$/i

/** Whether a column holds dates: most cells are, and those that could be plain figures count only under such a heading. */
export const isDateColumn = (name: string, cells: readonly string[]): boolean => {
  const said = cells.filter((cell) => cell.trim() !== '')
  if (said.length === 0) return false
  const plain = said.filter((cell) => readPlainDate(cell) !== undefined).length
  if (plain >= said.length * 0.8) return true
  return heading.test(name) && said.filter((cell) => readDate(cell) !== undefined).length >= said.length * 0.5
}
