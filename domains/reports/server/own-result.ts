import { sql } from 'kysely'
import { measure } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Layout } from './columns.ts'
import type { Setting } from './place.ts'
import type { Figure, Told } from './table.ts'

const own = ['labour_cost', 'labour_return']
type Money = { cost: number | null; revenue: number | null }

const costsOf = async ({ db }: Context, ids: readonly string[]): Promise<Map<string, number | null>> => {
  const { rows } = await sql<{ id: string; cost: number | null }>`
    select id, agent_hour_cost::float8 as cost from campaigns.campaign_fact where id = any (${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map(({ id, cost }) => [id, cost]))
}
const figuresOf = ({ cost, revenue }: Money): [string, Figure][] => [
  ['labour_cost', { value: cost }],
  [
    'labour_return',
    cost === null || cost === 0 || revenue === null
      ? { value: null }
      : { value: (revenue - cost) / cost, numerator: revenue - cost, denominator: cost },
  ],
]

/** What agents cost a campaign, and what it brought against that. Told of whole campaigns only. */
export const resultFigures = async (
  ctx: Context,
  { period, narrowing }: Setting,
  layout: Layout,
  told: Told,
): Promise<void> => {
  if (!layout.codes.some((code) => own.includes(code))) return
  const byCampaign = layout.by.length === 1 && layout.by[0] === 'campaign'
  if (!byCampaign && !narrowing.campaignId) return
  const codes = ['signed_in_time', 'campaign_revenue']
  const groups = await measure(ctx, { codes, ...period, by: ['campaign'], ...narrowing })
  const costs = await costsOf(
    ctx,
    groups.flatMap(({ keys }) => keys[0] ?? []),
  )
  const money = new Map(
    groups.map(({ keys: [id], values: [time, revenue] }): [string, Money] => {
      const hourly = costs.get(id ?? '') ?? null
      const hours = time?.value ?? null
      return [
        id ?? '',
        { cost: hourly === null || hours === null ? null : hours * hourly, revenue: revenue?.value ?? null },
      ]
    }),
  )
  if (byCampaign)
    for (const { keys, figures } of told.groups)
      for (const [column, figure] of figuresOf(money.get(keys[0] ?? '') ?? { cost: null, revenue: null }))
        figures.set(column, figure)
  // A whole of which one part is unknown is unknown.
  const all = [...money].flatMap(([id, one]) => (id === '' ? [] : [one]))
  const sum = (part: keyof Money): number | null =>
    all.some((one) => one[part] === null) ? null : all.reduce((total, one) => total + (one[part] ?? 0), 0)
  for (const [column, figure] of figuresOf({ cost: sum('cost'), revenue: sum('revenue') }))
    told.whole.set(column, figure)
}
