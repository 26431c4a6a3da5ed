import { sql } from 'kysely'
import { z } from 'zod'
import { forgetOutsideLegs } from '#domains/telephony/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { announce, defineEvent } from '#platform/outbox.ts'

/** A call by its whole key: the month it lies in is found by when it was placed. */
export type CallKey = { id: string; placedAt: string }
const keys = (calls: readonly CallKey[]) =>
  sql`unnest(${calls.map(({ id }) => id)}::uuid[], ${calls.map(({ placedAt }) => placedAt)}::timestamptz[]) as k(id, placed_at)`

/** These recordings are past their time: whoever stores them deletes them. The subject is the first call's id. */
export const recordingsForgotten = defineEvent(
  'calls.recordingsForgotten',
  z.object({ recordings: z.array(z.string()) }),
)

/** A recording found without anybody having told of it: the call says that it has one, so that retention finds it. */
export const noteRecording = async (db: Db, { id, placedAt }: CallKey, recording: string): Promise<void> => {
  await sql`update calls.call set recording = ${recording}
    where id = ${id} and placed_at = ${placedAt}::timestamptz and recording is null`.execute(db)
}

/** That recording turned out to be none of the call's. */
export const waiveRecording = async (db: Db, { id, placedAt }: CallKey, recording: string): Promise<void> => {
  await sql`update calls.call set recording = null
    where id = ${id} and placed_at = ${placedAt}::timestamptz and recording = ${recording}`.execute(db)
}

/** Lets go of the recordings of these calls; the calls stay. Answers how many there were. */
export const forgetRecordings = async (tx: Context, calls: readonly CallKey[]): Promise<number> => {
  const { rows } = await sql<{ recording: string }>`
    with gone as (select c.id, c.placed_at, c.recording from calls.call c join ${keys(calls)} using (id, placed_at)
      where c.recording is not null for update of c)
    update calls.call c set recording = null from gone g where c.id = g.id and c.placed_at = g.placed_at
    returning g.recording`.execute(tx.db)
  const [first] = calls
  if (first && rows.length > 0)
    await announce(tx, recordingsForgotten, first.id, { recordings: rows.map(({ recording }) => recording) })
  return rows.length
}

/** Lets go of these calls with their signals, their legs to outside and recordings. Only calls that are over go. */
export const forgetCalls = async (tx: Context, calls: readonly CallKey[]): Promise<number> => {
  await forgetRecordings(tx, calls)
  await sql`delete from calls.signal s using ${keys(calls)}
    where s.call_id = k.id and s.at between k.placed_at - interval '1 day' and k.placed_at + interval '8 days'`.execute(
    tx.db,
  )
  await forgetOutsideLegs(
    tx.db,
    calls.map(({ id }) => id),
  )
  const { rows } = await sql<{ id: string }>`delete from calls.call c using ${keys(calls)}
    where c.id = k.id and c.placed_at = k.placed_at and c.state = 'ended' returning c.id`.execute(tx.db)
  return rows.length
}
