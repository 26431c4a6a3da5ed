import { sql } from 'kysely'
import type { SourceName } from './facts/fact.ts'
import { askedOf, type Filter, narrowed, type Sql } from './filter.ts'
import { peopleSources } from './people-sources.ts'
import { reportedSources } from './reported-sources.ts'
import { type Asked, dated, dayGroups, type Key, quarterGroups, type RealSource, type Source } from './source.ts'
import { ofDays } from './span.ts'

export type { Asked, Key, RealSource } from './source.ts'

const [days, quarters] = [dayGroups, quarterGroups]

/** Rows that have no moment: the period does not limit them. */
const standing =
  (relation: string) =>
  ({ filter }: Asked): Sql =>
    sql`from ${sql.table(relation)} f where ${narrowed(filter)}`

/** Stretches still running are part of the day's figures, up to now. */
const time = ({ span, filter }: Asked): Sql => sql`from (
    select * from metrics.time_rows(${span.from}::timestamptz, ${span.to}::timestamptz, null, true)
    union all select * from metrics.time_rows(${span.from}::timestamptz, ${span.to}::timestamptz, ${span.now}::timestamptz, false)) f
  where ${ofDays(span)} and ${narrowed(filter)}`

export const sources: Record<RealSource, Source> = {
  call: {
    groups: [
      ...[...days, ...quarters],
      ...(['site', 'campaign', 'batch', 'product', 'region', 'team', 'agent', 'outcome', 'script'] as const),
    ],
    filters: ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'],
    rows: dated('metrics.callRow', 'placedAt'),
  },
  time: {
    groups: [...days, ...quarters, 'site', 'campaign', 'product', 'team', 'agent', 'reason'],
    filters: ['siteId', 'campaignId', 'teamId', 'agentId', 'product'],
    rows: time,
  },
  session: {
    groups: [...days, ...quarters, 'site', 'team', 'agent'],
    filters: ['siteId', 'teamId', 'agentId'],
    rows: dated('metrics.sessionRow', 'at'),
  },
  contact: {
    groups: ['campaign', 'batch', 'product'],
    filters: ['campaignId', 'batchId', 'product'],
    rows: standing('metrics.contactRow'),
  },
  campaign: {
    groups: ['campaign', 'product'],
    filters: ['campaignId', 'product'],
    rows: standing('metrics.campaignRow'),
  },
  ...reportedSources,
  ...peopleSources,
}

/** Whether that source can be narrowed and grouped so. */
export const canTell = (source: SourceName, filter: Filter, by: readonly Key[]): boolean => {
  if (source === 'none') return true
  const { groups, filters } = sources[source]
  return by.every((grouping) => groups.includes(grouping)) && askedOf(filter).every((name) => filters.includes(name))
}

/** The text a row `f` is grouped under; empty where it has none. */
export const keyOf: Record<Key, Sql> = {
  month: sql`to_char(f.day, 'YYYY-MM')`,
  week: sql`to_char(date_trunc('week', f.day), 'YYYY-MM-DD')`,
  day: sql`to_char(f.day, 'YYYY-MM-DD')`,
  weekday: sql`to_char(f.day, 'ID')`,
  hour: sql`lpad((f.quarter / 4)::text, 2, '0')`,
  quarterHour: sql`lpad((f.quarter / 4)::text, 2, '0') || ':' || lpad((f.quarter % 4 * 15)::text, 2, '0')`,
  site: sql`f.site_id::text`,
  campaign: sql`f.campaign_id::text`,
  batch: sql`f.batch_id::text`,
  product: sql`(select nullif(c.product, '') from campaigns.campaign_fact c where c.id = f.campaign_id)`,
  region: sql`f.region`,
  team: sql`f.team_id::text`,
  agent: sql`f.agent_id::text`,
  reason: sql`f.reason_id::text`,
  outcome: sql`f.outcome`,
  script: sql`f.script_version::text`,
}
