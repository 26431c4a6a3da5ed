import { type Insertable, type Selectable, sql } from 'kysely'
import type { CampaignsCampaign } from '#database/types.ts'
import { countActiveEntries, findList } from '#domains/lists/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { CampaignMove, CampaignState } from '../campaign.ts'
import type { Campaign, CampaignDetail, CampaignForm } from '../contract.ts'
import type { GateStep } from '../stage-gates.ts'

/**
 * A `Campaign` as it comes: its row, its teams as an array, the clock of its site, the limits of its jurisdiction and its
 * seller. A target of its own that a ceiling lowered later has overtaken counts as the ceiling.
 */
const campaigns = sql`select c.id, c.name, c.type, c.purpose, c.state, c.site_id, c.list_id, c.caller_id, c.more_caller_ids, c.mode, c.jurisdiction,
    c.seller_id, c.abandon_target as abandon_target_own, c.line_limit, c.agent_hour_cost, c.calling_hours, c.attempt_policy,
    c.wrap_up_seconds, c.rescue_seconds, c.machine_detection, c.machine_audits, c.target_successes, c.starts_on, c.ends_on, c.opening_words, c.product, c.script_version, c.created_by,
    c.created_at, c.started_at, c.finished_at, c.version, s.name as site_name, s.time_zone, s.day_starts_at,
    least(coalesce(c.abandon_target, j.default_abandon_target), j.abandon_ceiling) as abandon_target,
    j.abandon_ceiling, j.window_days as abandon_window_days, j.lock_out_hours,
    jsonb_build_object('zh', j.name_zh, 'en', j.name_en) as jurisdiction_name,
    case when v.id is not null then jsonb_build_object('name', v.name, 'phone', v.phone, 'promptName', v.prompt_name) end as seller,
    array(select t.team_id from campaigns.campaign_team t where t.campaign_id = c.id order by t.team_id) as team_ids
  from campaigns.campaign c join people.site_fact s on s.id = c.site_id
    join compliance.jurisdiction_fact j on j.code = c.jurisdiction
    left join compliance.seller_fact v on v.id = c.seller_id`

/** One campaign with its teams and the time zone of its site. */
export const findCampaign = async (db: Db, id: string): Promise<Campaign | undefined> =>
  (await sql<Campaign>`${campaigns} where c.id = ${id}`.execute(db)).rows[0]

/** The same, held against other changes until the transaction ends. */
export const lockCampaign = async (db: Db, id: string): Promise<Campaign | undefined> =>
  (await sql<Campaign>`${campaigns} where c.id = ${id} for update of c`.execute(db)).rows[0]

/** The campaigns whose customers are being called now. */
export const listRunningCampaigns = async (db: Db): Promise<Campaign[]> =>
  (await sql<Campaign>`${campaigns} where c.state = 'running' order by c.id`.execute(db)).rows

/** Campaigns whose customers are, or may soon be, called under that law or in that name. */
export const listUnder = (db: Db, under: { jurisdiction: string } | { sellerId: string }) =>
  db
    .selectFrom('campaigns.campaign')
    .select(['id', 'version'])
    .where('state', 'in', ['ready', 'running', 'paused'])
    .where((where) => where.and(under))
    .orderBy('id')
    .execute()

export type CampaignFilter = {
  page: number
  pageSize: number
  search?: string | undefined
  state?: string | undefined
  type?: string | undefined
}
/** Running first, then what is nearest to running; the newest first among equals. */
const mostPressingFirst = sql`array_position(array['running', 'paused', 'ready', 'inReview', 'draft', 'finished', 'reviewed'], c.state), c.id desc`

export const listCampaigns = async (db: Db, { page, pageSize, search, state, type }: CampaignFilter) => {
  const wanted = sql`where (${state ?? null}::text is null or c.state = ${state ?? null})
    and (${type ?? null}::text is null or c.type = ${type ?? null})
    and (${search ?? ''} = '' or position(lower(${search ?? ''}) in lower(c.name)) > 0)`
  const [count, found] = await Promise.all([
    sql<{ total: number }>`select count(*) as total from campaigns.campaign c ${wanted}`.execute(db),
    sql<Campaign>`${campaigns} ${wanted} order by ${mostPressingFirst}
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db),
  ])
  return { total: count.rows[0]?.total ?? 0, rows: found.rows }
}

/** The campaign with what was signed and how it came to its state. */
export const findDetail = async (db: Db, id: string): Promise<CampaignDetail | undefined> => {
  const campaign = await findCampaign(db, id)
  if (!campaign) return undefined
  const [recordCount, gates, moves] = await Promise.all([
    countRecords(db, campaign.listId),
    db
      .selectFrom('campaigns.gate')
      .select(['step', 'passedBy', 'passedByName', 'passedAt', 'note'])
      .where('campaignId', '=', id)
      .orderBy('passedAt')
      .execute(),
    db
      .selectFrom('campaigns.move')
      .select(['at', 'move', 'fromState', 'toState', 'actorId', 'actorName', 'note'])
      .where('campaignId', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  ])
  return { ...campaign, recordCount, gates, moves } as CampaignDetail
}

/** How many numbers the list offers to call. */
export const countRecords = async (db: Db, listId: string | null): Promise<number> =>
  listId ? countActiveEntries(db, listId) : 0
export const isList = async (db: Db, listId: string): Promise<boolean> => (await findList(db, listId)) !== undefined

export const isSite = async (db: Db, siteId: string): Promise<boolean> =>
  (await sql`select from people.site_fact where id = ${siteId} and closed_at is null`.execute(db)).rows.length > 0
export const countTeams = async (db: Db, siteId: string, teamIds: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from people.team_fact
    where site_id = ${siteId} and closed_at is null and id = any (${[...teamIds]}::uuid[])`.execute(db)
  return rows[0]?.n ?? 0
}

type Row = Insertable<CampaignsCampaign>
const asRow = ({ callingHours, attemptPolicy, abandonTargetOwn, ...form }: CampaignForm): Omit<Row, 'id'> => ({
  ...form,
  abandonTarget: abandonTargetOwn,
  callingHours: JSON.stringify(callingHours),
  attemptPolicy: JSON.stringify(attemptPolicy),
})
export const insertCampaign = async (db: Db, form: CampaignForm, createdBy: string, at: Date): Promise<string> => {
  const { id } = await db
    .insertInto('campaigns.campaign')
    .values({ ...asRow(form), createdBy, createdAt: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
export const saveForm = async (db: Db, id: string, form: CampaignForm, scriptVersion: number): Promise<number> =>
  raiseVersion(db, id, { ...asRow(form), scriptVersion })

/** Writes the change and answers the version it brought. */
const raiseVersion = async (db: Db, id: string, change: Partial<Selectable<CampaignsCampaign>> | Partial<Row>) => {
  const { version } = await db
    .updateTable('campaigns.campaign')
    .set((e) => ({ ...(change as Partial<Row>), version: e('version', '+', 1) }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
export const touch = (db: Db, id: string): Promise<number> => raiseVersion(db, id, {})

export const saveState = (
  db: Db,
  id: string,
  state: CampaignState,
  times: { startedAt: Date | string | null; finishedAt: Date | string | null },
): Promise<number> => raiseVersion(db, id, { state, ...times } as Partial<Row>)

export const noteMove = async (
  db: Db,
  move: {
    campaignId: string
    at: Date
    move: CampaignMove
    fromState: CampaignState
    toState: CampaignState
    actorId: string | null
    actorName: string
    note: string
  },
): Promise<void> => {
  await db.insertInto('campaigns.move').values(move).execute()
}

/** Makes the teams exactly these. */
export const saveTeams = async (db: Db, campaignId: string, teamIds: readonly string[]): Promise<void> => {
  await sql`delete from campaigns.campaign_team
    where campaign_id = ${campaignId} and team_id <> all (${[...teamIds]}::uuid[])`.execute(db)
  await sql`insert into campaigns.campaign_team (campaign_id, team_id)
    select ${campaignId}, unnest(${[...teamIds]}::uuid[]) on conflict do nothing`.execute(db)
}

export const signedSteps = async (db: Db, campaignId: string): Promise<string[]> =>
  (await db.selectFrom('campaigns.gate').select('step').where('campaignId', '=', campaignId).execute()).map(
    ({ step }) => step,
  )
/** Signs each step once; a second signature replaces the first. */
export const sign = async (
  db: Db,
  steps: readonly GateStep[],
  gate: { campaignId: string; passedBy: string | null; passedByName: string; passedAt: Date; note: string },
): Promise<void> => {
  await db
    .insertInto('campaigns.gate')
    .values(steps.map((step) => ({ ...gate, step })))
    .onConflict((conflict) =>
      conflict.columns(['campaignId', 'step']).doUpdateSet((e) => ({
        passedBy: e.ref('excluded.passedBy'),
        passedByName: e.ref('excluded.passedByName'),
        passedAt: e.ref('excluded.passedAt'),
        note: e.ref('excluded.note'),
      })),
    )
    .execute()
}
export const unsign = async (db: Db, campaignId: string, steps: readonly GateStep[]): Promise<void> => {
  if (steps.length === 0) return
  await db.deleteFrom('campaigns.gate').where('campaignId', '=', campaignId).where('step', 'in', steps).execute()
}
