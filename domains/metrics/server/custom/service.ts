import { addDays, mondayOf } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals } from '../../contract.ts'
import { codeOf, type Definition, faultOf } from '../../custom-measure.ts'
import type { FactEntry, MeasureEntry } from '../../dictionary-contract.ts'
import { factByCode } from '../facts/all.ts'
import type { Kpi } from '../kpi.ts'
import { allKpis } from '../kpis/all.ts'
import { measureKpis } from '../measure.ts'
import { entryOf } from './entry.ts'
import { formulaOf, kpiOf } from './kpis.ts'
import { type By, findOwnMeasures, insertOwnMeasure, type OwnMeasure, updateOwnMeasure } from './store.ts'

/** Facts new measures can be made of; sums of squares serve intervals alone. */
export const listFacts = (): FactEntry[] =>
  [...factByCode.values()].flatMap(({ code, name, unit, source }) =>
    unit === 'squaredSeconds' ? [] : [{ code, name, unit, source }],
  )

const checked = async ({ db }: Context, own: string, definition: Definition): Promise<Kpi> => {
  const measures = new Set([...allKpis, ...(await findOwnMeasures(db))].map(({ code }) => code))
  const fault = faultOf(definition, { own, facts: factByCode, measures })
  if (fault) refuse(refusals[fault.fault], 'code' in fault ? { code: fault.code } : {})
  return kpiOf(own, 1, definition) ?? refuse(refusals.noSuchMeasure, { code: own })
}

/** Monday to Sunday of the week before this one, by the reader's business day. */
const lastWeek = async ({ db, actor, now }: Context): Promise<{ from: string; to: string }> => {
  const monday = mondayOf(await businessDayAt(db, actor.siteIds[0] ?? actor.id, now()))
  return { from: addDays(monday, -7), to: addDays(monday, -1) }
}

/** What a definition comes to, before anybody saves it. Refuses what could not be saved. */
export const previewMeasure = async (ctx: Context, definition: Definition, code = codeOf(definition.name.en)) => {
  const kpi = await checked(ctx, code, definition)
  const week = await lastWeek(ctx)
  const [[whole], teams] = await Promise.all([
    measureKpis(ctx, [kpi], week),
    measureKpis(ctx, [kpi], { ...week, by: ['team'] }),
  ])
  const [value] = whole?.values ?? []
  return { ...week, formula: formulaOf(definition), whole: value ?? refuse(refusals.noSuchMeasure, { code }), teams }
}

const byOf = ({ actor, now }: Context): By => ({ at: now(), byId: actor.id, byName: actor.name })

export const defineMeasure = (ctx: Context, definition: Definition): Promise<MeasureEntry> =>
  inTransaction(ctx, async (tx) => {
    const code = codeOf(definition.name.en)
    await checked(tx, code, definition)
    if (!(await insertOwnMeasure(tx.db, code, definition, byOf(tx)))) refuse(refusals.nameTaken)
    return entryOf(tx, code)
  })

const take = async (tx: Context, code: string): Promise<OwnMeasure> =>
  (await findOwnMeasures(tx.db, [code]))[0] ?? refuse(refusals.noSuchMeasure, { code })

/** The next version of a measure; whoever measured by the one before finds it in the history. */
export const changeMeasure = (
  ctx: Context,
  code: string,
  { version, ...definition }: Definition & { version: number },
): Promise<MeasureEntry> =>
  inTransaction(ctx, async (tx) => {
    const before = await take(tx, code)
    await checked(tx, code, definition)
    const retiredAt = before.retiredAt ? new Date(before.retiredAt) : null
    const saved = await updateOwnMeasure(tx.db, { code, version }, { definition, retiredAt }, byOf(tx))
    if (!saved) refuse(refusals.changedMeanwhile)
    return entryOf(tx, code)
  })

/** A retired measure is offered nowhere any more; views and reports that show it go on showing it. */
export const retireMeasure = (
  ctx: Context,
  code: string,
  { version, retired }: { version: number; retired: boolean },
): Promise<MeasureEntry> =>
  inTransaction(ctx, async (tx) => {
    await take(tx, code)
    const saved = await updateOwnMeasure(tx.db, { code, version }, { retiredAt: retired ? tx.now() : null }, byOf(tx))
    if (!saved) refuse(refusals.changedMeanwhile)
    return entryOf(tx, code)
  })
