import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '../contract.ts'
import { type Grouping, ratioOf } from '../measure.ts'
import { canTell, keyOf, sources } from './facts.ts'
import type { Filter } from './filter.ts'
import type { FactName, Kpi, Sum } from './kpi.ts'
import { kpiByCode } from './kpis/all.ts'
import { namesOf } from './names.ts'
import { type Span, spanOf } from './span.ts'

export type Measured = {
  code: string
  /** Null where the measure cannot be told so: records have no hour, sign-ins no campaign. */
  numerator: number | null
  /** Null also for measures that are a sum and no ratio. */
  denominator: number | null
  value: number | null
}
/** One hour ("09"), business day, team, agent or batch; `key` is null for the whole, and for rows that have none. */
export type MeasuredGroup = { key: string | null; label: string | null; values: Measured[] }
export type Wanted = Filter & {
  codes: readonly string[]
  /** Business days, both included, or moments (then `to` is excluded). */
  from: string
  to: string
  by?: Grouping | undefined
}

export const getKpi = (code: string): Kpi => kpiByCode.get(code) ?? refuse(refusals.noSuchMeasure, { code })

/**
 * Measures as ratios of sums, for the whole or for each group, in one query per kind of fact. Runs with `ctx.db`, so
 * everybody's numbers are made of the rows that person may see.
 */
export const measure = async (ctx: Context, { codes, from, to, by, ...filter }: Wanted): Promise<MeasuredGroup[]> => {
  const kpis = codes.map(getKpi)
  const span = await spanOf(ctx, filter, from, to)
  const sums = kpis.flatMap(({ top, per }) => (per ? [top, per] : [top]))
  const facts = [...new Set(sums.map(({ fact }) => fact))].filter(
    (fact): fact is Exclude<FactName, 'none'> => fact !== 'none' && canTell(fact, filter, by),
  )
  const found = await Promise.all(
    facts.map((fact) => sumUp(ctx, span, filter, { fact, by, sums: sums.filter((sum) => sum.fact === fact) })),
  )
  const byKey = new Map<string | null, Map<Sum, number>>(by ? [] : [[null, new Map()]])
  for (const [key, sum, value] of found.flat()) byKey.set(key, (byKey.get(key) ?? new Map()).set(sum, value))

  const tellable = ({ fact, notBy }: Sum): boolean => canTell(fact, filter, by) && !(by && notBy?.includes(by))
  const labels = await namesOf(ctx, by, [...byKey.keys()])
  return [...byKey]
    .sort(([a], [b]) => (a ?? '~').localeCompare(b ?? '~'))
    .map(([key, values]) => ({
      key,
      label: labels.get(key) ?? null,
      values: kpis.map(({ code, top, per }) => {
        const of = (sum: Sum): number | null => (tellable(sum) ? (values.get(sum) ?? 0) : null)
        const [numerator, denominator] = [of(top), per ? of(per) : undefined]
        return { code, numerator, denominator: denominator ?? null, value: ratioOf(numerator, denominator) }
      }),
    }))
}

/** Several sums of one kind of fact, in one query. */
const sumUp = async (
  { db }: Context,
  span: Span,
  filter: Filter,
  { fact, by, sums }: { fact: Exclude<FactName, 'none'>; by: Grouping | undefined; sums: readonly Sum[] },
): Promise<[string | null, Sum, number][]> => {
  const columns = sums.map(
    ({ value, where }, index) =>
      sql`coalesce(sum(${value}) filter (where ${where}), 0)::float8 as ${sql.ref(`s${index}`)}`,
  )
  const { rows } = await sql<Record<string, number> & { key: string | null }>`
    select ${keyOf(fact, by, span)} as key, ${sql.join(columns)} ${sources[fact].rows(span, filter, by)}
    group by 1`.execute(db)
  return rows.flatMap((row) =>
    sums.map((sum, index): [string | null, Sum, number] => [row.key, sum, row[`s${index}`] ?? 0]),
  )
}
