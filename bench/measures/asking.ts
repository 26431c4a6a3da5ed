import { randomUUID } from 'node:crypto'
import type { Kpi } from '#domains/metrics/server/kpi.ts'
import { kpiByCode } from '#domains/metrics/server/kpis/all.ts'
import { type MeasuredGroup, measure } from '#domains/metrics/server/public.ts'
import { type Context, system } from '#platform/context.ts'
import type { Database } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { amountIn, type Sums } from './duck-question.ts'
import type { Posed, Question, Reader } from './questions.ts'

/** A person's own context, as a request would have it: rows are held back by Postgres itself. */
export const contextOf = (database: Database, reader: Reader, now: Date): Context => {
  const whose = reader.scope === 'all' ? null : reader.agent
  const [teamIds, siteIds] = whose ? [[whose.team.id], [whose.team.site.id]] : [[], []]
  const actor = { ...system, id: whose?.id ?? randomUUID(), scope: reader.scope, teamIds, siteIds }
  const db = database.seenBy({ scope: reader.scope, uid: actor.id, teamIds, siteIds })
  return { db, actor, now: () => now, log: silentLog, requestId: '' }
}

export const asked = (ctx: Context, { by, ...question }: Question, fromRows: boolean): Promise<MeasuredGroup[]> =>
  measure(ctx, { ...question, by: [...by], fromRows })

const groupName = ({ keys }: MeasuredGroup): string => keys.map((key) => key ?? '').join('|')
const near = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other))

const wrong = ({ kind, question }: Posed, group: string, code: string, said: string): never => {
  throw new Error(`${kind.name} ${question.from}…${question.to}, ${group || 'whole'}, ${code}: ${said}`)
}

/** Every group and figure of the sums kept ready against the scan of the rows: the same to the digit. */
export const compareGroups = (
  posed: Posed,
  kept: readonly MeasuredGroup[],
  scanned: readonly MeasuredGroup[],
): number => {
  const others = new Map(scanned.map((group) => [groupName(group), group]))
  if (others.size !== kept.length) wrong(posed, '', '', `${kept.length} groups kept ready, ${others.size} on record`)
  for (const group of kept) {
    const other = others.get(groupName(group))
    for (const [place, value] of group.values.entries()) {
      const there = other?.values[place]
      if (JSON.stringify(value) !== JSON.stringify(there))
        wrong(
          posed,
          groupName(group),
          value.code,
          `${JSON.stringify(value)} kept ready, ${JSON.stringify(there)} on record`,
        )
    }
  }
  return kept.reduce((count, { values }) => count + values.length, 0)
}

/** Both sums of every figure against what DuckDB makes of the same rows. */
export const compareDuck = (posed: Posed, kept: readonly MeasuredGroup[], sums: Sums): number => {
  if (sums.size !== kept.length) wrong(posed, '', '', `${kept.length} groups of ours, ${sums.size} of DuckDB`)
  for (const group of kept)
    for (const { code, numerator, denominator } of group.values) {
      const { top, per } = kpiByCode.get(code) as Kpi
      const there = sums.get(groupName(group))
      for (const [ours, sum] of [
        [numerator, top],
        [denominator, per],
      ] as const)
        if (ours !== null && sum && !near(ours, amountIn(there, sum)))
          wrong(posed, groupName(group), code, `${ours} of ours, ${amountIn(there, sum)} of DuckDB`)
    }
  return kept.reduce((count, { values }) => count + values.length, 0)
}
