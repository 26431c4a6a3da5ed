import type { Words } from '#contract/words.ts'
import type { Measured } from '#domains/metrics/server/public.ts'
import type { Cell } from '../shapes.ts'
import { noValue, type ShownUnit, shownValue } from '../shown.ts'

/** One figure of a row before it is written down: a number with what it rests on, or words. */
export type Figure = Partial<Omit<Cell, 'shown'>> & { value: number | null; said?: string }
export const nothing: Figure = { value: null }

/** One group of a report: the keys of its levels, what they are called, and its figures by column. */
export type Group = { keys: (string | null)[]; labels: string[]; figures: Map<string, Figure> }
/** What a source tells: groups, the whole, and what the reader should know. */
export type Told = { groups: Group[]; whole: Map<string, Figure>; notes: Words[] }

export const figureOf = ({ numerator, denominator, value, low, high, sample, isSmall }: Measured): Figure => ({
  numerator,
  denominator,
  value,
  low,
  high,
  sample,
  isSmall,
})

export const cellOf = (unit: ShownUnit, figure: Figure | undefined): Cell => {
  const { value, said, ...rest } = figure ?? nothing
  return {
    shown: said ?? (unit === 'text' || unit === 'day' ? noValue : shownValue(unit, value)),
    value,
    numerator: null,
    denominator: null,
    low: null,
    high: null,
    sample: null,
    isSmall: false,
    ...rest,
  }
}
