import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import {
  type AuditedCall,
  type Judgement,
  type ListeningMode,
  type NextAudit,
  type Portion,
  refusals,
  type Verdict,
} from '../contract.ts'
import { isMachine, isNotMachine, standing } from './store.ts'

/** Calls older than that are not brought up for judging any more. */
const judgedWithinDays = 31

const toJudge = (campaignId: string | undefined, now: Date): RawBuilder<unknown> => sql`
  detection.answer a left join ${standing} on true left join recordings.recording_fact r on r.call_id = a.call_id
    where a.drawn and ${isMachine} and j.id is null
      and a.day > (${now}::timestamptz - ${judgedWithinDays} * interval '1 day')::date
      and (${campaignId ?? null}::uuid is null or a.campaign_id = ${campaignId ?? null})`

/**
 * The oldest day first, and within the day by a lot of the reader's own: what is left unjudged in the evening is no hour's
 * in particular, and two who judge at once seldom have the same call before them.
 */
export const getNext = async (ctx: Context, campaignId: string | undefined): Promise<NextAudit> => {
  const left = toJudge(campaignId, ctx.now())
  const { rows } = await sql<NonNullable<NextAudit['next']>>`
    select q.call_id, q.campaign_id, c.name as campaign_name, q.answered_at
    from (select a.* from ${left} and r.state = 'kept'
      order by a.day, md5(a.call_id::text || ${ctx.actor.id}::text) limit 1) q
      join campaigns.campaign_fact c on c.id = q.campaign_id`.execute(ctx.db)
  const counted = await sql<NextAudit['waiting']>`
    select count(*) filter (where state = 'kept')::int as ready,
      count(*) filter (where state in ('ordered', 'awaited'))::int as on_the_way,
      count(*) filter (where state in ('missing', 'gone'))::int as missing,
      count(*) filter (where state is null)::int as not_recorded
    from (select r.state from ${left}) q`.execute(ctx.db)
  return {
    next: rows[0] ?? null,
    waiting: counted.rows[0] ?? { ready: 0, onTheWay: 0, missing: 0, notRecorded: 0 },
    drawingCampaigns: await countDrawing(ctx.db),
    judgedToday: await countJudgedToday(ctx),
  }
}
const countDrawing = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from campaigns.detection_fact
    where state = 'running' and machine_detection <> 'off' and machine_audits > 0`.execute(db)
  return rows[0]?.count ?? 0
}
const countJudgedToday = async (ctx: Context): Promise<number> => {
  const zone = await timeZoneOf(ctx.db, ctx.actor.id)
  const { rows } = await sql<{ count: number }>`
    select count(distinct j.call_id)::int as count from detection.judgement j
    where j.by_id = ${ctx.actor.id} and j.verdict is not null
      and not exists (select from detection.judgement n where n.call_id = j.call_id and n.replaces = j.id)
      and j.judged_at >= date_trunc('day', ${ctx.now()}::timestamptz, ${zone})`.execute(ctx.db)
  return rows[0]?.count ?? 0
}

const portionOf: Record<Portion, RawBuilder<unknown>> = {
  answered: sql`true`,
  machine: isMachine,
  notMachine: isNotMachine,
  unsure: sql`a.heard_as = 'unsure'`,
  undecided: sql`a.heard_as is null`,
  drawn: sql`a.drawn and ${isMachine}`,
  judgedPerson: sql`${isMachine} and j.verdict = 'person'`,
  judgedMachine: sql`${isMachine} and j.verdict = 'machine'`,
  judgedUnclear: sql`${isMachine} and j.verdict = 'unclear'`,
  waiting: sql`a.drawn and ${isMachine} and j.id is null`,
  judged: sql`${isMachine} and j.id is not null`,
}
type Row = Omit<AuditedCall, 'judgement'> & {
  judgementId: string | null
  verdict: Verdict | null
  byName: string | null
  judgedAt: string | null
}
const columns = sql`a.call_id, a.answered_at, a.campaign_id, c.name as campaign_name, a.mode, a.heard_as, a.after_ms, a.drawn, a.chance,
  r.state as recording, j.id as judgement_id, j.verdict, j.by_name, j.judged_at`
const sources = sql`detection.answer a join campaigns.campaign_fact c on c.id = a.campaign_id left join ${standing} on true
  left join recordings.recording_fact r on r.call_id = a.call_id`
const asCall = ({ judgementId, verdict, byName, judgedAt, ...call }: Row): AuditedCall => ({
  ...call,
  judgement: judgementId && byName !== null && judgedAt ? { id: judgementId, verdict, byName, judgedAt } : null,
})

type Filter = {
  campaignId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  mode?: ListeningMode | undefined
  portion: Portion
  mine: 'true' | 'false'
}
const conditions = (ctx: Context, { campaignId, from, to, mode, portion, mine }: Filter): RawBuilder<unknown> => {
  const all = [portionOf[portion]]
  if (campaignId) all.push(sql`a.campaign_id = ${campaignId}`)
  if (from) all.push(sql`a.day >= ${from}::date`)
  if (to) all.push(sql`a.day <= ${to}::date`)
  if (mode) all.push(sql`a.mode = ${mode}`)
  if (mine === 'true') all.push(sql`j.by_id = ${ctx.actor.id}`)
  return sql.join(all, sql` and `)
}
const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])

/** The latest first; those the reader judged in the order of judging. */
export const listCalls = async (
  ctx: Context,
  { after, limit, ...filter }: Filter & { after?: string | undefined; limit: number },
) => {
  const { data } = Place.safeParse(after?.split('~'))
  const at = filter.mine === 'true' ? sql`j.judged_at` : sql`a.answered_at`
  const beyond = data ? sql`and (${at}, a.call_id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
  const { rows } = await sql<Row & { at: string }>`
    select ${columns}, ${at} as at from ${sources} where ${conditions(ctx, filter)} ${beyond}
    order by ${at} desc, a.call_id desc limit ${limit + 1}`.execute(ctx.db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ at: _, ...row }) => asCall(row)),
    next: rows.length > limit && last ? `${last.at}~${last.callId}` : null,
    total: null,
  }
}

const findCall = async (db: Db, callId: string): Promise<AuditedCall | undefined> => {
  const { rows } = await sql<Row>`select ${columns} from ${sources}
    where a.call_id = ${callId} and a.drawn and ${isMachine}`.execute(db)
  return rows[0] && asCall(rows[0])
}

/** The end of the chain, also where it took the judgement before it back. */
const lastOf = async (db: Db, callId: string): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`select j.id from detection.judgement j where j.call_id = ${callId}
    and not exists (select from detection.judgement n where n.call_id = j.call_id and n.replaces = j.id)`.execute(db)
  return rows[0]?.id ?? null
}

/**
 * Says who answered, corrects what was said, or takes it back. What somebody else said meanwhile is never overwritten
 * unseen; all of it stays on record.
 */
export const judge = (
  ctx: Context,
  callId: string,
  { verdict, replaces }: { verdict: Verdict | null; replaces: string | null },
): Promise<AuditedCall> =>
  inTransaction(ctx, async (tx) => {
    const call = (await findCall(tx.db, callId)) ?? refuse(refusals.notDrawn)
    if (call.recording !== 'kept' && call.judgement === null) refuse(refusals.nothingToHear)
    if ((call.judgement?.id ?? null) !== replaces) refuse(refusals.judgedMeanwhile)
    if (verdict === null && call.judgement === null) return call
    await tx.db
      .insertInto('detection.judgement')
      .values({
        callId,
        verdict,
        replaces: await lastOf(tx.db, callId),
        byId: tx.actor.id,
        byName: tx.actor.name,
        judgedAt: tx.now(),
      })
      .execute()
      .catch((error: { constraint?: string }) => {
        if (error.constraint === 'a_judgement_is_replaced_once') refuse(refusals.judgedMeanwhile)
        throw error
      })
    return (await findCall(tx.db, callId)) ?? refuse(refusals.notDrawn)
  })

export const listJudgements = (db: Db, callId: string): Promise<Judgement[]> =>
  db
    .selectFrom('detection.judgement')
    .select(['id', 'verdict', 'byName', 'judgedAt'])
    .where('callId', '=', callId)
    .orderBy('judgedAt', 'desc')
    .orderBy('id', 'desc')
    .execute() as Promise<Judgement[]>
