import { sql } from 'kysely'
import type { AgentState } from '#domains/presence/contract.ts'
import type { Db } from '#platform/db.ts'
import type { TeamTime } from '../contract.ts'
import type { ActivityKind, Clock, LeaveKind } from '../shift.ts'

export type TimeFilter = { teamId?: string | undefined; employeeId?: string | undefined }
type Window = { from: number; to: number }

const epoch = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`)
const ofWhom = ({ teamId = '', employeeId = '' }: TimeFilter) =>
  sql`(${teamId} = '' or f.team_id::text = ${teamId}) and (${employeeId} = '' or f.employee_id::text = ${employeeId})`

/** Clocks of all sites, by id. */
export const readClocks = async (db: Db): Promise<Map<string, Clock>> => {
  const { rows } = await sql<Clock & { id: string }>`
    select id, time_zone, day_starts_at from people.site_fact`.execute(db)
  return new Map(rows.map(({ id, ...clock }) => [id, clock]))
}

export type SpentRow = {
  employeeId: string
  teamId: string | null
  siteId: string | null
  state: AgentState
  reasonId: string | null
  correctionId: string | null
  startsAt: number
  /** Null while it lasts. */
  endsAt: number | null
}
/** Recorded time as it holds, touching the window. No stretch lasts two days, which lets the index help. */
export const readSpent = async (db: Db, { from, to }: Window, filter: TimeFilter): Promise<SpentRow[]> => {
  const { rows } = await sql<SpentRow>`
    select f.employee_id, f.team_id, f.site_id, f.state, f.reason_id, f.correction_id,
      ${epoch('f.started_at')} as starts_at, ${epoch('f.ended_at')} as ends_at
    from presence.agent_time_fact f
    where f.started_at < ${new Date(to)} and f.started_at > ${new Date(from)}::timestamptz - interval '2 days'
      and (f.ended_at is null or f.ended_at > ${new Date(from)}) and ${ofWhom(filter)}
    order by f.started_at`.execute(db)
  return rows
}

export type PlannedRow = {
  employeeId: string
  teamId: string | null
  siteId: string
  kind: ActivityKind
  isPaid: boolean
  startsAt: number
  endsAt: number
}
/** What is planned in the window; a day of leave has nothing. */
export const readPlanned = async (db: Db, { from, to }: Window, filter: TimeFilter): Promise<PlannedRow[]> => {
  const { rows } = await sql<PlannedRow>`
    select f.employee_id, f.team_id, f.site_id, f.kind, f.is_paid, ${epoch('f.starts_at')} as starts_at, ${epoch('f.ends_at')} as ends_at
    from workforce.activity_fact f
    where f.day between ${new Date(from - 2 * 86_400_000)}::timestamptz::date and ${new Date(to + 86_400_000)}::timestamptz::date
      and f.starts_at < ${new Date(to)} and f.ends_at > ${new Date(from)} and ${ofWhom(filter)}
    order by f.starts_at`.execute(db)
  return rows
}

export type LeaveRow = { employeeId: string; teamId: string | null; siteId: string; kind: LeaveKind }
export const readLeaves = async (db: Db, day: string, filter: TimeFilter): Promise<LeaveRow[]> => {
  const { rows } = await sql<LeaveRow>`
    select f.employee_id, f.team_id, f.site_id, f.kind from workforce.leave_fact f
    where f.day = ${day}::date and ${ofWhom(filter)}`.execute(db)
  return rows
}

export type Named = { id: string; name: string; staffNumber: string }
export const readNames = async (db: Db, ids: readonly string[]): Promise<Map<string, Named>> => {
  const { rows } = await sql<Named>`
    select id, name, staff_number from people.employee_fact where id = any (${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}
export const readTeamNames = async (db: Db): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from people.team_fact`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
/** Reasons by name, those retired too: time recorded under them stays. */
export const readReasonNames = async (db: Db): Promise<TeamTime['reasons']> => {
  const { rows } = await sql<TeamTime['reasons'][number]>`
    select id, name_zh, name_en from presence.reason_fact order by position`.execute(db)
  return rows
}
