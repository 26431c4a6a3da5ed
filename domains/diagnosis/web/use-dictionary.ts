import type { Words } from '#contract/words.ts'
import { listMeasures, type Measure } from '#domains/metrics/contract.ts'
import { formatMeasure } from '#domains/metrics/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { noValue } from '#web/ui/format.ts'
import { text } from '../text.ts'

/** The dictionary as findings need it: names, values and differences in the unit of each measure. */
export const useDictionary = () => {
  const say = useWords()
  const measures = useAsk(listMeasures, undefined, { freshMs: 300_000 }).data ?? []
  const find = (code: string): Measure | undefined => measures.find((one) => one.code === code)
  const nameOf = (code: string): Words => find(code)?.name ?? { zh: code, en: code }
  const format = (code: string, value: number | null | undefined): string => {
    const measure = find(code)
    return measure ? formatMeasure(measure.unit, value) : noValue
  }
  /** With its sign; shares in percentage points. */
  const formatDifference = (code: string, value: number | null | undefined): string => {
    if (value === null || value === undefined) return noValue
    const sign = value < 0 ? '−' : '+'
    if (find(code)?.unit !== 'ratio') return `${sign}${format(code, Math.abs(value))}`
    return `${sign}${(Math.abs(value) * 100).toFixed(1)} ${say(text.points)}`
  }
  return { measures, find, nameOf, format, formatDifference }
}
