import { type RawBuilder, sql } from 'kysely'
import { noKey } from '../measure.ts'

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

/** Where it has none; what belongs to no campaign has no product either. */
const empty: Record<FilterName, Sql> = {
  siteId: sql`f.site_id is null`,
  campaignId: sql`f.campaign_id is null`,
  teamId: sql`f.team_id is null`,
  agentId: sql`f.agent_id is null`,
  batchId: sql`f.batch_id is null`,
  product: sql`not exists (select from campaigns.campaign_fact c where c.id = f.campaign_id and c.product <> '')`,
  region: sql`f.region is null`,
}
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
  const asked = askedOf(filter).map((name) => {
    const value = filter[name] ?? ''
    return value === noKey ? empty[name] : conditions[name](value)
  })
  return asked.length === 0 ? sql`true` : sql.join(asked, sql` and `)
}
