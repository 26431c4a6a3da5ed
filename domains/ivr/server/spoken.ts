import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/** Word of the end of a recording has come by then, or never comes. */
const wordComesWithinMs = 60_000
/** Where a telephone node is out of reach for longer, somebody has noticed. */
const lookedForMs = 7 * 86_400_000

/**
 * Ties what callers said to their answers where nobody heard the end of its recording: our process died in that instant,
 * or word of it was lost. The recordings domain finds such stretches at the telephone system and keeps them by their
 * name. Only one thing of a call is recorded at a time, so a stretch whose middle lies in a passage is what was said
 * there; of several the last counts, as ever.
 */
export const tieSpoken = async ({ db, now }: Context): Promise<void> => {
  const at = now().getTime()
  await sql`
    with lacking as (
      select a.run_id, a.place, a.entered_at, a.left_at, r.call_id from ivr.answer a join ivr.run r on r.id = a.run_id
      where a.kind = 'speak' and a.recording is null and a.left_at < ${new Date(at - wordComesWithinMs)}::timestamptz
        and a.entered_at > ${new Date(at - lookedForMs)}::timestamptz),
    found as (
      select distinct on (l.run_id, l.place) l.run_id, l.place, p.name, p.seconds
      from lacking l join recordings.part_fact p on p.call_id = l.call_id
        and p.began_at + (p.stopped_at - p.began_at) / 2 between l.entered_at and l.left_at + interval '1 second'
      where not exists (select from ivr.run q join ivr.answer b on b.run_id = q.id where q.call_id = l.call_id and b.recording = p.name)
      order by l.run_id, l.place, p.stopped_at desc)
    update ivr.answer a set recording = f.name, spoken_seconds = f.seconds from found f
    where a.run_id = f.run_id and a.place = f.place and a.recording is null`.execute(db)
}
