import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Sql } from './filter.ts'

/**
 * A period. Business days (both included) are each row's own: those of the site it belongs to; `from` and `to` then bound
 * them in time, on whichever clock. Of moments (`to` excluded) there are no days.
 */
export type Span = { days: { from: string; to: string } | null; from: string; to: string; now: string }

/** Business days ("2026-03-05") or moments (ISO) as a period. */
export const spanOf = async ({ db, now }: Context, from: string, to: string): Promise<Span> => {
  const moment = now().toISOString()
  if (from.length > 10) return { days: null, from, to, now: moment }
  const edge = (day: string, after: number): Sql =>
    sql`((${day}::date + ${after}::int)::timestamp + s.day_starts_at::interval) at time zone s.time_zone`
  const { rows } = await sql<{ from: string; to: string }>`
    select min(${edge(from, 0)}) as from, max(${edge(to, 1)}) as to
    from (select time_zone, day_starts_at from people.site_fact union select 'Asia/Shanghai', '00:00') s`.execute(db)
  return { days: { from, to }, ...(rows[0] ?? { from, to }), now: moment }
}

/** The rows `f` of the period, by their day. */
export const ofDays = ({ days }: Span): Sql =>
  days ? sql`f.day between ${days.from}::date and ${days.to}::date` : sql`true`
