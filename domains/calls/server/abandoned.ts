import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { beyond, masked } from './reading.ts'

const dayMs = 86_400_000
/** Abandoned calls are counted over these days, and the calls before them say nothing any more. */
const windowDays = 30
/** No phone rings for longer: a call answered within the window was placed at most so long before it. */
const longestRingMs = 600_000

export type AnswerCount = { answered: number; abandoned: number }
export type AnswerCounts = { days: (AnswerCount & { day: string })[]; last24h: AnswerCount; last30d: AnswerCount }

/** A predictive call a person answered: what the share of abandoned calls is a share of. */
const answered = sql`c.mode = 'predictive' and c.answered_at is not null and c.answered_by is distinct from 'machine'`
const within = (campaignId: string, now: Date) => {
  const from = new Date(now.getTime() - windowDays * dayMs)
  const placedFrom = new Date(from.getTime() - longestRingMs)
  return sql`c.campaign_id = ${campaignId} and c.placed_at > ${placedFrom} and ${answered} and c.answered_at > ${from}`
}

/** How many answered a campaign's predictive calls and how many of them found no agent in time, by business day. */
export const countAnswers = async (
  db: Db,
  campaignId: string,
  { now, timeZone, dayStartsAt }: { now: Date; timeZone: string; dayStartsAt: string },
): Promise<AnswerCounts> => {
  const dayAgo = new Date(now.getTime() - dayMs)
  const { rows } = await sql<AnswerCount & { day: string; answered24h: number; abandoned24h: number }>`
    select to_char((c.answered_at at time zone ${timeZone}) - ${dayStartsAt}::interval, 'YYYY-MM-DD') as day,
      count(*) as answered, count(*) filter (where abandoned) as abandoned,
      count(*) filter (where c.answered_at > ${dayAgo}) as answered24h,
      count(*) filter (where abandoned and c.answered_at > ${dayAgo}) as abandoned24h
    from calls.call c where ${within(campaignId, now)} group by 1 order by 1 desc`.execute(db)
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0)
  return {
    days: rows.map(({ day, answered, abandoned }) => ({ day, answered, abandoned })),
    last24h: { answered: sum((row) => row.answered24h), abandoned: sum((row) => row.abandoned24h) },
    last30d: { answered: sum((row) => row.answered), abandoned: sum((row) => row.abandoned) },
  }
}

export type AbandonedCall = {
  id: string
  placedAt: string
  answeredAt: string
  number: string
  /** From the answer to the end of the call, the message included; null while it lasts. */
  onLineMs: number | null
  /** The customer heard in whose name we called, to the end. */
  messagePlayed: boolean
  /** The next call to this customer in the campaign. */
  redialledCallId: string | null
}

/** The abandoned calls of the last thirty days within the reader's reach, newest first, after the last one seen. */
export const readAbandoned = async (
  ctx: Context,
  campaignId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<AbandonedCall[]> => {
  const { rows } = await sql<AbandonedCall>`
    select c.id, c.placed_at, c.answered_at, c.number,
      (extract(epoch from c.ended_at - c.answered_at) * 1000)::float8 as on_line_ms,
      exists (select from calls.signal s where s.call_id = c.id and s.kind = 'played'
        and s.at between c.placed_at - interval '1 day' and c.placed_at + interval '2 days') as message_played,
      (select n.id from calls.call n where n.entry_id = c.entry_id and n.campaign_id = c.campaign_id and n.placed_at > c.placed_at
        order by n.placed_at limit 1) as redialled_call_id
    from calls.call c where c.abandoned and ${within(campaignId, ctx.now())} ${beyond(after)}
    order by c.placed_at desc, c.id desc limit ${limit}`.execute(ctx.db)
  return rows.map(masked)
}
/** Where the next page begins. */
export const placeOf = ({ placedAt, id }: Pick<AbandonedCall, 'placedAt' | 'id'>): string => `${placedAt}~${id}`
