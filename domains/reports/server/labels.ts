import { addDays } from '#contract/days.ts'
import type { Locale } from '#contract/words.ts'
import type { Level } from '../report.ts'
import { weekdayWords, withoutWords } from '../words.ts'

const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
const weekday = (number: number, locale: Locale): string => weekdayWords[number - 1]?.[locale] ?? String(number)

const writers: Partial<Record<Level, (key: string, locale: Locale) => string>> = {
  day: (key, locale) => `${key} ${weekday(weekdayOf(key), locale)}`,
  week: (key) => `${key} – ${addDays(key, 6)}`,
  weekday: (key, locale) => weekday(Number(key), locale),
  hour: (key) => `${key}:00`,
}

/** What a group is called, in the reader's language. */
export const labelOf = (level: Level, key: string | null, name: string | null, locale: Locale): string => {
  if (key === null) return withoutWords[level]?.[locale] ?? '–'
  return name ?? writers[level]?.(key, locale) ?? key
}
