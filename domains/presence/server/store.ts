import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Pause } from '../agent-state.ts'
import type { Reason } from '../contract.ts'

export type Standing = {
  employeeId: string
  sessionId: string
  state: string
  since: string
  signedInAt: string
  follows: string | null
  reasonId: string | null
  campaignId: string | null
  callId: string | null
  version: number
  helpId: string | null
  helpAskedAt: string | null
}

/** Sessions not signed out, with the stretch each is in. */
export const readStanding = async (db: Db): Promise<Standing[]> => {
  const { rows } = await sql<Standing>`
    select c.employee_id, c.session_id, c.state, c.since, s.signed_in_at, c.reason_id, c.campaign_id, c.call_id, c.version,
      h.id as help_id, h.asked_at as help_asked_at,
      (select max(ended_at) from presence.spell p where p.session_id = c.session_id) as follows
    from presence.current c join presence.session s on s.id = c.session_id
    left join presence.help h on h.session_id = c.session_id and h.ended_at is null where s.signed_out_at is null`.execute(
    db,
  )
  return rows
}

const shown = ['id', 'state', 'nameZh', 'nameEn', 'position'] as const

export const readReasons = async (db: Db): Promise<Reason[]> =>
  (await db
    .selectFrom('presence.reason')
    .select(shown)
    .where('closedAt', 'is', null)
    .orderBy('position')
    .execute()) as Reason[]

export const insertReason = async (db: Db, reason: Omit<Reason, 'id'>): Promise<Reason> =>
  (await db.insertInto('presence.reason').values(reason).returning(shown).executeTakeFirstOrThrow()) as Reason

export const updateReason = async (
  db: Db,
  id: string,
  change: Partial<{ nameZh: string; nameEn: string; position: number; closedAt: Date }>,
): Promise<Reason | undefined> =>
  (await db
    .updateTable('presence.reason')
    .set(change)
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .returning(shown)
    .executeTakeFirst()) as Reason | undefined

export const findPause = async (db: Db, reasonId: string): Promise<Pause | undefined> => {
  const found = await db
    .selectFrom('presence.reason')
    .select('state')
    .where('id', '=', reasonId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()
  return found?.state as Pause | undefined
}

/** Stretches that touch the period, in order, under the reader's scope. */
export const readTimeline = (db: Db, employeeId: string, from: string, to: string) =>
  db
    .selectFrom('presence.agentTimeFact')
    .select(['state', 'reasonId', 'campaignId', 'callId', 'startedAt', 'endedAt'])
    .where('employeeId', '=', employeeId)
    .where('startedAt', '<', to)
    .where((where) => where.or([where('endedAt', 'is', null), where('endedAt', '>', from)]))
    .orderBy('startedAt')
    .limit(5000)
    .execute()
