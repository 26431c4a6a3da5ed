import { type RawBuilder, sql } from 'kysely'
import { placeOf } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import { groupFeature, type OwnFeature } from '../features.ts'
import { type Cell, type Row, type Table, tableOf } from '../learn/table.ts'

type Known = {
  attributes: Record<string, unknown> | null
  number: string
  attempts: number
  batchId: string
  earlierCalls: number
  earlierTalks: number
  earlierOutcome: string | null
  daysSinceCall: number | null
}
type Past = Known & { at: string; hit: boolean }
export type Taught = { table: Table; target: Uint8Array; at: number[] }

const dayMs = 86_400_000
/** The newest so many rows are learned from: what is older is seldom true any more, and a fit stays within seconds. */
export const mostRows = 50_000

const cellOf = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

const rowOf = (known: Known): Row => {
  const { province, kind } = placeOf(known.number)
  const own: Record<OwnFeature, Cell> = {
    '@attempts': known.attempts,
    '@earlierCalls': known.earlierCalls,
    '@earlierTalks': known.earlierTalks,
    '@earlierOutcome': known.earlierOutcome,
    '@daysSinceCall': known.daysSinceCall === null ? null : Math.floor(known.daysSinceCall),
    '@province': province,
    '@numberKind': kind,
    [groupFeature]: known.batchId,
  }
  const said = Object.entries(known.attributes ?? {}).map(([name, value]) => [name, cellOf(value)] as const)
  return { ...Object.fromEntries(said), ...own }
}

const taughtBy = (rows: readonly Past[]): Taught => ({
  table: tableOf(rows.map(rowOf)),
  target: Uint8Array.from(rows, ({ hit }) => (hit ? 1 : 0)),
  at: rows.map(({ at }) => Date.parse(at)),
})

/** What other campaigns had come to before that moment: no later call, and none of this campaign, has a say. */
const history = (customer: RawBuilder<unknown>, campaignId: string, before: RawBuilder<unknown>) => sql`
  left join lateral (
    select count(*)::int as earlier_calls, (count(*) filter (where p.bridged_at is not null))::int as earlier_talks,
      extract(epoch from ${before} - max(p.placed_at))::float8 * 1000 / ${dayMs}::float8 as days_since_call,
      (array_agg(p.outcome_kind order by p.placed_at desc) filter (where p.outcome_kind is not null and p.outcome_at < ${before}))[1] as earlier_outcome
    from calls.call_fact p
    where p.customer_id = ${customer} and p.placed_at < ${before} and p.campaign_id <> ${campaignId}
  ) h on true`

/** Who wants no scoring is neither scored nor learned from, whatever record of theirs a list speaks of. */
const wantsNone = (customer: RawBuilder<unknown>) => sql`exists (
  select from customers.customer_fact k join customers.customer_fact g on g.id = k.golden_id
  where k.id = ${customer} and (k.scoring_off or g.scoring_off))`

const pastCalls = async (
  db: Db,
  campaignId: string,
  of: { hit: RawBuilder<unknown>; where: RawBuilder<unknown>; at: RawBuilder<unknown> },
): Promise<Taught> => {
  const { rows } = await sql<Past>`
    select e.attributes, c.number, c.attempt_number - 1 as attempts, c.batch_id, h.earlier_calls, h.earlier_talks, h.earlier_outcome,
      h.days_since_call, c.at, c.hit
    from (
      select c.*, ${of.hit} as hit, ${of.at} as at from calls.call_fact c
      where c.campaign_id = ${campaignId} and ${of.where} and not ${wantsNone(sql`c.customer_id`)}
      order by ${of.at} desc, c.id desc limit ${mostRows}
    ) c
      join lists.entry_fact e on e.id = c.entry_id
      ${history(sql`c.customer_id`, campaignId, sql`c.placed_at`)}
    order by c.at, c.id`.execute(db)
  return taughtBy(rows)
}

const conversation = sql`c.bridged_at is not null and c.outcome_at is not null and c.outcome_kind not in ('abandoned', 'unreached')`

/** Conversations whose outcome is known, the oldest first: was it a success? */
export const gatherConversations = (db: Db, campaignId: string): Promise<Taught> =>
  pastCalls(db, campaignId, { hit: sql`(c.outcome_kind = 'success')`, where: conversation, at: sql`c.outcome_at` })

/** Attempts that are over, the oldest first: did somebody answer? Calls we took back ourselves say nothing. */
export const gatherAttempts = (db: Db, campaignId: string): Promise<Taught> =>
  pastCalls(db, campaignId, {
    hit: sql`(c.answered_at is not null)`,
    where: sql`c.state = 'ended' and c.cause not in ('cancelled', 'lost', 'networkFault')`,
    at: sql`c.placed_at`,
  })

export type Candidates = { ids: string[]; table: Table; last: string | undefined; off: number }

type Candidate = Known & { id: string; isOff: boolean }
/** The next entries in force of a list after that id, without those who want no scoring. */
export const gatherContacts = async (
  db: Db,
  { campaignId, listId, now }: { campaignId: string; listId: string; now: Date },
  { after, limit, uncalled = false }: { after: string | null; limit: number; uncalled?: boolean },
): Promise<Candidates> => {
  const { rows } = await sql<Candidate>`
    select e.id, e.attributes, e.number, e.batch_id, h.earlier_calls, h.earlier_talks, h.earlier_outcome, h.days_since_call,
      ${wantsNone(sql`e.customer_id`)} as is_off,
      (select count(*)::int from calls.call_fact c where c.entry_id = e.id and c.campaign_id = ${campaignId}) as attempts
    from (
      select * from lists.entry_fact e where e.list_id = ${listId} and e.reverted_at is null
        and (${after}::uuid is null or e.id > ${after}::uuid)
        and (not ${uncalled} or not exists (select from calls.call_fact c where c.entry_id = e.id and c.campaign_id = ${campaignId}))
      order by e.id limit ${limit}
    ) e ${history(sql`e.customer_id`, campaignId, sql`${now}::timestamptz`)}
    order by e.id`.execute(db)
  const scored = rows.filter(({ isOff }) => !isOff)
  return {
    ids: scored.map(({ id }) => id),
    table: tableOf(scored.map(rowOf)),
    last: rows.at(-1)?.id,
    off: rows.length - scored.length,
  }
}

/** What the scores that stood said of conversations since, before each was called. */
export const gatherServed = async (db: Db, campaignId: string): Promise<{ scores: Float64Array; hits: Uint8Array }> => {
  const { rows } = await sql<{ success: number; hit: boolean }>`
    select s.success, (c.outcome_kind = 'success') as hit
    from calls.call_fact c join scoring.score s on s.campaign_id = c.campaign_id and s.entry_id = c.entry_id
    where c.campaign_id = ${campaignId} and c.placed_at > s.scored_at and ${conversation}`.execute(db)
  return {
    scores: Float64Array.from(rows, ({ success }) => success),
    hits: Uint8Array.from(rows, ({ hit }) => (hit ? 1 : 0)),
  }
}

/** Outcomes of conversations since that moment. */
export const countOutcomes = async (db: Db, campaignId: string, since: Date | null): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from calls.call_fact c
    where c.campaign_id = ${campaignId} and ${conversation} and (${since}::timestamptz is null or c.outcome_at > ${since})`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** How often conversations of campaigns of that type succeed, everywhere: where a campaign has no past of its own. */
export const usualRate = async (db: Db, campaignId: string): Promise<number> => {
  const { rows } = await sql<{ n: number; hits: number }>`
    select count(*)::int as n, (count(*) filter (where c.outcome_kind = 'success'))::int as hits
    from campaigns.campaign_fact own join campaigns.campaign_fact alike on alike.type = own.type
      join calls.call_fact c on c.campaign_id = alike.id
    where own.id = ${campaignId} and ${conversation}`.execute(db)
  const [found] = rows
  return ((found?.hits ?? 0) + 1) / ((found?.n ?? 0) + 20)
}

/** The name of a batch as people know it. */
export const nameBatches = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; fileName: string }>`
    select id, file_name from lists.batch_fact where id = any (${ids.filter((id) => id !== '')}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, fileName }) => [id, fileName]))
}

/** Campaigns that call from that list now. */
export const listCallingFrom = async (db: Db, listId: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from campaigns.campaign_fact where list_id = ${listId} and state in ('running', 'paused')`.execute(db)
  ).rows.map(({ id }) => id)
