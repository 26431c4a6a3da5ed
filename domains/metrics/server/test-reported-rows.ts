import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { ReportedRows } from './example-rows.ts'

const nine = new Date('2026-03-05T01:00:00.000Z')
type Where = { siteId: string; teamId: string; campaignId: string; agentIds: readonly string[] }

/** Writes what a worked example says others reported, and what was planned. */
export const insertReported = async (db: Db, rows: ReportedRows, where: Where): Promise<void> => {
  await insertResults(db, rows, where)
  for (const { responsibility = null } of rows.complaints ?? [])
    await sql`insert into complaints.complaint (source, topic, campaign_id, team_id, site_id, received_at, due_at, responsibility)
      values ('other', 'other', ${where.campaignId}, ${where.teamId}, ${where.siteId}, ${nine}, ${nine}::timestamptz + interval '7 days', ${responsibility})`.execute(
      db,
    )
  for (let asked = 0; asked < (rows.helps ?? 0); asked++)
    await sql`insert into presence.help (id, session_id, employee_id, team_id, site_id, state, campaign_id, asked_at)
      values (${newId(nine)}, ${newId(nine)}, ${newId(nine)}, ${where.teamId}, ${where.siteId}, 'talking', ${where.campaignId}, ${nine})`.execute(
      db,
    )
  // The activities of a shift fill it by the end of the transaction.
  for (const shift of rows.shifts ?? []) await db.transaction().execute((tx) => insertShift(tx as Db, shift, where))
  for (const [place, person] of (rows.staff ?? []).entries()) await insertPerson(db, person, { ...where, place })
}

const insertResults = async (
  db: Db,
  { orders = [], surveys = [], reviews = [], behaviours = [], questionnaires = [] }: ReportedRows,
  { siteId, teamId, campaignId }: Where,
): Promise<void> => {
  const records = [
    ...orders.map(({ units = 1, amount = 0, focusModel = false, ...order }) => ({
      ...{ kind: 'order', product: '分期', units, amount, focusModel },
      ...order,
    })),
    ...surveys.map((survey) => ({ kind: 'survey', ...survey })),
    ...reviews.map((review) => ({ kind: 'review', ...review })),
    ...behaviours.map((behaviour) => ({ kind: 'behaviour', ...behaviour })),
    ...questionnaires.map((one) => ({ kind: 'questionnaire', questionnaire: '回访', ...one })),
  ]
  for (const record of records)
    await db
      .insertInto('results.record')
      .values({
        ...record,
        ...{ source: 'example', externalId: newId(nine), at: nine, changedAt: nine, siteId, teamId, campaignId },
      })
      .execute()
}

const insertShift = async (
  db: Db,
  { agent, seconds, unpaidSeconds = 0, onLeave }: NonNullable<ReportedRows['shifts']>[number],
  { siteId, teamId, agentIds }: Where,
): Promise<void> => {
  const employeeId = (agent === undefined ? undefined : agentIds[agent]) ?? newId(nine)
  const shiftId = newId(nine)
  const at = (after: number): Date => new Date(nine.getTime() + after * 1000)
  await sql`insert into workforce.shift (id, employee_id, team_id, site_id, day, starts_at, ends_at)
    values (${shiftId}, ${employeeId}, ${teamId}, ${siteId}, '2026-03-05', ${nine}, ${at(seconds)})`.execute(db)
  await sql`insert into workforce.activity (shift_id, kind, is_paid, starts_at, ends_at)
    values (${shiftId}, 'work', true, ${nine}, ${at(seconds - unpaidSeconds)})`.execute(db)
  if (unpaidSeconds > 0)
    await sql`insert into workforce.activity (shift_id, kind, is_paid, starts_at, ends_at)
      values (${shiftId}, 'meal', false, ${at(seconds - unpaidSeconds)}, ${at(seconds)})`.execute(db)
  if (onLeave)
    await sql`insert into workforce.leave (employee_id, team_id, site_id, day, kind)
      values (${employeeId}, ${teamId}, ${siteId}, '2026-03-05', ${onLeave})`.execute(db)
}

const insertPerson = async (
  db: Db,
  { joinedOn, leftOn, endpoint = '', post = 'agent' }: NonNullable<ReportedRows['staff']>[number],
  { siteId, teamId, place }: Where & { place: number },
): Promise<void> => {
  const id = newId(nine)
  await sql`insert into people.employee (id, staff_number, name, site_id, team_id, post, endpoint, joined_on, left_on, leaving_reason)
    values (${id}, ${`X${id.slice(-8)}${place}`}, '某人', ${siteId}, ${teamId}, ${post}, ${endpoint && `${endpoint}-${id}`}, ${joinedOn}, ${leftOn ?? null}, ${leftOn ? 'other' : null})`.execute(
    db,
  )
}
