import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { Leave } from '../contract.ts'
import type { ActivityKind, Clock, LeaveKind, PlannedShift } from '../shift.ts'

/** Somebody hours are planned for, as far as the reader sees them. */
export type Person = Clock & {
  id: string
  name: string
  staffNumber: string
  teamId: string | null
  siteId: string
  teamName: string
}
export type PeopleFilter = {
  id?: string | undefined
  teamId?: string | undefined
  staffNumbers?: readonly string[] | undefined
  /** Without those who left before that day. */
  presentOn: string
}
/** People who belong to a team, by staff number. */
export const listPeople = async (
  db: Db,
  { id = '', teamId = '', staffNumbers, presentOn }: PeopleFilter,
): Promise<Person[]> => {
  const { rows } = await sql<Person>`
    select e.id, e.name, e.staff_number, e.team_id, e.site_id, coalesce(t.name, '') as team_name, s.time_zone, s.day_starts_at
    from people.employee_fact e
    join people.site_fact s on s.id = e.site_id
    left join people.team_fact t on t.id = e.team_id
    where (e.left_on is null or e.left_on >= ${presentOn}::date)
      and (${id} = '' or e.id::text = ${id}) and (${teamId} = '' or e.team_id::text = ${teamId})
      and (${id} <> '' or e.team_id is not null)
      and (${staffNumbers === undefined}::boolean or e.staff_number = any (${staffNumbers ?? []}::text[]))
    order by e.staff_number limit 2000`.execute(db)
  return rows
}

/** The clock the reader works by: of the own site, else of the first within reach. */
export const findClock = async (db: Db, readerId: string): Promise<Clock> => {
  const { rows } = await sql<Clock>`
    select s.time_zone, s.day_starts_at from people.site_fact s
    left join people.employee_fact e on e.id = ${readerId} and e.site_id = s.id
    order by e.id is null, s.name limit 1`.execute(db)
  return rows[0] ?? { timeZone: 'Asia/Shanghai', dayStartsAt: '00:00' }
}

export type ShiftRow = {
  id: string
  employeeId: string
  day: string
  startsAt: number
  endsAt: number
  note: string
  version: number
  scheduledMs: number
  activities: { kind: ActivityKind; isPaid: boolean; startsAt: number; endsAt: number }[]
}
const epoch = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`
const shiftColumns =
  sql.raw(`s.id, s.employee_id, s.day::text as day, ${epoch('s.starts_at')} as starts_at, ${epoch('s.ends_at')} as ends_at,
  s.note, s.version, coalesce(f.scheduled_ms, 0) as scheduled_ms,
  (select json_agg(json_build_object('kind', a.kind, 'isPaid', a.is_paid, 'startsAt', ${epoch('a.starts_at')}, 'endsAt', ${epoch('a.ends_at')})
     order by a.starts_at) from workforce.activity a where a.shift_id = s.id) as activities`)

export type ShiftFilter = { from: string; to: string; employeeIds: readonly string[] }
/** Shifts of business days from the first to the last, in order. */
export const listShifts = async (db: Db, { from, to, employeeIds }: ShiftFilter): Promise<ShiftRow[]> => {
  const { rows } = await sql<ShiftRow>`
    select ${shiftColumns} from workforce.shift s left join workforce.shift_fact f on f.id = s.id
    where s.day between ${from}::date and ${to}::date and s.employee_id = any (${employeeIds}::uuid[])
    order by s.starts_at`.execute(db)
  return rows
}
export const findShift = async (db: Db, id: string): Promise<ShiftRow | undefined> => {
  const { rows } = await sql<ShiftRow>`
    select ${shiftColumns} from workforce.shift s left join workforce.shift_fact f on f.id = s.id where s.id = ${id}`.execute(
    db,
  )
  return rows[0]
}

/** Waits until nobody else plans for that person. */
export const takeTurns = async (db: Db, employeeId: string): Promise<void> => {
  await sql`select workforce.take_turns_on(${employeeId})`.execute(db)
}
/** Whether another shift of that person lies in the span, also one the reader may not see. */
export const isTaken = async (
  db: Db,
  employeeId: string,
  { startsAt, endsAt }: Pick<PlannedShift, 'startsAt' | 'endsAt'>,
  except: string | null,
): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`
    select workforce.is_planned_already(${employeeId}, ${new Date(startsAt)}, ${new Date(endsAt)}, ${except}) as taken`.execute(
    db,
  )
  return rows[0]?.taken ?? false
}

const writeActivities = async (db: Db, shiftId: string, { activities }: PlannedShift): Promise<void> => {
  await db
    .insertInto('workforce.activity')
    .values(
      activities.map(({ kind, isPaid, startsAt, endsAt }) => ({
        ...{ shiftId, kind, isPaid },
        ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
      })),
    )
    .execute()
}
export const insertShift = async (
  db: Db,
  { id: employeeId, teamId, siteId }: Pick<Person, 'id' | 'teamId' | 'siteId'>,
  { day, note, plan }: { day: string; note: string; plan: PlannedShift },
): Promise<string> => {
  const { id } = await db
    .insertInto('workforce.shift')
    .values({
      ...{ employeeId, teamId, siteId, day, note },
      ...{ startsAt: new Date(plan.startsAt), endsAt: new Date(plan.endsAt) },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await writeActivities(db, id, plan)
  return id
}
/** Undefined when somebody changed it meanwhile. */
export const updateShift = async (
  db: Db,
  { id, version }: { id: string; version: number },
  { note, plan }: { note: string; plan: PlannedShift },
): Promise<boolean> => {
  const times = { startsAt: new Date(plan.startsAt), endsAt: new Date(plan.endsAt) }
  const read = { table: 'workforce.shift', key: { id }, version } as const
  if (!(await writeNext(db, read, { note, ...times }))) return false
  await db.deleteFrom('workforce.activity').where('shiftId', '=', id).execute()
  await writeActivities(db, id, plan)
  return true
}
/** How many there were. */
export const deleteShifts = async (db: Db, ids: readonly string[]): Promise<number> => {
  if (ids.length === 0) return 0
  const gone = await db.deleteFrom('workforce.shift').where('id', 'in', ids).returning('id').execute()
  return gone.length
}

export const listLeaves = async (db: Db, { from, to, employeeIds }: ShiftFilter): Promise<Leave[]> => {
  const { rows } = await sql<Leave>`
    select employee_id, day::text as day, kind, note from workforce.leave
    where day between ${from}::date and ${to}::date and employee_id = any (${employeeIds}::uuid[]) order by day`.execute(
    db,
  )
  return rows
}
export const writeLeave = async (
  db: Db,
  { id: employeeId, teamId, siteId }: Pick<Person, 'id' | 'teamId' | 'siteId'>,
  { day, kind, note }: { day: string; kind: LeaveKind; note: string },
): Promise<void> => {
  await db
    .insertInto('workforce.leave')
    .values({ employeeId, teamId, siteId, day, kind, note })
    .onConflict((conflict) => conflict.columns(['employeeId', 'day']).doUpdateSet({ kind, note }))
    .execute()
}
export const deleteLeave = async (db: Db, employeeId: string, day: string): Promise<boolean> =>
  (await db
    .deleteFrom('workforce.leave')
    .where('employeeId', '=', employeeId)
    .where('day', '=', day)
    .returning('day')
    .executeTakeFirst()) !== undefined
