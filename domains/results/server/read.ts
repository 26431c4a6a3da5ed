import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Result, ResultRow, ResultVersion } from '../contract.ts'
import type { Kind } from '../report.ts'

const values = [
  ...['product', 'order_kind', 'units', 'amount', 'focus_model', 'channel', 'score', 'satisfied', 'excellent'],
  ...['reviewer', 'behaviour', 'done', 'opportunities', 'questionnaire', 'completed'],
]
const of = (table: string, names: readonly string[]): string => names.map((name) => `${table}.${name}`).join(', ')
const shown =
  sql.raw(`${of('r', ['id', 'kind', 'source', 'external_id', 'version', 'state', 'at', 'call_id', 'agent_id', 'team_id', 'site_id'])},
  ${of('r', ['campaign_id', 'batch_id', 'customer_id', 'region', 'changed_at', ...values])},
  coalesce(a.name, '') as agent_name, coalesce(t.name, '') as team_name, coalesce(c.name, '') as campaign_name`)
const joins =
  sql.raw(`left join people.employee_fact a on a.id = r.agent_id left join people.team_fact t on t.id = r.team_id
  left join campaigns.campaign_fact c on c.id = r.campaign_id`)

export type ResultFilter = {
  kind: Kind
  state?: 'valid' | 'withdrawn' | undefined
  source?: string | undefined
  search?: string | undefined
  campaignId?: string | undefined
  agentId?: string | undefined
  teamId?: string | undefined
  callId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}
const tied = { campaignId: 'campaign_id', agentId: 'agent_id', teamId: 'team_id', callId: 'call_id' } as const
const conditions = (filter: ResultFilter, timeZone: string): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`r.kind = ${filter.kind}`]
  if (filter.state) all.push(sql`r.state = ${filter.state}`)
  if (filter.source) all.push(sql`r.source = ${filter.source}`)
  if (filter.search) all.push(sql`starts_with(r.external_id, ${filter.search})`)
  for (const [name, column] of Object.entries(tied)) {
    const id = filter[name as keyof typeof tied]
    if (id) all.push(sql`r.${sql.raw(column)} = ${id}::uuid`)
  }
  if (filter.from) all.push(sql`r.at >= (${filter.from}::date::timestamp at time zone ${timeZone})`)
  if (filter.to) all.push(sql`r.at < ((${filter.to}::date + 1)::timestamp at time zone ${timeZone})`)
  return sql.join(all, sql` and `)
}
const place = /^\d{4}-\d\d-\d\dT[\d:.]+Z~[0-9a-f-]{36}$/

/** Newest first. Days are those of `timeZone`. */
export const listResults = async (
  db: Db,
  { after, limit, timeZone, ...filter }: ResultFilter & { after?: string | undefined; limit: number; timeZone: string },
) => {
  const [at, id] = after && place.test(after) ? after.split('~') : []
  const { rows } = await sql<ResultRow>`select ${shown} from results.record r ${joins}
    where ${conditions(filter, timeZone)} ${at && id ? sql`and (r.at, r.id) < (${at}::timestamptz, ${id}::uuid)` : sql``}
    order by r.at desc, r.id desc limit ${limit + 1}`.execute(db)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), next: last ? `${last.at}~${last.id}` : null, total: null }
}

const camel = (name: string): string => name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const told = ['version', 'state', 'at', 'changed_at', 'changed_by_name', 'reason', ...values]
const formerVersion = (content: Record<string, unknown>): ResultVersion => {
  const version = Object.fromEntries(told.map((name) => [camel(name), content[name] ?? null])) as ResultVersion
  const iso = (at: string): string => new Date(at).toISOString()
  return { ...version, at: iso(version.at), changedAt: iso(version.changedAt) }
}

/** One result with every version of it, the latest first. */
export const findResult = async (db: Db, id: string): Promise<Result | undefined> => {
  const { rows } = await sql<ResultRow & ResultVersion>`select ${shown}, r.changed_by_name, r.reason
    from results.record r ${joins} where r.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const former = await db
    .selectFrom('results.former')
    .select('content')
    .where('recordId', '=', id)
    .orderBy('version', 'desc')
    .execute()
  return {
    ...row,
    versions: [row, ...former.map(({ content }) => formerVersion(content as Record<string, unknown>))],
  }
}
