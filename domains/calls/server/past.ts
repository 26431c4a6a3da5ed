import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

const dayMs = 86_400_000
/** What is older says little of today's customers, and the share of abandoned calls is counted over no longer time. */
const countedDays = 30
const learnedDays = 90
const mostCalls = 3000
const mostConversations = 1000

/** A call of the past: how long after it was placed a person was there, or it was over with nobody. */
export type PastCall = {
  entryId: string | null
  batchId: string
  attemptNumber: number
  end: 'answered' | 'unreached'
  afterMs: number
}
/** What the calls of one campaign have been like, oldest first. */
export type Past = {
  /** By the hour: how many people answered in predictive dialling, and how many of them found no agent in time. */
  answers: { at: number; answered: number; abandoned: number }[]
  calls: PastCall[]
  talkMs: number[]
  wrapUpMs: number[]
}

const readAnswers = async (db: Db, campaignId: string, now: Date): Promise<Past['answers']> => {
  const from = new Date(now.getTime() - countedDays * dayMs)
  const { rows } = await sql<{ at: number; answered: number; abandoned: number }>`
    select extract(epoch from date_trunc('hour', answered_at)) * 1000 as at, count(*) as answered,
      count(*) filter (where abandoned) as abandoned
    from calls.call
    where campaign_id = ${campaignId} and placed_at > ${from} and mode = 'predictive' and answered_at is not null
      and answered_by is distinct from 'machine'
    group by 1`.execute(db)
  return rows
}

/**
 * Calls we took back ourselves, lost sight of, or that no network carried, say nothing of the customer. Where it is found
 * out first who answered, it is an answer from the moment a person is known to be there; a machine that was found out
 * is nobody, and so is who hangs up while being listened to.
 */
const readCalls = async (db: Db, campaignId: string, from: Date, listenedForMs: number): Promise<PastCall[]> => {
  const { rows } = await sql<PastCall>`
    select c.entry_id, coalesce(c.batch_id::text, '') as batch_id, c.attempt_number,
      case when c.answered_at is null or c.answered_by = 'machine' and c.bridged_at is null or h.is_unheard
        then 'unreached' else 'answered' end as end,
      (extract(epoch from case when h.is_unheard then c.ended_at
        else coalesce(h.heard_at, c.answered_at, c.ended_at) end - c.placed_at) * 1000)::float8 as after_ms
    from (
      select id, batch_id, entry_id, attempt_number, placed_at, answered_at, answered_by, bridged_at, ended_at, abandoned from calls.call
      where campaign_id = ${campaignId} and direction = 'out' and placed_at > ${from}
        and (answered_at is not null or (state = 'ended' and cause not in ('cancelled', 'lost', 'networkFault')))
      order by placed_at desc limit ${mostCalls}) c
    cross join lateral (
      select heard_at, heard_at is null and c.bridged_at is null and not c.abandoned
        and c.ended_at < c.answered_at + ${listenedForMs} * interval '1 millisecond' as is_unheard
      from (select min(s.at) as heard_at from calls.signal s
        where s.call_id = c.id and s.kind = 'classified' and c.answered_at is not null
          and s.at > c.placed_at - interval '1 day' and s.at <= coalesce(c.bridged_at, c.ended_at)) heard) h
    order by c.placed_at`.execute(db)
  return rows
}

const readConversations = async (db: Db, campaignId: string, from: Date) => {
  const { rows } = await sql<{ talkMs: number; wrapUpMs: number; isConcluded: boolean }>`
    select talk_ms, wrap_up_ms, outcome is not null as is_concluded from (
      select placed_at, talk_ms, wrap_up_ms, outcome from calls.call
      where campaign_id = ${campaignId} and direction = 'out' and placed_at > ${from} and state = 'ended' and bridged_at is not null
      order by placed_at desc limit ${mostConversations}) c
    order by placed_at`.execute(db)
  return {
    talkMs: rows.map(({ talkMs }) => talkMs),
    wrapUpMs: rows.filter(({ isConcluded }) => isConcluded).map(({ wrapUpMs }) => wrapUpMs),
  }
}

/**
 * What the record knows of a campaign's calls, for whoever is to place its next. `listenedForMs`: how long after an answer
 * it waits to know who answered, before anybody is joined; 0: it does not.
 */
export const readPast = async (
  db: Db,
  campaignId: string,
  { now, listenedForMs }: { now: Date; listenedForMs: number },
): Promise<Past> => {
  const from = new Date(now.getTime() - learnedDays * dayMs)
  const answers = await readAnswers(db, campaignId, now)
  const calls = await readCalls(db, campaignId, from, listenedForMs)
  return { answers, calls, ...(await readConversations(db, campaignId, from)) }
}

/** How many calls went out under each number in each minute since then. */
export type DialsOfMinute = { callerId: string; at: number; count: number }
export const readDials = async (db: Db, since: Date): Promise<DialsOfMinute[]> => {
  const { rows } = await sql<DialsOfMinute>`
    select caller_id, extract(epoch from date_trunc('minute', placed_at)) * 1000 as at, count(*) as count
    from calls.call where direction = 'out' and placed_at > ${since} group by 1, 2`.execute(db)
  return rows
}
