import { type RawBuilder, sql } from 'kysely'

export type Sql = RawBuilder<unknown>
/** Narrows every fact that knows the thing; a fact that does not can say nothing about it. */
export type Filter = {
  siteId?: string | undefined
  campaignId?: string | undefined
  teamId?: string | undefined
  agentId?: string | undefined
  batchId?: string | undefined
  product?: string | undefined
  region?: string | undefined
}
export type FilterName = keyof Filter
export const filterNames = ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'] as const

const conditions: Record<FilterName, (value: string) => Sql> = {
  siteId: (value) => sql`f.site_id = ${value}::uuid`,
  campaignId: (value) => sql`f.campaign_id = ${value}::uuid`,
  teamId: (value) => sql`f.team_id = ${value}::uuid`,
  agentId: (value) => sql`f.agent_id = ${value}::uuid`,
  batchId: (value) => sql`f.batch_id = ${value}::uuid`,
  product: (value) => sql`f.campaign_id in (select c.id from campaigns.campaign_fact c where c.product = ${value})`,
  region: (value) => sql`f.region = ${value}`,
}
export const askedOf = (filter: Filter): FilterName[] => filterNames.filter((name) => filter[name] !== undefined)
/** The rows `f` the filter leaves. */
export const narrowed = (filter: Filter): Sql => {
  const asked = askedOf(filter).map((name) => conditions[name](filter[name] ?? ''))
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `)
}
