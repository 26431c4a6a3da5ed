import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { CampaignSurvey, Flow, FlowNumber, FlowRow, FlowState } from '../contract.ts'
import type { FlowBody, FlowPurpose } from '../flow.ts'

export type StoredFlow = FlowRow & { revision: number; draft: FlowBody; published: FlowBody | null }

const weekMs = 7 * 86_400_000

const readFlows = async ({ db, now }: Pick<Context, 'db' | 'now'>, id: string | null): Promise<StoredFlow[]> => {
  const { rows } = await sql<StoredFlow>`
    select f.id, f.name, f.purpose, f.state, f.site_id, coalesce(s.name, '') as site_name, f.version, v.published_at,
      v.body is null or f.draft <> v.body as has_draft, f.changed_at, f.changed_by_name, f.revision, f.draft, v.body as published,
      coalesce((select array_agg(n.number order by n.number) from ivr.number n where n.flow_id = f.id), '{}') as numbers,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name) order by c.name)
        from ivr.campaign_survey y join campaigns.campaign_fact c on c.id = y.campaign_id where y.flow_id = f.id), '[]') as campaigns,
      (select count(*) from ivr.run r where r.flow_id = f.id and r.began_at > ${new Date(now().getTime() - weekMs)})::int as calls7_days
    from ivr.flow f left join people.site_fact s on s.id = f.site_id
      left join ivr.flow_version v on v.flow_id = f.id and v.version = f.version
    where ${id}::uuid is null or f.id = ${id}::uuid order by f.state = 'retired', f.name`.execute(db)
  return rows
}
export const listStoredFlows = (
  ctx: Context,
  filter: { purpose?: FlowPurpose | undefined; state?: FlowState | undefined },
) =>
  readFlows(ctx, null).then((flows) =>
    flows.filter(({ purpose, state }) => (filter.purpose ?? purpose) === purpose && (filter.state ?? state) === state),
  )
export const findStoredFlow = async (ctx: Context, id: string): Promise<StoredFlow | undefined> =>
  (await readFlows(ctx, id))[0]

export const listVersions = async (db: Db, flowId: string): Promise<Flow['versions']> =>
  db
    .selectFrom('ivr.flowVersion')
    .select(['version', 'publishedAt', 'publishedByName', 'words'])
    .where('flowId', '=', flowId)
    .orderBy('version', 'desc')
    .execute()
export const findVersion = async (db: Db, flowId: string, version: number) => {
  const row = await db
    .selectFrom('ivr.flowVersion')
    .select(['version', 'publishedAt', 'publishedByName', 'words', 'body'])
    .where('flowId', '=', flowId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && { ...row, body: row.body as unknown as FlowBody }
}

export const isNameTaken = async (db: Db, name: string, except: string | null): Promise<boolean> =>
  (await db.selectFrom('ivr.flow').select('id').where('name', '=', name).execute()).some(({ id }) => id !== except)

type Author = { changedAt: Date; changedByName: string }
export const insertFlow = async (
  db: Db,
  { draft, ...flow }: { name: string; purpose: string; siteId: string; draft: FlowBody } & Author,
): Promise<string> => {
  const row = { ...flow, draft: JSON.stringify(draft) }
  return (await db.insertInto('ivr.flow').values(row).returning('id').executeTakeFirstOrThrow()).id
}

type Change = { name?: string; draft?: FlowBody; state?: FlowState; version?: number } & Author
/** False where somebody saved another revision meanwhile. */
export const updateFlow = async (
  db: Db,
  { id, revision }: { id: string; revision: number },
  { draft, ...change }: Change,
): Promise<boolean> => {
  const saved = await db
    .updateTable('ivr.flow')
    .set((e) => ({
      ...change,
      ...(draft ? { draft: JSON.stringify(draft) } : {}),
      revision: e('revision', '+', 1),
    }))
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}
export const insertVersion = async (
  db: Db,
  version: {
    flowId: string
    version: number
    body: FlowBody
    words: string
    publishedAt: Date
    publishedByName: string
  },
): Promise<void> => {
  await db
    .insertInto('ivr.flowVersion')
    .values({ ...version, body: JSON.stringify(version.body) })
    .execute()
}

export const listNumbers = async (db: Db): Promise<FlowNumber[]> => {
  const { rows } = await sql<FlowNumber>`
    select n.number, n.flow_id, f.name as flow_name, coalesce(s.name, '') as site_name, n.changed_at, n.changed_by_name
    from ivr.number n join ivr.flow f on f.id = n.flow_id left join people.site_fact s on s.id = f.site_id
    order by n.number`.execute(db)
  return rows
}
export const saveNumber = async (db: Db, row: { number: string; flowId: string } & Author): Promise<void> => {
  const { number: _, ...change } = row
  await db
    .insertInto('ivr.number')
    .values(row)
    .onConflict((known) => known.column('number').doUpdateSet(change))
    .execute()
}
export const deleteNumber = async (db: Db, number: string): Promise<boolean> =>
  (await db.deleteFrom('ivr.number').where('number', '=', number).returning('number').executeTakeFirst()) !== undefined

export const findSurvey = async (db: Db, campaignId: string): Promise<CampaignSurvey> => {
  const row = await db
    .selectFrom('ivr.campaignSurvey as y')
    .innerJoin('ivr.flow as f', 'f.id', 'y.flowId')
    .select(['y.flowId', 'f.name as flowName', 'y.changedAt', 'y.changedByName'])
    .where('y.campaignId', '=', campaignId)
    .executeTakeFirst()
  return { campaignId, ...(row ?? { flowId: null, flowName: '', changedAt: null, changedByName: '' }) }
}
export const saveSurvey = async (
  db: Db,
  { campaignId, flowId, ...author }: { campaignId: string; flowId: string | null } & Author,
): Promise<void> => {
  if (flowId === null) {
    await db.deleteFrom('ivr.campaignSurvey').where('campaignId', '=', campaignId).execute()
    return
  }
  await db
    .insertInto('ivr.campaignSurvey')
    .values({ campaignId, flowId, ...author })
    .onConflict((known) => known.column('campaignId').doUpdateSet({ flowId, ...author }))
    .execute()
}

export type LiveFlow = { id: string; name: string; siteId: string; version: number; body: FlowBody }
/** All of what callers may come to, by flow; and which flow is whose. */
export const readLive = async (db: Db) => {
  const { rows } = await sql<LiveFlow>`
    select f.id, f.name, f.site_id, v.version, v.body from ivr.flow f
      join ivr.flow_version v on v.flow_id = f.id and v.version = f.version where f.state = 'published'`.execute(db)
  const numbers = await db.selectFrom('ivr.number').select(['number', 'flowId']).execute()
  const surveys = await db.selectFrom('ivr.campaignSurvey').select(['campaignId', 'flowId']).execute()
  return { flows: rows, numbers, surveys }
}
