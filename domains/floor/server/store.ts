import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { ActionKind, FloorAction } from '../contract.ts'
import type { Tally } from './day-book.ts'

/** Campaigns called since that moment, and those running: whoever has figures of today. */
export const readCampaignsOfToday = async (db: Db, since: Date): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct campaign_id as id from calls.call_fact where placed_at >= ${since}`.execute(db)
  return rows.map(({ id }) => id)
}

export type TallyRow = Tally & { agentId: string | null }
/** What the ledger says of a campaign since its business day began, by agent; calls still in memory are left out. */
export const readTallies = async (
  db: Db,
  campaignId: string,
  since: Date,
  without: readonly string[],
): Promise<TallyRow[]> => {
  const { rows } = await sql<TallyRow>`
    select agent_id, count(*) as attempts, count(answered_at) as answered, count(*) filter (where talk_ms > 0) as connects,
      count(*) filter (where outcome_kind = 'success') as successes, count(*) filter (where abandoned) as abandoned
    from calls.call_fact where campaign_id = ${campaignId} and placed_at >= ${since} and id <> all (${without}::uuid[])
    group by agent_id`.execute(db)
  return rows
}

/** When today's successes came, in slices of that many seconds from the start of the day. */
export const readSlices = async (
  db: Db,
  campaignId: string,
  since: Date,
  { seconds, without }: { seconds: number; without: readonly string[] },
): Promise<{ slice: number; count: number }[]> => {
  const { rows } = await sql<{ slice: number; count: number }>`
    select floor(extract(epoch from outcome_at - ${since}::timestamptz) / ${seconds}::int)::int as slice, count(*) as count
    from calls.call_fact where campaign_id = ${campaignId} and placed_at >= ${since} and outcome_kind = 'success'
      and id <> all (${without}::uuid[]) group by 1`.execute(db)
  return rows
}

/** Successes of a campaign on calls placed before that moment. */
export const countSuccessesBefore = async (db: Db, campaignId: string, moment: Date): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from calls.call_fact
    where campaign_id = ${campaignId} and placed_at < ${moment} and outcome_kind = 'success'`.execute(db)
  return rows[0]?.count ?? 0
}

export type NewAction = {
  at: Date
  actorId: string
  actorName: string
  kind: ActionKind
  agentId: string | null
  teamId: string | null
  siteId: string | null
  callId: string | null
}
export const insertAction = async (db: Db, action: NewAction): Promise<string> =>
  (await db.insertInto('floor.action').values(action).returning('id').executeTakeFirstOrThrow()).id

export const markRefused = async (db: Db, id: string, refusal: string): Promise<void> => {
  await db.updateTable('floor.action').set({ refusal }).where('id', '=', id).execute()
}

/** Newest first, as far as the reader may see. */
export const readActions = async (db: Db, agentId: string | undefined, limit: number): Promise<FloorAction[]> => {
  const { rows } = await sql<FloorAction>`
    select id, at, kind, actor_name, agent_id, call_id, refusal from floor.action
    where ${agentId === undefined ? sql`true` : sql`agent_id = ${agentId}`} order by at desc, id desc limit ${limit}`.execute(
    db,
  )
  return rows
}
