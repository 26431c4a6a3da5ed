import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { announcedFrom } from '#platform/outbox.ts'
import type { FlowBody, FlowPurpose } from '../flow.ts'
import type { Passage } from '../runtime.ts'
import { runEnded } from './events.ts'

export type OpenRun = {
  id: string
  callId: string
  purpose: FlowPurpose
  beganAt: string
  body: FlowBody
  /** The step it had come to; null: none yet. */
  passage: Passage | null
}
/** Ways through flows a dead process left in the middle, the oldest first. */
export const readOpenRuns = async (db: Db): Promise<OpenRun[]> => {
  const { rows } = await sql<OpenRun>`
    select r.id, r.call_id, r.purpose, r.began_at, v.body,
      (select jsonb_build_object('place', a.place, 'stepId', a.step_id, 'kind', a.kind, 'tries', a.tries,
        'wrongKeys', a.wrong_keys, 'silences', a.silences, 'values', '[]'::jsonb)
       from ivr.answer a where a.run_id = r.id and a.left_at is null order by a.place desc limit 1) as passage
    from ivr.run r join ivr.flow_version v on v.flow_id = r.flow_id and v.version = r.version
    where r.ended_at is null order by r.began_at, r.id`.execute(db)
  return rows
}

/** Calls that ended while nobody listened, and of which nothing more will be heard; what they told counts all the same. */
export const closeLost = async (db: Db, at: Date, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await sql`update ivr.answer set left_at = greatest(entered_at, ${at}::timestamptz), result = 'cutShort'
    where run_id = any (${ids}::uuid[]) and left_at is null`.execute(db)
  await sql`with told as (
      update ivr.run set ended_at = greatest(began_at, ${at}::timestamptz), ended = 'lost'
      where id = any (${ids}::uuid[]) and ended_at is null returning id, ended_at as at)
    ${sql.raw(announcedFrom(runEnded, 'told'))}`.execute(db)
}

export type RatedRun = {
  callId: string
  flow: FlowBody
  purpose: FlowPurpose
  endedAt: string
  answers: { stepId: string; values: string[] }[]
}
export const findRated = async (db: Db, id: string): Promise<RatedRun | undefined> => {
  const { rows } = await sql<RatedRun>`
    select r.call_id, v.body as flow, r.purpose, r.ended_at,
      coalesce((select jsonb_agg(jsonb_build_object('stepId', a.step_id, 'values', to_jsonb(a.given)) order by a.place)
        from ivr.answer a where a.run_id = r.id and a.result = 'answered'), '[]') as answers
    from ivr.run r join ivr.flow_version v on v.flow_id = r.flow_id and v.version = r.version
    where r.id = ${id} and r.ended_at is not null`.execute(db)
  return rows[0]
}

/** Of somebody who wants to be forgotten nothing is left that they typed, and nobody to whom it belonged. */
export const eraseRuns = async (db: Db, customerIds: readonly string[]): Promise<void> => {
  await sql`update ivr.answer set given = '{}' where run_id in
    (select id from ivr.run where customer_id = any (${customerIds}::uuid[])) and reading is not null`.execute(db)
  await sql`update ivr.run set number = '', customer_id = null where customer_id = any (${customerIds}::uuid[])`.execute(
    db,
  )
}

/** Answers are kept as long as the call they were given in. */
export const forgetRuns = async (db: Db, before: Date): Promise<void> => {
  const gone = sql`select r.id from ivr.run r where r.began_at < ${before} and r.ended_at is not null
    and not exists (select from calls.talk_fact c where c.id = r.call_id)`
  await sql`delete from ivr.answer where run_id in (${gone})`.execute(db)
  await sql`delete from ivr.run where id in (${gone})`.execute(db)
}
