import { sql } from 'kysely'
import { employeeMoved } from '#domains/people/server/public.ts'
import { type Reaction, when } from '#platform/outbox.ts'

/** What is still to come moves with the person; what has begun belongs to the team of that time. */
export const workforceReactions: Reaction[] = [
  when(employeeMoved, async ({ db, now }, { subjectId, payload: { to } }) => {
    await sql`update workforce.shift set team_id = ${to.teamId}, site_id = ${to.siteId}
      where employee_id = ${subjectId} and starts_at > ${now()}`.execute(db)
    await sql`update workforce.leave set team_id = ${to.teamId}, site_id = ${to.siteId}
      where employee_id = ${subjectId} and day > ${now()}::timestamptz::date`.execute(db)
  }),
]
