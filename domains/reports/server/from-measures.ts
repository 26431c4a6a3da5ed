import { measure } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { beside, type Level } from '../report.ts'
import { isGrouping, type Layout } from './columns.ts'
import { labelOf } from './labels.ts'
import { performanceFigures, rankedBy } from './own-performance.ts'
import { progressFigures } from './own-progress.ts'
import { resultFigures } from './own-result.ts'
import type { Setting } from './place.ts'
import { type Figure, figureOf, type Group, type Told } from './table.ts'

const isOfTime = (level: Level): boolean => ['month', 'week', 'day'].includes(level)
const nameOf = (keys: readonly (string | null)[]): string => keys.join('\u0000')

/** A report made of measures: one query for its groups, one for the whole, and the same of the period it is set beside. */
export const fromMeasures = async (ctx: Context, setting: Setting, layout: Layout): Promise<Told> => {
  const { period, narrowing, compared } = setting
  const measured = layout.columns.flatMap(({ measure: code }) => (code === null ? [] : [code]))
  const codes = [...new Set([...measured, ...(layout.codes.includes('rank') ? [rankedBy] : [])])]
  const by = layout.by.filter(isGrouping)
  // Days of two periods are never the same day: there is nothing to set them beside.
  const besideGroups = compared && !by.some(isOfTime)
  const [groups, [whole], groupsBefore, [wholeBefore]] = await Promise.all([
    measure(ctx, { codes, ...period, by, ...narrowing }),
    measure(ctx, { codes, ...period, ...narrowing }),
    besideGroups ? measure(ctx, { codes, ...compared.period, by, ...narrowing }) : [],
    compared ? measure(ctx, { codes, ...compared.period, ...narrowing }) : [undefined],
  ])
  const before = new Map(groupsBefore.map((group) => [nameOf(group.keys), group]))
  const told = {
    groups: groups.map(({ keys, labels, values }): Group => {
      const figures = new Map(values.map((value): [string, Figure] => [value.code, figureOf(value)]))
      for (const value of before.get(nameOf(keys))?.values ?? [])
        figures.set(`${value.code}${beside.before}`, figureOf(value))
      return {
        keys,
        labels: keys.map((key, place) => labelOf(by[place] ?? 'day', key, labels[place] ?? null, ctx.actor.locale)),
        figures,
      }
    }),
    whole: new Map((whole?.values ?? []).map((value): [string, Figure] => [value.code, figureOf(value)])),
    notes: [],
  }
  for (const value of wholeBefore?.values ?? []) told.whole.set(`${value.code}${beside.before}`, figureOf(value))
  await progressFigures(ctx, setting, layout, told)
  await resultFigures(ctx, setting, layout, told)
  await performanceFigures(ctx, layout, told)
  return told
}
