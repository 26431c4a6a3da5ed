import { sql } from 'kysely'
import type { Scope } from '#contract/role.ts'
import type { Context } from '#platform/context.ts'
import type { Fact } from './facts/fact.ts'
import { askedOf, type FilterName, narrowed, type Sql } from './filter.ts'
import type { Asked, Key, RealSource } from './sources.ts'
import { ofDays, type Span } from './span.ts'

/** `hour` is any moment but within the hour; `outcome` is told of conversations alone. */
export type Dimension =
  | ('hour' | 'slot' | 'campaign' | 'team' | 'agent')
  | ('batch' | 'region' | 'outcome' | 'script' | 'reason')
type Grain = { name: string; keeps: readonly Dimension[] }

/** What is reported of calls and days, and sign-ins. */
const ofReported = [
  { name: 'people', keeps: ['campaign', 'team', 'agent'] },
  { name: 'lists', keeps: ['campaign', 'batch', 'region'] },
  { name: 'cell', keeps: ['hour', 'slot', 'campaign', 'team', 'agent', 'batch', 'region'] },
] as const satisfies readonly Grain[]

/** Smallest first: the first grain that keeps what is asked for answers. Day and site every grain keeps. */
export const grains = {
  call: [
    { name: 'teams', keeps: ['campaign', 'team'] },
    { name: 'people', keeps: ['campaign', 'team', 'agent'] },
    { name: 'ends', keeps: ['campaign', 'team', 'batch', 'script', 'outcome'] },
    { name: 'handed', keeps: ['campaign', 'team', 'agent', 'batch'] },
    { name: 'hours', keeps: ['hour', 'slot', 'campaign', 'team'] },
    { name: 'lists', keeps: ['campaign', 'batch', 'region'] },
    { name: 'people_ends', keeps: ['campaign', 'team', 'agent', 'script', 'outcome'] },
    { name: 'region_ends', keeps: ['campaign', 'team', 'region', 'outcome'] },
    { name: 'people_hours', keeps: ['hour', 'campaign', 'team', 'agent'] },
    { name: 'list_hours', keeps: ['hour', 'campaign', 'batch', 'region'] },
    { name: 'cross', keeps: ['campaign', 'team', 'agent', 'batch', 'region'] },
    {
      name: 'cell',
      keeps: ['hour', 'slot', 'campaign', 'team', 'agent', 'batch', 'region', 'outcome', 'script'],
    },
  ],
  time: [
    { name: 'teams', keeps: ['campaign', 'team'] },
    { name: 'people', keeps: ['campaign', 'team', 'agent', 'reason'] },
    { name: 'hours', keeps: ['hour', 'slot', 'campaign', 'team'] },
    { name: 'people_hours', keeps: ['hour', 'campaign', 'team', 'agent'] },
    { name: 'cell', keeps: ['hour', 'slot', 'campaign', 'team', 'agent', 'reason'] },
  ],
  order: ofReported,
  survey: ofReported,
  review: ofReported,
  behaviour: ofReported,
  questionnaire: ofReported,
  complaint: ofReported,
  help: ofReported,
  session: ofReported,
} as const satisfies Partial<Record<RealSource, readonly Grain[]>>
type Rolled = keyof typeof grains

const ofGrouping: Partial<Record<Key, Dimension>> = {
  hour: 'hour',
  quarterHour: 'slot',
  campaign: 'campaign',
  product: 'campaign',
  batch: 'batch',
  region: 'region',
  team: 'team',
  agent: 'agent',
  reason: 'reason',
  outcome: 'outcome',
  script: 'script',
}
const ofFilter: Partial<Record<FilterName, Dimension>> = {
  campaignId: 'campaign',
  product: 'campaign',
  teamId: 'team',
  agentId: 'agent',
  batchId: 'batch',
  region: 'region',
}
/** Whoever sees only some rows sees only rows that tell whose they are. */
const ofScope: Partial<Record<Scope, Dimension>> = { own: 'agent', team: 'team' }

const isQuarter = (moment: string): boolean => Date.parse(moment) % 900_000 === 0

const neededBy = ({ span, filter, by, facts }: Asked, scope: Scope): Set<Dimension | undefined> =>
  new Set([
    ...by.map((grouping) => ofGrouping[grouping]),
    ...askedOf(filter).map((name) => ofFilter[name]),
    ofScope[scope],
    span.days ? undefined : ('slot' as const),
    facts.some(({ isHeads }) => isHeads) ? ('agent' as const) : undefined,
  ])

/** The grain that answers, or undefined where only the rows themselves can. */
export const grainFor = (source: RealSource, asked: Asked, scope: Scope): string | undefined => {
  if (source === 'contact') return 'records'
  if (!(source in grains)) return undefined
  if (!asked.span.days && !(isQuarter(asked.span.from) && isQuarter(asked.span.to))) return undefined
  const needed = neededBy(asked, scope)
  needed.delete(undefined)
  const choice: readonly Grain[] = grains[source as Rolled]
  return choice.find(({ keeps }) => [...needed].every((dimension) => keeps.includes(dimension as Dimension)))?.name
}

const ofSpan = (span: Span): Sql =>
  span.days ? ofDays(span) : sql`f.slot >= ${span.from}::timestamptz and f.slot < ${span.to}::timestamptz`

const dimensions = ['day', 'slot', 'quarter', 'campaign_id', 'site_id', 'team_id', 'agent_id', 'reason_id']
/** Sums of agent time kept ready, and the stretches still running, which are in none yet. */
const timeRows = ({ span, facts }: Asked, grain: string): Sql => {
  const columns = sql.join(
    [...dimensions, ...facts.filter(({ isHeads }) => !isHeads).map(({ code }) => code)].map((name) => sql.id(name)),
  )
  return sql`(select ${columns} from metrics.time_rollup f where f.grain = ${sql.lit(grain)} and ${ofSpan(span)}
    union all select ${columns} from metrics.time_rows(${span.from}::timestamptz, ${span.to}::timestamptz, ${span.now}::timestamptz, false) f
      where ${ofDays(span)} and f.day <> all ((select metrics.frozen_days())::date[]))`
}

/** `from … where …` over the sums kept ready, in the same columns as the rows themselves. */
export const rolledRows = (source: RealSource, asked: Asked, grain: string): Sql => {
  if (source === 'contact') return sql`from metrics.record_rollup f where ${narrowed(asked.filter)}`
  if (source === 'time') return sql`from ${timeRows(asked, grain)} f where ${narrowed(asked.filter)}`
  return sql`from ${sql.table(`metrics.${source}Rollup`)} f where f.grain = ${sql.lit(grain)} and ${ofSpan(asked.span)} and ${narrowed(asked.filter)}`
}

/**
 * Brings the sums kept ready up to what is on record; costs a look where nothing changed. In a large centre they may be five
 * seconds old, unless wanted `atOnce`.
 */
export const freshen = async ({ db }: Context, { atOnce = false } = {}): Promise<void> => {
  await sql`select metrics.freshen(${atOnce})`.execute(db)
}

/** How a fact is added up over rows `f`, those kept ready and those on record alike. */
export const summed = ({ code, isHeads }: Fact): Sql =>
  isHeads ? sql`count(distinct (f.agent_id, f.day))` : sql`sum(${sql.ref(`f.${code}`)})`
