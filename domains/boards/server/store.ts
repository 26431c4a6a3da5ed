import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

export type DayGoal = { successes: number | null; calls: number | null }

export const findGoal = async (db: Db, agentId: string, day: string): Promise<DayGoal | undefined> => {
  const { rows } = await sql<DayGoal>`
    select successes, calls from boards.day_goal where agent_id = ${agentId}::uuid and day = ${day}::date`.execute(db)
  return rows[0]
}
export const listGoals = async (
  db: Db,
  { teamId, siteId, day }: { teamId?: string | undefined; siteId?: string | undefined; day: string },
): Promise<Map<string, DayGoal>> => {
  const { rows } = await sql<DayGoal & { agentId: string }>`
    select agent_id, successes, calls from boards.day_goal where day = ${day}::date
      and (${teamId ?? null}::uuid is null or team_id = ${teamId ?? null}::uuid)
      and (${siteId ?? null}::uuid is null or site_id = ${siteId ?? null}::uuid)`.execute(db)
  return new Map(rows.map(({ agentId, ...goal }) => [agentId, goal]))
}
export const putGoal = async (
  db: Db,
  goal: DayGoal & { agentId: string; day: string; teamId: string | null; siteId: string; setAt: Date },
): Promise<void> => {
  const { agentId, day, teamId, siteId, successes, calls, setAt } = goal
  await sql`
    insert into boards.day_goal (agent_id, day, team_id, site_id, successes, calls, set_at)
    values (${agentId}, ${day}::date, ${teamId}, ${siteId}, ${successes}, ${calls}, ${setAt})
    on conflict (agent_id, day) do update set team_id = excluded.team_id, site_id = excluded.site_id,
      successes = excluded.successes, calls = excluded.calls, set_at = excluded.set_at`.execute(db)
}
export const dropGoal = async (db: Db, agentId: string, day: string): Promise<void> => {
  await sql`delete from boards.day_goal where agent_id = ${agentId}::uuid and day = ${day}::date`.execute(db)
}

/** Who works here, and how many came and went since that day. */
export const readPeople = async (db: Db, { day, since }: { day: string; since: string }) => {
  const { rows } = await sql<{ headcount: number; joined: number; left: number }>`
    select count(*) filter (where joined_on <= ${day}::date and (left_on is null or left_on > ${day}::date))::int as headcount,
      count(*) filter (where joined_on > ${since}::date and joined_on <= ${day}::date)::int as joined,
      count(*) filter (where left_on > ${since}::date and left_on <= ${day}::date)::int as left
    from people.tenure_fact`.execute(db)
  return rows[0] ?? { headcount: 0, joined: 0, left: 0 }
}

/** The first success since that moment, at a site or in a team. */
export const findFirstSuccess = async (
  db: Db,
  { since, siteId, teamId }: { since: string; siteId: string; teamId: string | null },
): Promise<{ name: string; at: string } | undefined> => {
  const { rows } = await sql<{ name: string; at: string }>`
    select e.name, f.outcome_at as at from calls.call_fact f join people.employee_fact e on e.id = f.agent_id
    where f.placed_at >= ${since}::timestamptz and f.outcome_kind = 'success' and f.outcome_at is not null
      and f.site_id = ${siteId}::uuid and (${teamId}::uuid is null or f.team_id = ${teamId}::uuid)
    order by f.outcome_at, f.id limit 1`.execute(db)
  return rows[0]
}
