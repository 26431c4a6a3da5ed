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
  /** A difference with its sign and interval; shares in percentage points. */
  const formatChange = (code: string, { value, low, high }: { value: number; low: number; high: number }): string => {
    const isShare = find(code)?.unit === 'ratio'
    const [middle, from, to] = [value, low, high].map((one) => {
      const sign = one < 0 ? '−' : '+'
      return `${sign}${isShare ? (Math.abs(one) * 100).toFixed(1) : format(code, Math.abs(one))}`
    })
    return `${say(text.aside, { what: middle ?? '', aside: `${from} … ${to}` })}${isShare ? ` ${say(text.points)}` : ''}`
  }
  return { measures, find, nameOf, format, formatChange }
}
