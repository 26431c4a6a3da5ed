import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Filter } from './filter.ts'

/** A period on the clock of a site: `from` inclusive, `to` exclusive. */
export type Span = { from: string; to: string; now: string; zone: string; dayStartsAt: string }

/**
 * Business days ("2026-03-05", both included) or moments as a period. The clock is that of the campaign's site, else of
 * the team's or agent's, else of the reader's; a business day begins when the site says so.
 */
export const spanOf = async ({ db, actor, now }: Context, filter: Filter, from: string, to: string): Promise<Span> => {
  const edge = (text: string, days: number) =>
    text.length === 10
      ? sql`((${text}::date + ${days}::int)::timestamp + s.day_starts_at::interval) at time zone s.time_zone`
      : sql`${text}::timestamptz`
  const { rows } = await sql<Omit<Span, 'now'>>`
    select ${edge(from, 0)} as from, ${edge(to, 1)} as to, s.time_zone as zone, s.day_starts_at
    from (
      select time_zone, day_starts_at, 1 as place from people.site_fact where id = coalesce(
        (select site_id from campaigns.campaign_fact where id = ${filter.campaignId ?? null}::uuid),
        (select site_id from people.team_fact where id = ${filter.teamId ?? null}::uuid),
        (select site_id from people.employee_fact where id = ${filter.agentId ?? null}::uuid),
        (select site_id from people.employee_fact where id = ${actor.id}::uuid),
        ${actor.siteIds[0] ?? null}::uuid, (select id from people.site_fact order by id limit 1))
      union all select 'Asia/Shanghai', '00:00', 2
      order by place limit 1) s`.execute(db)
  return { ...(rows[0] as Omit<Span, 'now'>), now: now().toISOString() }
}
