import type { Grouping } from '#domains/metrics/measure.ts'
import type { Fact, Sum } from '#domains/metrics/server/facts/fact.ts'
import type { Kpi } from '#domains/metrics/server/kpi.ts'
import { kpiByCode } from '#domains/metrics/server/kpis/all.ts'
import { type Duck, type DuckSource, duckSum, duckTable } from './duck.ts'
import type { Question } from './questions.ts'

const keys: Partial<Record<Grouping, string>> = {
  month: `strftime(day, '%Y-%m')`,
  day: `strftime(day, '%Y-%m-%d')`,
  weekday: 'isodow(day)::text',
  hour: `lpad((quarter // 4)::text, 2, '0')`,
  quarterHour: `lpad((quarter // 4)::text, 2, '0') || ':' || lpad((quarter % 4 * 15)::text, 2, '0')`,
  campaign: 'campaign_id::text',
  batch: 'batch_id::text',
  region: 'region',
  team: 'team_id::text',
  agent: 'agent_id::text',
}
const timeKnows: readonly Grouping[] = ['month', 'day', 'weekday', 'hour', 'quarterHour', 'campaign', 'team', 'agent']

type Wish = { fact: Fact; types: readonly string[] | null }
const nameOf = ({ fact, types }: Wish): string => [fact.code, ...(types ?? [])].join('_')
const wishesOf = ({ top, per }: Kpi): Wish[] =>
  [top, per].flatMap((sum) => sum?.terms.map(({ fact }) => ({ fact, types: sum.campaignTypes })) ?? [])

const isDuckSource = (source: string): source is DuckSource => source in duckTable
/** Kinds of rows that can be told apart so; the others say nothing. */
const knows = (source: DuckSource, by: readonly Grouping[]): boolean =>
  source === 'call' || by.every((one) => timeKnows.includes(one))

const queryOf = (source: DuckSource, question: Question, wishes: ReadonlyMap<string, Wish>): string => {
  const { by, from, to, siteId, campaignId, teamId, agentId } = question
  const columns = [...wishes].map(([name, { fact, types }]) => {
    const sum = duckSum(source, fact.code)
    if (!sum) throw new Error(`DuckDB was not taught the fact ${fact.code}`)
    const some =
      types && ` filter (where campaign_id in (select id from campaign where type in ('${types.join("', '")}')))`
    return `coalesce(${sum}${some ?? ''}, 0)::double as "${name}"`
  })
  const narrowed = Object.entries({ site_id: siteId, campaign_id: campaignId, team_id: teamId, agent_id: agentId })
    .filter(([, id]) => id)
    .map(([column, id]) => `and ${column} = '${id}'`)
  const groups = by.map((one, place) => `${keys[one]} as k${place}`)
  const grouped = by.length > 0 ? `group by ${by.map((_, place) => place + 1).join(', ')}` : ''
  return `select ${[...groups, ...columns].join(', ')} from ${duckTable[source]}
    where day between '${from}' and '${to}' ${narrowed.join(' ')} ${grouped}`
}

/** One question in DuckDB's words, a statement for each kind of row as the product sends them; none where rows are asked that it was not given. */
export const duckQueries = (question: Question): string[] => {
  const wishes = question.codes.flatMap((code) => wishesOf(kpiByCode.get(code) as Kpi))
  const bySource = Map.groupBy(wishes, ({ fact }) => fact.source)
  if (![...bySource.keys()].every(isDuckSource)) return []
  return [...bySource]
    .filter(([source]) => knows(source as DuckSource, question.by))
    .map(([source, some]) => queryOf(source as DuckSource, question, new Map(some.map((wish) => [nameOf(wish), wish]))))
}

export type Sums = Map<string, Map<string, number>>
/** The sums of a question by group. */
export const askDuck = async (duck: Duck, queries: readonly string[]): Promise<Sums> => {
  const found: Sums = new Map()
  for (const query of queries)
    for (const row of await duck.rows(query)) {
      const cells = Object.entries(row)
      const group = cells.filter(([name]) => /^k\d$/.test(name)).map(([, key]) => String(key ?? ''))
      const sums = found.get(group.join('|')) ?? new Map<string, number>()
      for (const [name, value] of cells) if (!/^k\d$/.test(name)) sums.set(name, Number(value))
      found.set(group.join('|'), sums)
    }
  return found
}

/** A sum of the dictionary made of DuckDB's sums. */
export const amountIn = (sums: ReadonlyMap<string, number> | undefined, { terms, per, campaignTypes }: Sum): number =>
  terms.reduce(
    (amount, { fact, sign }) => amount + sign * (sums?.get(nameOf({ fact, types: campaignTypes })) ?? 0),
    0,
  ) / per
