import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { defineLane } from '#platform/journal.ts'
import { type IdleCause, type IdleMs, type IdleQuarter, idleCauses, noIdleTime } from '../idle-causes.ts'

export type IdleRow = {
  campaignId: string
  day: string
  startsAt: number
  cause: IdleCause
  ms: number
  countedUntil: number
}

/** A quarter is written as a whole and only grows, so writing it again changes nothing. */
export const idled = defineLane<IdleRow>({
  name: 'dialer.idled',
  order: 66,
  statement: `insert into dialer.idle_time as t (campaign_id, business_day, starts_at, cause, ms, counted_until)
    select * from unnest($1::uuid[], $2::date[], $3::timestamptz[], $4::text[], $5::bigint[], $6::timestamptz[])
    on conflict (campaign_id, starts_at, cause) do update set ms = greatest(t.ms, excluded.ms),
      counted_until = greatest(t.counted_until, excluded.counted_until)`,
  keyOf: ({ campaignId, startsAt, cause }) => `${campaignId} ${startsAt} ${cause}`,
  columns: [
    (row) => row.campaignId,
    (row) => row.day,
    (row) => new Date(row.startsAt),
    (row) => row.cause,
    (row) => row.ms,
    (row) => new Date(row.countedUntil),
  ],
})

/** What is to be written of a quarter: the causes with any time, and how far it was counted even where there is none. */
export const rowsOf = (campaignId: string, { day, startsAt, ms }: IdleQuarter, countedUntil: number): IdleRow[] =>
  idleCauses
    .filter((cause) => ms[cause] > 0 || cause === 'other')
    .map((cause) => ({ campaignId, day, startsAt, cause, ms: Math.round(ms[cause]), countedUntil }))

/**
 * What an engine that opens must know: the quarters of the last day, and those around the moment up to which each
 * campaign was counted last.
 */
export const readLately = async (db: Db, now: Date): Promise<IdleRow[]> => {
  const { rows } = await sql<{
    campaignId: string
    day: string
    startsAt: string
    cause: IdleCause
    ms: number
    until: string
  }>`
    with last as (
      select campaign_id, max(counted_until) as until from dialer.idle_time
      where starts_at > ${now}::timestamptz - interval '31 days' group by 1)
    select campaign_id, business_day as day, starts_at, cause, ms, last.until from dialer.idle_time join last using (campaign_id)
    where starts_at > least(${now}::timestamptz - interval '25 hours', last.until - interval '16 minutes')`.execute(db)
  return rows.map(({ until, startsAt, ...row }) => ({
    ...row,
    startsAt: Date.parse(startsAt),
    countedUntil: Date.parse(until),
  }))
}

/** When agents were ready for a campaign between the last count and now, as presence has it. */
export const readReadyTime = async (
  db: Db,
  campaignId: string,
  { from, to }: { from: Date; to: Date },
): Promise<{ from: number; to: number }[]> => {
  const { rows } = await sql<{ from: string; to: string }>`
    select greatest(started_at, ${from}) as from, least(coalesce(ended_at, ${to}), ${to}) as to from presence.agent_time_fact
    where campaign_id = ${campaignId} and state = 'ready' and started_at < ${to} and coalesce(ended_at, ${to}) > ${from}`.execute(
    db,
  )
  return rows.map((row) => ({ from: Date.parse(row.from), to: Date.parse(row.to) }))
}

export type IdleDay = { day: string; ms: IdleMs }
/** Idle time of a campaign by business day, days without any left out. */
export const readIdleDays = async (
  db: Db,
  campaignId: string,
  { from, to }: { from: string; to: string },
): Promise<IdleDay[]> => {
  const { rows } = await sql<{ day: string; cause: IdleCause; ms: number }>`
    select business_day as day, cause, sum(ms)::bigint as ms from dialer.idle_time
    where campaign_id = ${campaignId} and business_day between ${from} and ${to} and ms > 0 group by 1, 2 order by 1`.execute(
    db,
  )
  return gather(rows, ({ day }) => day).map(([day, ms]) => ({ day, ms }))
}

/** Idle time of one business day by the quarter of an hour, quarters without any left out. */
export const readIdleQuarters = async (
  db: Db,
  campaignId: string,
  day: string,
): Promise<{ startsAt: string; ms: IdleMs }[]> => {
  const { rows } = await sql<{ startsAt: string; cause: IdleCause; ms: number }>`
    select starts_at, cause, ms from dialer.idle_time
    where campaign_id = ${campaignId} and business_day = ${day} and ms > 0 order by 1`.execute(db)
  return gather(rows, ({ startsAt }) => startsAt).map(([startsAt, ms]) => ({ startsAt, ms }))
}

/** Rows of one key become one record of all causes; the order stays. */
const gather = <R extends { cause: IdleCause; ms: number }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
): [string, IdleMs][] => {
  const found = new Map<string, IdleMs>()
  for (const row of rows) {
    const ms = found.get(keyOf(row)) ?? noIdleTime()
    ms[row.cause] += row.ms
    found.set(keyOf(row), ms)
  }
  return [...found]
}
