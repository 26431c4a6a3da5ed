import { sql } from 'kysely'
import type { CampaignType } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Measured, MeasuredGroup } from '../contract.ts'
import type { Grouping } from '../measure.ts'
import { kpisOf } from './custom/kpis.ts'
import type { Fact, Sum } from './facts/fact.ts'
import type { Filter, Sql } from './filter.ts'
import type { Kpi } from './kpi.ts'
import { namesOf } from './names.ts'
import { freshen, grainFor, rolledRows, summed } from './rollup.ts'
import { type Asked, canTell, keyOf, type RealSource, sources } from './sources.ts'
import { spanOf } from './span.ts'
import { type Spread, tell } from './value.ts'

export type Wanted = Filter & {
  codes: readonly string[]
  /** Business days, both included, or moments (then `to` is excluded). */
  from: string
  to: string
  /** Up to three groupings, in the order their keys are wanted. */
  by?: readonly Grouping[] | undefined
  /** Reads the rows on record instead of the sums kept ready: slower, and the same to the digit. */
  fromRows?: boolean
}

/** A fact, over campaigns of some types only or over all. */
export type Wish = { fact: Fact; campaignTypes: readonly CampaignType[] | null }
export const nameOf = ({ fact, campaignTypes }: Wish): string => [fact.code, ...(campaignTypes ?? [])].join(' ')
const wishesOf = ({ terms, campaignTypes }: Sum): Wish[] => terms.map(({ fact }) => ({ fact, campaignTypes }))
const sumsOf = ({ top, per, over, spread }: Kpi): Sum[] =>
  [top, per, over, spread.kind === 'mean' ? spread.squares : null].filter((sum) => sum !== null)

export type Row = { keys: (string | null)[]; facts: Map<string, number> }

/**
 * Measures as ratios of sums, for the whole or for each group. Runs with `ctx.db`, so everybody's numbers are made of the
 * rows that person may see. Sums kept ready answer where they can, after they were brought up to date.
 */
export const measure = async (ctx: Context, { codes, ...wanted }: Wanted): Promise<MeasuredGroup[]> =>
  measureKpis(ctx, await kpisOf(ctx, codes), wanted)

/** The same for measures at hand, such as one somebody is about to define. */
export const measureKpis = async (
  ctx: Context,
  kpis: readonly Kpi[],
  { from, to, by = [], fromRows = false, ...filter }: Omit<Wanted, 'codes'>,
): Promise<MeasuredGroup[]> => {
  const span = await spanOf(ctx, from, to)
  const wishes = new Map(kpis.flatMap((kpi) => sumsOf(kpi).flatMap(wishesOf)).map((wish) => [nameOf(wish), wish]))
  const wanted = Map.groupBy(wishes.values(), ({ fact }) => fact.source)
  const told = [...wanted].filter(([source]) => source !== 'none' && canTell(source, filter, by))
  if (!fromRows) await freshen(ctx)
  const found = await Promise.all(
    told.map(([source, some]) =>
      sumUp(ctx, { source: source as RealSource, wishes: some, span, filter, by, fromRows }),
    ),
  )

  const rows = new Map<string, Row>(by.length > 0 ? [] : [['[]', { keys: [], facts: new Map() }]])
  for (const { keys, facts } of found.flat()) {
    const name = JSON.stringify(keys)
    const row = rows.get(name) ?? { keys, facts: new Map() }
    for (const [fact, value] of facts) row.facts.set(fact, value)
    rows.set(name, row)
  }
  const label = await namesOf(
    ctx,
    by,
    [...rows.values()].map(({ keys }) => keys),
  )
  return [...rows.values()]
    .sort((a, b) => inOrder(a.keys, b.keys))
    .map(({ keys, facts }) => ({
      keys,
      labels: keys.map((key, place) => label(by[place], key)),
      values: kpis.map((kpi) => measuredOf(kpi, (sum) => amountOf(sum, facts, filter, by))),
    }))
}

const inOrder = (a: readonly (string | null)[], b: readonly (string | null)[]): number => {
  for (const [place, key] of a.entries()) {
    const order = (key ?? '~').localeCompare(b[place] ?? '~')
    if (order !== 0) return order
  }
  return 0
}

/** Null where the sum cannot be told so: records have no hour, sign-ins no campaign. */
const amountOf = (
  { terms, per, notBy, campaignTypes }: Sum,
  facts: ReadonlyMap<string, number>,
  filter: Filter,
  by: readonly Grouping[],
): number | null => {
  if (by.some((grouping) => notBy.includes(grouping))) return null
  if (!terms.every(({ fact }) => canTell(fact.source, filter, by))) return null
  const total = terms.reduce(
    (amount, { fact, sign }) => amount + sign * (facts.get(nameOf({ fact, campaignTypes })) ?? 0),
    0,
  )
  return total / per
}

const measuredOf = (kpi: Kpi, amount: (sum: Sum) => number | null): Measured => {
  const numerator = amount(kpi.top)
  const denominator = kpi.per && amount(kpi.per)
  const parts = {
    numerator,
    denominator,
    isRatio: kpi.per !== null,
    power: kpi.power,
    over: kpi.over ? amount(kpi.over) : 1,
    squares: kpi.spread.kind === 'mean' ? amount(kpi.spread.squares) : null,
  }
  const spread: Spread['kind'] = kpi.spread.kind
  return { code: kpi.code, numerator, denominator, ...tell(parts, spread, kpi.minimumSample) }
}

type Summing = Omit<Asked, 'facts'> & { source: RealSource; wishes: readonly Wish[]; fromRows: boolean }

/** The facts wished of one source, in one query. */
export const sumUp = async (ctx: Context, { source, wishes, fromRows, ...rest }: Summing): Promise<Row[]> => {
  const asked: Asked = { ...rest, facts: [...new Set(wishes.map(({ fact }) => fact))] }
  const grain = fromRows ? undefined : grainFor(source, asked, ctx.actor.scope)
  const columns = wishes.map(
    ({ fact, campaignTypes }, place) =>
      sql`coalesce(${summed(fact)}${ofTypes(campaignTypes)}, 0)::float8 as ${sql.id(`s${place}`)}`,
  )
  const keys = asked.by.map((grouping, place) => sql`${keyOf[grouping]} as ${sql.id(`k${place}`)}`)
  const { rows } = await sql<Record<string, number & string>>`
    select ${sql.join([...keys, ...columns])} ${grain ? rolledRows(source, asked, grain) : sources[source].rows(asked)}
    ${keys.length > 0 ? sql`group by ${sql.join(keys.map((_, place) => sql.lit(place + 1)))}` : sql``}`.execute(ctx.db)
  return rows.map((row) => ({
    keys: asked.by.map((_, place) => row[`k${place}`] ?? null),
    facts: new Map(wishes.map((wish, place) => [nameOf(wish), row[`s${place}`] ?? 0])),
  }))
}
const ofTypes = (types: readonly CampaignType[] | null): Sql =>
  types
    ? sql` filter (where f.campaign_id in (select c.id from campaigns.campaign_fact c where c.type in (${sql.join(types.map((type) => sql.lit(type)))})))`
    : sql``
