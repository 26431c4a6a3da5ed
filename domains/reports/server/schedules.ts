import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { nextDue } from '../clock.ts'
import { refusals } from '../refusals.ts'
import { definitions } from '../report.ts'
import { KeptRequest, type NewSchedule, type Schedule } from '../shapes.ts'
import { layoutOf } from './columns.ts'
import { placeOf } from './place.ts'

export type ScheduleRow = Omit<Schedule, 'request'> & { request: unknown; ownerId: string }

const columns = sql`s.id, s.name, s.report, s.request, s.cadence, s.at, s.weekday, s.month_day, s.addresses, s.format, s.locale,
  s.is_on, s.owner_id, s.owner_name, s.time_zone, s.next_at, s.stopped_why, s.version,
  (select max(g.sent_at) from reports.sending g where g.schedule_id = s.id) as last_sent_at,
  (select g.state from reports.sending g where g.schedule_id = s.id order by g.ordered_at desc, g.id desc limit 1) as last_state`

export const requestOf = (kept: unknown): KeptRequest =>
  KeptRequest.catch({ edition: 'day', back: 1, compare: 'none' }).parse(kept)
const toSchedule = ({ ownerId: _, request, ...row }: ScheduleRow): Schedule => ({ ...row, request: requestOf(request) })

/** One's own schedules; nobody reads where another person's reports go. */
export const listSchedules = async ({ db }: Context): Promise<Schedule[]> => {
  const { rows } =
    await sql<ScheduleRow>`select ${columns} from reports.schedule s order by s.name, s.id limit 500`.execute(db)
  return rows.map(toSchedule)
}
export const findSchedule = async ({ db }: Context, scheduleId: string): Promise<ScheduleRow | undefined> =>
  (await sql<ScheduleRow>`select ${columns} from reports.schedule s where s.id = ${scheduleId}`.execute(db)).rows[0]
export const getSchedule = async (ctx: Context, scheduleId: string): Promise<ScheduleRow> =>
  (await findSchedule(ctx, scheduleId)) ?? refuse(refusals.noSuchSchedule)

/** Refuses columns and levels the report does not have, before they fail at night. */
const checked = async (ctx: Context, form: NewSchedule) => {
  layoutOf(definitions[form.report], form.request)
  const { timeZone } = await placeOf(ctx, form.request)
  const { cadence, at, weekday, monthDay } = form
  const rhythm = { cadence, at, weekday, monthDay, timeZone }
  return { timeZone, nextAt: form.isOn ? nextDue(rhythm, ctx.now()) : null }
}

export const addSchedule = (ctx: Context, form: NewSchedule): Promise<Schedule> =>
  inTransaction(ctx, async (tx) => {
    const { timeZone, nextAt } = await checked(tx, form)
    const { rows } = await sql<{ id: string }>`
      insert into reports.schedule (name, report, request, cadence, at, weekday, month_day, addresses, format, locale, is_on,
        owner_id, owner_name, time_zone, next_at, made_at)
      values (${form.name}, ${form.report}, ${JSON.stringify(form.request)}::jsonb, ${form.cadence}, ${form.at}, ${form.weekday},
        ${form.monthDay}, ${form.addresses}::text[], ${form.format}, ${form.locale}, ${form.isOn},
        ${tx.actor.id}, ${tx.actor.name}, ${timeZone}, ${nextAt}, ${tx.now()}) returning id`.execute(tx.db)
    return toSchedule(await getSchedule(tx, rows[0]?.id ?? ''))
  })

export const changeSchedule = (
  ctx: Context,
  scheduleId: string,
  { version, ...form }: NewSchedule & { version: number },
): Promise<Schedule> =>
  inTransaction(ctx, async (tx) => {
    await getSchedule(tx, scheduleId)
    const { timeZone, nextAt } = await checked(tx, form)
    const { rows } = await sql`
      update reports.schedule set name = ${form.name}, report = ${form.report}, request = ${JSON.stringify(form.request)}::jsonb,
        cadence = ${form.cadence}, at = ${form.at}, weekday = ${form.weekday}, month_day = ${form.monthDay},
        addresses = ${form.addresses}::text[], format = ${form.format}, locale = ${form.locale}, is_on = ${form.isOn},
        stopped_why = '', time_zone = ${timeZone}, next_at = ${nextAt}, version = version + 1
      where id = ${scheduleId} and version = ${version} returning id`.execute(tx.db)
    if (rows.length === 0) refuse(refusals.changedMeanwhile)
    return toSchedule(await getSchedule(tx, scheduleId))
  })

export const deleteSchedule = (ctx: Context, scheduleId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await getSchedule(tx, scheduleId)
    await sql`delete from reports.schedule where id = ${scheduleId}`.execute(tx.db)
  })

/** The product stops it, and says why. */
export const stopSchedule = async ({ db }: Context, scheduleId: string, why: string): Promise<void> => {
  await sql`update reports.schedule set is_on = false, next_at = null, stopped_why = ${why}, version = version + 1
    where id = ${scheduleId}`.execute(db)
}
