import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { ExampleRows } from './kpi.ts'
import { insertReported } from './test-reported-rows.ts'

export const nine = new Date('2026-03-05T01:00:00.000Z')
export type Place = { siteId: string; teamId: string }
/** A site in Shanghai with one team. */
export const preparePlace = async (db: Db, name = '上海职场'): Promise<Place> => {
  const place = { siteId: newId(nine), teamId: newId(nine) }
  await sql`insert into people.site (id, name) values (${place.siteId}, ${name})`.execute(db)
  await sql`insert into people.team (id, site_id, name) values (${place.teamId}, ${place.siteId}, '一班')`.execute(db)
  await sql`call platform.ensure_months('calls.call', ${nine}, ${nine})`.execute(db)
  return place
}

export const insertCampaign = async (
  db: Db,
  { siteId }: Place,
  { type = 'sales', targetSuccesses = 0 }: ExampleRows['campaign'] = {},
): Promise<string> => {
  const id = newId(nine)
  await sql`insert into campaigns.campaign (id, name, type, purpose, site_id, calling_hours, attempt_policy, target_successes)
    values (${id}, ${id}, ${type}, 'grow', ${siteId}, '{}', '{}', ${targetSuccesses})`.execute(db)
  return id
}

export type CallRow = NonNullable<ExampleRows['calls']>[number] & {
  agentId?: string
  teamId?: string
  batchId?: string
  placedAt?: Date
}
const recordIds = new Map<string, string>()
const recordId = (campaignId: string, record: number): string => {
  const key = `${campaignId} ${record}`
  const id = recordIds.get(key) ?? newId(nine)
  recordIds.set(key, id)
  return id
}

/** When it rang, was answered and was joined, in seconds after the order: talk implies an answer and an agent. */
const courseOf = ({ talkSeconds = 0, answered = talkSeconds > 0, ringsAfter = 1, ...row }: CallRow) => {
  const answeredAfter = row.answeredAfter ?? (answered ? 10 : undefined)
  const joinedAfter = row.joinedAfter ?? (talkSeconds > 0 ? answeredAfter : undefined)
  return { ringsAfter, answeredAfter, joinedAfter, endsAfter: (joinedAfter ?? answeredAfter ?? 30) + talkSeconds }
}
const placeOf = ({ agentId = '', teamId = '', batchId = '', list }: CallRow, campaignId: string) => ({
  agentId: agentId || null,
  teamId: teamId || null,
  batchId: batchId || (list === undefined ? null : recordId(`${campaignId} list`, list)),
})

/** One call: what is not said did not happen. */
export const insertCall = async (db: Db, campaignId: string, row: CallRow, index = 0): Promise<void> => {
  const placedAt = row.placedAt ?? new Date(nine.getTime() + index * 1000)
  const { ringsAfter, answeredAfter, joinedAfter, endsAfter } = courseOf(row)
  const at = (seconds: number | undefined) =>
    seconds === undefined ? null : new Date(placedAt.getTime() + seconds * 1000)
  const { talkSeconds = 0, wrapUpSeconds = 0, answeredBy = null, abandoned = false, outcomeKind = null } = row
  await db
    .insertInto('calls.call')
    .values({
      ...{ id: newId(placedAt), placedAt, campaignId, number: '+8613812345678', callerId: '02160001000' },
      ...{ mode: 'progressive', attemptNumber: 1, scriptVersion: 1, fencing: 1, state: 'ended', cause: 'normal' },
      ...placeOf(row, campaignId),
      entryId: row.record === undefined ? newId(nine) : recordId(campaignId, row.record),
      ringingAt: at(ringsAfter),
      answeredAt: at(answeredAfter),
      bridgedAt: at(joinedAfter),
      endedAt: at(endsAfter),
      talkMs: talkSeconds * 1000,
      wrapUpMs: wrapUpSeconds * 1000,
      answeredBy,
      abandoned,
      outcomeKind,
      outcome: outcomeKind,
    })
    .execute()
}

const insertContact = async (
  db: Db,
  campaignId: string,
  { attempts = 0, closeReason }: NonNullable<ExampleRows['contacts']>[number],
): Promise<void> => {
  const [entryId, customerId, listId, batchId] = [1, 2, 3, 4].map(() => newId(nine))
  await sql`insert into dialer.contact (campaign_id, entry_id, customer_id, list_id, batch_id, number, state, due_at, attempts, close_reason)
    values (${campaignId}, ${entryId}, ${customerId}, ${listId}, ${batchId}, '+8613812345678',
      ${closeReason ? 'closed' : 'waiting'}, ${nine}, ${attempts}, ${closeReason ?? null})`.execute(db)
}

/** A day at work from `startsAt`: stretches back to back, then sign-out. */
export const insertAgent = async (
  db: Db,
  stretches: readonly { state: string; seconds: number; campaignId?: string | null }[],
  { teamId, siteId, startsAt = nine }: Place & { startsAt?: Date },
): Promise<string> => {
  const [employeeId, sessionId] = [newId(nine), newId(nine)]
  await sql`insert into presence.session (id, employee_id, team_id, site_id, signed_in_at)
    values (${sessionId}, ${employeeId}, ${teamId}, ${siteId}, ${startsAt})`.execute(db)
  let at = startsAt
  let follows: Date | null = null
  for (const { state, seconds, campaignId = null } of stretches) {
    const end = new Date(at.getTime() + seconds * 1000)
    await sql`insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state, campaign_id)
      values (${sessionId}, ${at}, ${end}, ${follows}, ${employeeId}, ${teamId}, ${siteId}, ${state}, ${campaignId})`.execute(
      db,
    )
    at = end
    follows = end
  }
  await sql`update presence.session set signed_out_at = ${at} where id = ${sessionId}`.execute(db)
  return employeeId
}

/** Writes the rows of a worked example into a campaign of their own. */
export const insertExample = async (db: Db, place: Place, rows: ExampleRows): Promise<string> => {
  const campaignId = await insertCampaign(db, place, rows.campaign)
  for (const [index, call] of (rows.calls ?? []).entries()) await insertCall(db, campaignId, call, index)
  for (const contact of rows.contacts ?? []) await insertContact(db, campaignId, contact)
  const agentIds: string[] = []
  for (const stretches of rows.agents ?? [])
    agentIds.push(
      await insertAgent(
        db,
        stretches.map((stretch) => ({ ...stretch, campaignId })),
        place,
      ),
    )
  await insertReported(db, rows, { ...place, campaignId, agentIds })
  return campaignId
}
