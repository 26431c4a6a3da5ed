import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Correction } from '../contract.ts'
import type { Piece, Recorded, Said } from '../correction.ts'

export type Session = { id: string; signedOutAt: string | null }
/** The sign-in that holds the whole span, locked, so that two corrections of it take turns. */
export const lockSessionAround = async (
  db: Db,
  employeeId: string,
  from: Date,
  to: Date,
): Promise<Session | undefined> =>
  db
    .selectFrom('presence.session')
    .select(['id', 'signedOutAt'])
    .where('employeeId', '=', employeeId)
    .where('signedInAt', '<=', from.toISOString())
    .where((where) => where.or([where('signedOutAt', 'is', null), where('signedOutAt', '>=', to.toISOString())]))
    .orderBy('signedInAt', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

export const lockSession = (db: Db, id: string): Promise<{ id: string } | undefined> =>
  db.selectFrom('presence.session').select('id').where('id', '=', id).forUpdate().executeTakeFirst()

export type SpellOf = Recorded & { teamId: string | null; siteId: string | null }
/** Recorded stretches of a sign-in that touch the span, in order. */
export const readSpells = async (db: Db, sessionId: string, from: Date, to: Date): Promise<SpellOf[]> => {
  const rows = await db
    .selectFrom('presence.spell')
    .select(['startedAt', 'endedAt', 'state', 'reasonId', 'campaignId', 'callId', 'teamId', 'siteId'])
    .where('sessionId', '=', sessionId)
    .where('startedAt', '<', to.toISOString())
    .where('endedAt', '>', from.toISOString())
    .orderBy('startedAt')
    .execute()
  return rows.map((row) => ({
    ...row,
    state: row.state as Recorded['state'],
    startedAt: Date.parse(row.startedAt),
    endedAt: Date.parse(row.endedAt),
  }))
}

/** Corrections of a sign-in that hold, the latest word last. */
export const readHolding = async (db: Db, sessionId: string): Promise<Said[]> => {
  const rows = await db
    .selectFrom('presence.correction')
    .select(['id', 'startsAt', 'endsAt', 'state', 'reasonId'])
    .where('sessionId', '=', sessionId)
    .where('withdrawnAt', 'is', null)
    .orderBy('place')
    .execute()
  return rows.map((row) => ({
    ...row,
    state: row.state as Said['state'],
    startsAt: Date.parse(row.startsAt),
    endsAt: Date.parse(row.endsAt),
  }))
}

export type CutSpell = { spell: SpellOf; pieces: readonly Piece[] }
/** Puts these pieces in the place of those the stretches had. */
export const replacePieces = async (
  db: Db,
  { sessionId, employeeId }: { sessionId: string; employeeId: string },
  cut: readonly CutSpell[],
): Promise<void> => {
  const starts = cut.map(({ spell }) => new Date(spell.startedAt).toISOString())
  if (starts.length === 0) return
  await db
    .deleteFrom('presence.piece')
    .where('sessionId', '=', sessionId)
    .where('spellStartedAt', 'in', starts)
    .execute()
  const rows = cut.flatMap(({ spell, pieces }) =>
    pieces.map(({ startedAt, endedAt, ...piece }) => ({
      ...{ sessionId, employeeId, teamId: spell.teamId, siteId: spell.siteId },
      ...{ spellStartedAt: new Date(spell.startedAt), startedAt: new Date(startedAt), endedAt: new Date(endedAt) },
      ...{ state: piece.state, reasonId: piece.reasonId, campaignId: piece.campaignId, callId: piece.callId },
      correctionId: piece.correctionId,
    })),
  )
  if (rows.length > 0) await db.insertInto('presence.piece').values(rows).execute()
}

const shown = sql.raw(`c.id, c.employee_id, c.starts_at, c.ends_at, c.state, c.reason_id, c.why, c.at, c.by_name,
  c.withdrawn_at, c.withdrawn_by_name, c.withdrawn_why,
  coalesce((select json_agg(json_build_object('state', s.state, 'reasonId', s.reason_id,
      'startedAt', to_char(greatest(s.started_at, c.starts_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'endedAt', to_char(least(s.ended_at, c.ends_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by s.started_at)
    from presence.spell s where s.session_id = c.session_id and s.started_at < c.ends_at and s.ended_at > c.starts_at), '[]') as recorded`)

export type CorrectionRow = Correction & { sessionId: string; teamId: string | null; siteId: string | null }
export const findCorrection = async (db: Db, id: string): Promise<CorrectionRow | undefined> => {
  const { rows } = await sql<CorrectionRow>`
    select ${shown}, c.session_id, c.team_id, c.site_id from presence.correction c where c.id = ${id}`.execute(db)
  return rows[0]
}

/** Corrections that touch the span, in the order in which they were made, under the reader's scope. */
export const listCorrections = async (db: Db, employeeId: string, from: string, to: string): Promise<Correction[]> => {
  const { rows } = await sql<Correction>`
    select ${shown} from presence.correction c
    where c.employee_id = ${employeeId} and c.starts_at < ${to} and c.ends_at > ${from} order by c.place limit 500`.execute(
    db,
  )
  return rows
}

/** Whether any of the days from the first to the last has been closed. */
export const areClosed = async (db: Db, first: string, last: string): Promise<boolean> => {
  const { rows } = await sql<{ closed: boolean }>`
    select exists (select from presence.closed_days where from_day <= ${last}::date and to_day >= ${first}::date) as closed`.execute(
    db,
  )
  return rows[0]?.closed ?? false
}

/** The state a reason belongs to. */
export const stateOfReason = async (db: Db, reasonId: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('presence.reason')
      .select('state')
      .where('id', '=', reasonId)
      .where('closedAt', 'is', null)
      .executeTakeFirst()
  )?.state
