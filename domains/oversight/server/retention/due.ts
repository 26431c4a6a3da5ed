import { type RawBuilder, sql } from 'kysely'
import type { CallKey } from '#domains/calls/server/public.ts'
import { countOldBlocks, countSupersededConsent } from '#domains/compliance/server/public.ts'
import type { Db } from '#platform/db.ts'
import { callCutoffs, cutoffOf, nextDue } from '../../retention.ts'
import type { KeptRule } from './store.ts'

/** What a rule finds: how much is past its days, how much of that is kept as proof, and how old the oldest record is. */
export type Found = {
  due: number
  kept: number
  oldest: string | null
  /** Where campaigns keep for days of their own: when the first record will be due. */
  dueFirst?: string | null
}

/** A call somebody said "no more" in, or agreed in, is the proof of what still holds, and what an open complaint is about. */
const isAskedFor = sql`(exists (select from compliance.do_not_call_fact f where f.call_id = d.id and f.ended_at is null)
  or exists (select from compliance.consent_fact f where f.call_id = d.id)
  or exists (select from complaints.complaint_fact f where f.call_id = d.id and f.state <> 'closed'))`
/** The ledger is what tells the gate of a refusal after a restart: it stays as long as any rules count it, 0 for ever. */
const countsAsRefusal = (
  now: Date,
): RawBuilder<boolean> => sql`(d.outcome_kind is not distinct from 'refusal' and exists (
  select from compliance.rules_fact r, lateral (select (r.rules ->> 'refusalLockOutDays')::int as days) rest
  where rest.days = 0 or d.placed_at > ${now}::timestamptz - make_interval(days => rest.days)))`
const isProof = ({ kind }: KeptRule, now: Date): RawBuilder<boolean> =>
  kind === 'recording' ? sql`${isAskedFor}` : sql`(${isAskedFor} or ${countsAsRefusal(now)})`

/**
 * How many days a recording is kept: what the campaign says for calls that ended so, else for all of its calls, but no
 * fewer than the rule's least and no more than its most.
 */
const keptDays = ({
  leastDays,
  mostDays,
}: KeptRule): RawBuilder<number> => sql`greatest(${leastDays}::int, least(${mostDays}::int,
  coalesce((d.days ->> d.outcome_kind)::int, (d.days ->> '')::int, ${mostDays}::int)))`
const pastDays = (rule: KeptRule, recording: KeptRule | undefined, now: Date): RawBuilder<boolean> => {
  // The first comparison lets an index find what may be past its days at all.
  if (rule.kind === 'recording')
    return sql`d.recorded and d.placed_at < ${cutoffOf({ ...rule, mostDays: rule.leastDays }, now)}
      and d.placed_at < ${now}::timestamptz - make_interval(days => ${keptDays(rule)})`
  const { bare, recorded } = callCutoffs(rule, recording, now)
  return sql`d.placed_at < ${bare} and (not d.recorded or d.placed_at < ${recorded}::timestamptz)`
}

/**
 * The jurisdiction of calls that came in for no campaign, by the site that took them: what that site calls under, by its newest
 * campaign, or, where nobody of a site took them, the centre. Ids grow with time. Looked up once a site, not once a call.
 */
const ofStrangers = sql`(select s.id as site_id, (select c.jurisdiction from campaigns.campaign_fact c
    order by c.site_id is not distinct from s.id desc, c.id desc limit 1) as jurisdiction
  from (select id from people.site_fact union all select null) s)`
const nowhere = sql`'00000000-0000-0000-0000-000000000000'::uuid`
const strangersUnder = (jurisdiction: string): RawBuilder<unknown> =>
  sql`calls.talk_fact d join ${ofStrangers} home
    on coalesce(home.site_id, ${nowhere}) = coalesce(d.site_id, ${nowhere}) and home.jurisdiction = ${jurisdiction}`

/** Calls are let go whoever began them, each with the days its campaign keeps it, by outcome. */
const ofRule = (rule: KeptRule): RawBuilder<unknown> =>
  sql`(select d.*, own.days from campaigns.campaign_fact c
      cross join lateral (select jsonb_object_agg(coalesce(k.outcome_kind, ''), k.days) as days
        from recordings.keep_fact k where k.campaign_id = c.id) own
      join calls.talk_fact d on d.campaign_id = c.id
      where c.jurisdiction = ${rule.jurisdiction} and d.state = 'ended'
    union all select d.*, null::jsonb as days from ${strangersUnder(rule.jurisdiction)}
      where d.campaign_id is null and d.state = 'ended') d where true`

const oldestOfStrangers = (jurisdiction: string, isMeant: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select d.placed_at from ${strangersUnder(jurisdiction)}
    where d.campaign_id is null and ${isMeant} order by d.placed_at limit 1)`

const oldestCall = async (db: Db, rule: KeptRule): Promise<string | null> => {
  const isMeant = sql`(d.recorded or ${rule.kind === 'call'})`
  const { rows } = await sql<{ oldest: string | null }>`
    select min(placed_at) as oldest from (
      select o.placed_at from campaigns.campaign_fact c cross join lateral (
        select d.placed_at from calls.talk_fact d where d.campaign_id = c.id and ${isMeant}
        order by d.placed_at limit 1) o
      where c.jurisdiction = ${rule.jurisdiction}
      union all ${oldestOfStrangers(rule.jurisdiction, isMeant)}) found`.execute(db)
  return rows[0]?.oldest ?? null
}

/** When the first recording of a rule will be past its days; at the earliest, where a campaign says more than one thing. */
const firstDue = async (db: Db, { jurisdiction, leastDays, mostDays }: KeptRule): Promise<string | null> => {
  const { rows } = await sql<{ due: string | null }>`
    select min(placed_at + make_interval(days => greatest(${leastDays}::int, least(${mostDays}::int, days)))) as due from (
      select o.placed_at, own.days from campaigns.campaign_fact c
        cross join lateral (select min(k.days) as days from recordings.keep_fact k where k.campaign_id = c.id) own
        cross join lateral (select d.placed_at from calls.talk_fact d where d.campaign_id = c.id and d.recorded
          order by d.placed_at limit 1) o
      where c.jurisdiction = ${jurisdiction}
      union all select placed_at, null::int from ${oldestOfStrangers(jurisdiction, sql`d.recorded`)} s) found`.execute(
    db,
  )
  return rows[0]?.due ?? null
}

const findCalls = async (db: Db, rule: KeptRule, recording: KeptRule | undefined, now: Date): Promise<Found> => {
  const { rows } = await sql<{ due: number; kept: number }>`
    select (count(*) filter (where not is_proof))::int as due, (count(*) filter (where is_proof))::int as kept
    from (select ${isProof(rule, now)} as is_proof from ${ofRule(rule)} and ${pastDays(rule, recording, now)}) found`.execute(
    db,
  )
  const dueFirst = rule.kind === 'recording' ? await firstDue(db, rule) : null
  return { due: rows[0]?.due ?? 0, kept: rows[0]?.kept ?? 0, oldest: await oldestCall(db, rule), dueFirst }
}

/** The next calls to go under a rule of calls or recordings, at most so many. */
export const nextCalls = async (
  db: Db,
  { rule, recording, now, atMost }: { rule: KeptRule; recording: KeptRule | undefined; now: Date; atMost: number },
): Promise<CallKey[]> => {
  const { rows } = await sql<CallKey>`select d.id, d.placed_at
    from ${ofRule(rule)} and ${pastDays(rule, recording, now)} and not ${isProof(rule, now)} limit ${atMost}`.execute(
    db,
  )
  return rows
}

export const campaignsUnder = async (db: Db, jurisdiction: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from campaigns.campaign_fact where jurisdiction = ${jurisdiction}`.execute(db)
  return rows.map(({ id }) => id)
}

export const recordingRule = (rules: readonly KeptRule[], jurisdiction: string): KeptRule | undefined =>
  rules.find((rule) => rule.kind === 'recording' && rule.jurisdiction === jurisdiction)

/** What is past its days under a rule at this moment. */
export const findDue = async (db: Db, rule: KeptRule, rules: readonly KeptRule[], now: Date): Promise<Found> => {
  const before = cutoffOf(rule, now)
  if (rule.kind === 'consent') return { kept: 0, ...(await countSupersededConsent(db, before)) }
  if (rule.kind === 'block')
    return { kept: 0, ...(await countOldBlocks(db, await campaignsUnder(db, rule.jurisdiction), before)) }
  return findCalls(db, rule, recordingRule(rules, rule.jurisdiction), now)
}

/** When the next record of a rule will be due; null where there is none. */
export const dueNext = (rule: KeptRule, { oldest, dueFirst }: Found): string | null =>
  dueFirst ?? nextDue(rule, oldest === null ? null : new Date(oldest))?.toISOString() ?? null
