import { refuse } from '#contract/problem.ts'
import type { Words } from '#contract/words.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '../../contract.ts'
import type { Definition, Part } from '../../custom-measure.ts'
import { factByCode } from '../facts/all.ts'
import { type Fact, hours, type Sum, seconds, sum } from '../facts/fact.ts'
import { defineKpi, type Kpi } from '../kpi.ts'
import { kpiByCode } from '../kpis/all.ts'
import { findOwnMeasures } from './store.ts'

const scaled = { one: sum, seconds, hours } as const
/** Undefined where a fact is not there any more. */
const sumOf = ({ terms, scale }: Part): Sum | undefined => {
  const named = terms.map(({ code, sign }) => ({ fact: factByCode.get(code), sign }))
  const known = named.filter((term): term is { fact: Fact; sign: 1 | -1 } => term.fact !== undefined)
  if (known.length < terms.length) return undefined
  return { ...scaled[scale](...known.map(({ fact }) => fact)), terms: known }
}

const inWords = (locale: 'zh' | 'en', { terms, scale }: Part): string => {
  const joined = terms
    .map(({ code, sign }, place) => {
      const name = factByCode.get(code)?.name[locale] ?? code
      return place === 0 && sign === 1 ? name : `${sign === 1 ? '+' : '−'} ${name}`
    })
    .join(' ')
  const unit = { one: '', seconds: { zh: '（秒）', en: ' (s)' }[locale], hours: { zh: '（小时）', en: ' (h)' }[locale] }
  return `${joined}${unit[scale]}`
}
/** The formula of a definition in words: the names of its facts. */
export const formulaOf = ({ top, per }: Pick<Definition, 'top' | 'per'>): Words => {
  const said = (locale: 'zh' | 'en'): string => {
    const grouped = (part: Part) => (part.terms.length > 1 ? `(${inWords(locale, part)})` : inWords(locale, part))
    return per ? `${grouped(top)} ÷ ${grouped(per)}` : inWords(locale, top)
  }
  return { zh: said('zh'), en: said('en') }
}

/** A definition as a measure like those of the dictionary. */
export const kpiOf = (code: string, version: number, definition: Definition): Kpi | undefined => {
  const { name, meaning, unit, better, minimumSample, isShare } = definition
  const top = sumOf(definition.top)
  const per = definition.per && sumOf(definition.per)
  if (!top || per === undefined) return undefined
  return defineKpi({
    ...{ code, version, name, meaning, unit, better, minimumSample, top, per },
    formula: formulaOf(definition),
    spread: { kind: isShare ? 'share' : 'none' },
    example: { given: {}, equals: null },
  })
}

/** The measures of these codes, those of the dictionary and those people defined, retired ones too. */
export const kpisOf = async ({ db }: Pick<Context, 'db'>, codes: readonly string[]): Promise<Kpi[]> => {
  const others = codes.filter((code) => !kpiByCode.has(code))
  const own = others.length === 0 ? [] : await findOwnMeasures(db, others)
  const made = new Map(own.map((measure) => [measure.code, kpiOf(measure.code, measure.version, measure)]))
  return codes.map((code) => kpiByCode.get(code) ?? made.get(code) ?? refuse(refusals.noSuchMeasure, { code }))
}

/** Those people defined and did not retire. */
export const ownKpis = async ({ db }: Pick<Context, 'db'>): Promise<Kpi[]> =>
  (await findOwnMeasures(db))
    .filter(({ retiredAt }) => retiredAt === null)
    .flatMap((measure) => kpiOf(measure.code, measure.version, measure) ?? [])
