import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type Comment, type RecordingDetail, type RecordingFilter, type RecordingRow, refusals } from '../contract.ts'
import { fewerPeaks } from '../sound.ts'
import type { Span } from '../speech.ts'
import { policyOf } from './store.ts'

const conditions = (filter: RecordingFilter): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (filter.campaignId) all.push(sql`r.campaign_id = ${filter.campaignId}`)
  if (filter.teamId) all.push(sql`r.team_id = ${filter.teamId}`)
  if (filter.agentId) all.push(sql`r.agent_id = ${filter.agentId}`)
  if (filter.outcomeKind) all.push(sql`c.outcome_kind = ${filter.outcomeKind}`)
  if (filter.outcome) all.push(sql`c.outcome = ${filter.outcome}`)
  if (filter.state) all.push(sql`r.state = ${filter.state}`)
  if (filter.leastSeconds !== undefined) all.push(sql`r.milliseconds >= ${filter.leastSeconds * 1000}`)
  if (filter.mostSeconds !== undefined) all.push(sql`r.milliseconds <= ${filter.mostSeconds * 1000}`)
  if (filter.leastSilence !== undefined)
    all.push(
      sql`s.milliseconds > 0 and s.silence_ms::bigint * 100 >= s.milliseconds::bigint * ${filter.leastSilence}::int`,
    )
  if (filter.mostSilence !== undefined)
    all.push(
      sql`s.milliseconds > 0 and s.silence_ms::bigint * 100 <= s.milliseconds::bigint * ${filter.mostSilence}::int`,
    )
  if (filter.excellent) all.push(sql`(t.call_id is not null) = ${filter.excellent === 'true'}::boolean`)
  if (filter.commented)
    all.push(
      sql`exists (select from recordings.comment m where m.call_id = r.call_id) = ${filter.commented === 'true'}::boolean`,
    )
  if (filter.from) all.push(sql`r.placed_at >= ${filter.from}`)
  if (filter.to) all.push(sql`r.placed_at < ${filter.to}`)
  return sql.join(all, sql` and `)
}

const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])
const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`and (r.placed_at, r.call_id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
}
const cursorOf = (row: RecordingRow): string => `${row.placedAt}~${row.callId}`

const readPage = async (
  db: Db,
  filter: RecordingFilter,
  after: string | undefined,
  limit: number,
): Promise<RecordingRow[]> => {
  const { rows } = await sql<RecordingRow>`
    select r.call_id, r.placed_at, r.campaign_id, k.name as campaign_name, e.name as customer_name, c.number,
      a.name as agent_name, g.name as team_name, c.outcome, c.outcome_kind, r.state, r.milliseconds,
      s.silence_ms, s.longest_silence_ms, s.agent_ms, s.customer_ms, s.overlap_ms, t.call_id is not null as excellent,
      (select count(*) from recordings.comment m where m.call_id = r.call_id)::int as comments
    from recordings.recording r join calls.talk_fact c on c.id = r.call_id and c.placed_at = r.placed_at
      left join campaigns.campaign_fact k on k.id = r.campaign_id left join people.employee_fact a on a.id = r.agent_id
      left join people.team_fact g on g.id = r.team_id left join lists.entry_fact e on e.id = c.entry_id
      left join recordings.speech s on s.call_id = r.call_id
      left join recordings.tag t on t.call_id = r.call_id and t.tag = 'excellent'
    where ${conditions(filter)} ${beyond(after)}
    order by r.placed_at desc, r.call_id desc limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, number: maskNumber(row.number) }))
}

export const listRecordings = async (
  ctx: Context,
  { after, limit, ...filter }: RecordingFilter & { after?: string | undefined; limit: number },
) => {
  const rows = await readPage(ctx.db, filter, after, limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? cursorOf(last) : null, total: null }
}

/** Every recording of the filter, page by page. */
export async function* eachPage(ctx: Context, filter: RecordingFilter): AsyncGenerator<RecordingRow[]> {
  const pageSize = 2000
  for (let after: string | undefined; ; ) {
    const rows = await readPage(ctx.db, filter, after, pageSize)
    yield rows
    const last = rows.at(-1)
    if (rows.length < pageSize || !last) return
    after = cursorOf(last)
  }
}

type Head = Pick<RecordingDetail, 'callId' | 'state' | 'milliseconds' | 'goneAt' | 'goneWhy'> & {
  campaignId: string | null
}
/** The recording of a call as far as the reader sees it. */
export const findHead = async (db: Db, callId: string): Promise<Head | undefined> =>
  (await db
    .selectFrom('recordings.recording')
    .select(['callId', 'campaignId', 'state', 'milliseconds', 'goneAt', 'goneWhy'])
    .where('callId', '=', callId)
    .executeTakeFirst()) as Head | undefined
export const getHead = async (db: Db, callId: string): Promise<Head> =>
  (await findHead(db, callId)) ?? refuse(refusals.noRecording)

export const listComments = async (db: Db, callId: string): Promise<Comment[]> =>
  db
    .selectFrom('recordings.comment')
    .select(['id', 'atMs', 'words', 'byId', 'byName', 'writtenAt'])
    .where('callId', '=', callId)
    .orderBy('atMs')
    .orderBy('id')
    .execute()

type PartRow = {
  stoppedAt: string
  samples: number
  state: string
  trouble: RecordingDetail['trouble']
  customerPeaks: Buffer | null
  agentPeaks: Buffer | null
}
const partsOf = async (all: Db, callId: string): Promise<PartRow[]> =>
  (await all
    .selectFrom('recordings.part')
    .select(['stoppedAt', 'samples', 'state', 'trouble', 'customerPeaks', 'agentPeaks'])
    .where('callId', '=', callId)
    .orderBy('stoppedAt')
    .orderBy('name')
    .execute()) as PartRow[]

const pairs = (flat: readonly number[]): Span[] =>
  Array.from({ length: flat.length >> 1 }, (_, n) => [flat[2 * n] as number, flat[2 * n + 1] as number])
const speechOf = async (db: Db, callId: string): Promise<RecordingDetail['speech']> => {
  const row = await db
    .selectFrom('recordings.speech')
    .select(['method', 'customerMs', 'agentMs', 'overlapMs', 'silenceMs', 'longestSilenceMs'])
    .select(['customerSpans', 'agentSpans'])
    .where('callId', '=', callId)
    .executeTakeFirst()
  if (!row) return null
  const { customerSpans, agentSpans, method, ...facts } = row
  return {
    ...facts,
    method: method as 'silero' | 'loudness',
    customer: pairs(customerSpans) as [number, number][],
    agent: pairs(agentSpans) as [number, number][],
  }
}
const peaksIn = (parts: readonly PartRow[], leg: 'customerPeaks' | 'agentPeaks', atMost: number): string =>
  Buffer.from(fewerPeaks(Buffer.concat(parts.map((part) => part[leg] ?? Buffer.alloc(0))), atMost)).toString('base64')

/** The stretches kept, each with the moment it began and its place in the sound. */
const timelineOf = (kept: readonly PartRow[]): RecordingDetail['parts'] => {
  let fromMs = 0
  return kept.map(({ stoppedAt, samples }) => {
    const milliseconds = Math.floor(samples / 8)
    const part = {
      startedAt: new Date(Date.parse(stoppedAt) - milliseconds).toISOString(),
      fromMs,
      milliseconds,
    }
    fromMs += milliseconds
    return part
  })
}

/** Joining and parting take their moments, and a node that dies takes the last four seconds with it. */
const unnoticedMs = 5000

/**
 * From the joining, or the order where that came later, until the last agent left: less what is kept of that time and what
 * was paused. What a voice flow records before or after is no part of the conversation.
 */
const missingIn = async (all: Db, callId: string): Promise<number> => {
  const { rows } = await sql<{ missing: number }>`
    with talk as (
      select r.call_id, greatest(r.ordered_at, c.bridged_at) as since, c.bridged_at + c.talk_ms * interval '1 ms' as until
      from recordings.recording r join calls.talk_fact c on c.id = r.call_id and c.placed_at = r.placed_at
      where r.call_id = ${callId} and r.state = 'kept' and c.bridged_at is not null and c.ended_at is not null)
    select extract(epoch from t.until - t.since) * 1000 - coalesce((
        select sum(floor(p.samples / 8.0)) from recordings.part p where p.call_id = t.call_id and p.state = 'kept'
          and p.stopped_at > t.since and p.stopped_at - p.samples / 8.0 * interval '1 ms' < t.until), 0) - coalesce((
        select sum(extract(epoch from least(coalesce(p.resumed_at, t.until), t.until) - least(p.paused_at, t.until))) * 1000
        from recordings.pause p where p.call_id = t.call_id), 0) as missing
    from talk t`.execute(all)
  const missing = Math.round(Number(rows[0]?.missing ?? 0))
  return missing < unnoticedMs ? 0 : missing
}

/** `all` sees the stretches, which no reader's role does; it is asked only for a recording the reader sees. */
export const readRecording = async (
  ctx: Context,
  all: Context,
  callId: string,
  peaks: number,
): Promise<RecordingDetail> => {
  const { campaignId, ...head } = await getHead(ctx.db, callId)
  const parts = await partsOf(all.db, callId)
  const kept = parts.filter(({ state }) => state === 'kept')
  const pauses = await all.db
    .selectFrom('recordings.pause')
    .select(['pausedAt', 'resumedAt', 'byName'])
    .where('callId', '=', callId)
    .orderBy('pausedAt')
    .execute()
  const tag = await ctx.db
    .selectFrom('recordings.tag')
    .select(['byName', 'words', 'taggedAt'])
    .where('callId', '=', callId)
    .where('tag', '=', 'excellent')
    .executeTakeFirst()
  const heard = await ctx.db
    .selectFrom('recordings.listening')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('callId', '=', callId)
    .executeTakeFirstOrThrow()
  const policy = await policyOf(ctx.db, campaignId)
  return {
    ...head,
    trouble: parts.find(({ state, trouble }) => state === 'awaited' && trouble !== null)?.trouble ?? null,
    peaks:
      kept.length > 0
        ? { customer: peaksIn(kept, 'customerPeaks', peaks), agent: peaksIn(kept, 'agentPeaks', peaks) }
        : null,
    parts: timelineOf(kept),
    pauses,
    missingMs: await missingIn(all.db, callId),
    speech: await speechOf(ctx.db, callId),
    comments: await listComments(ctx.db, callId),
    excellent: tag ?? null,
    listenings: heard.count,
    asksReason: policy.asksReason,
  }
}
