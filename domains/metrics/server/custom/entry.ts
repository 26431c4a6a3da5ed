import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import { type Measure, refusals } from '../../contract.ts'
import type { MeasureEntry } from '../../dictionary-contract.ts'
import { callFactOf, type Sum } from '../facts/fact.ts'
import type { Kpi } from '../kpi.ts'
import { groupByCode, kpiByCode } from '../kpis/all.ts'
import { formulaOf, kpiOf } from './kpis.ts'
import { findFormer, findOwnMeasures } from './store.ts'

const scaleOf = (per: number): 'one' | 'seconds' | 'hours' => {
  if (per === 1) return 'one'
  return per === 1000 ? 'seconds' : 'hours'
}

/** A measure as the list tells it. */
export const asMeasure = ({
  top,
  per,
  power: _p,
  over: _o,
  spread: _s,
  example,
  changed: _c,
  ...words
}: Kpi): Measure => ({
  ...words,
  group: groupByCode.get(words.code) ?? 'own',
  drill: { numerator: callFactOf(top) !== undefined, denominator: per !== null && callFactOf(per) !== undefined },
  scales: { numerator: scaleOf(top.per), denominator: per === null ? 'one' : scaleOf(per.per) },
  exampleValue: example.equals,
})

const shown = ({ terms, per }: Sum) => ({
  terms: terms.map(({ fact: { code, name }, sign }) => ({ code, name, sign })),
  scale: scaleOf(per),
})

const pageOf = (kpi: Kpi) => ({
  ...asMeasure(kpi),
  top: shown(kpi.top),
  per: kpi.per && shown(kpi.per),
  over: kpi.over && shown(kpi.over),
  power: kpi.power,
  spread: kpi.spread.kind,
  campaignTypes: [...(kpi.top.campaignTypes ?? [])],
  given: { ...kpi.example.given } as Record<string, unknown>,
})

/** One page of the dictionary, of the handbook's measures and of those people defined. */
export const entryOf = async (ctx: Context, code: string): Promise<MeasureEntry> => {
  const kpi = kpiByCode.get(code)
  if (kpi) {
    const former = kpi.changed
      ? [{ version: kpi.version, formula: kpi.formula, at: null, byName: '', words: kpi.changed }]
      : []
    return { ...pageOf(kpi), definition: null, retiredAt: null, changedAt: null, changedByName: '', former }
  }
  const [own] = await findOwnMeasures(ctx.db, [code])
  const made = own && kpiOf(code, own.version, own)
  if (!made) return refuse(refusals.noSuchMeasure, { code })
  const former = await findFormer(ctx.db, code)
  const { retiredAt, changedAt, changedByName, code: _, version: __, ...definition } = own
  return {
    ...pageOf(made),
    ...{ definition, retiredAt, changedAt, changedByName },
    former: former.map((one) => ({
      version: one.version,
      formula: formulaOf(one),
      at: one.changedAt,
      byName: one.changedByName,
      words: null,
    })),
  }
}
