import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { momentOf } from '#platform/id.ts'
import { writeFirstOrNext } from '#platform/version.ts'
import { type PolicyForm, usualPolicy } from '../policy.ts'

const policyColumns = [
  'mode',
  'sharePercent',
  'announcement',
  'mayPause',
  'asksReason',
  'keepDays',
  'keepByOutcome',
] as const

export const readPolicies = async (db: Db): Promise<(PolicyForm & { campaignId: string })[]> =>
  (await db
    .selectFrom('recordings.policy')
    .select(['campaignId', ...policyColumns])
    .execute()) as (PolicyForm & {
    campaignId: string
  })[]

export type StoredPolicy = PolicyForm & { changedByName: string; changedAt: string | null; version: number }
export const findPolicy = async (db: Db, campaignId: string): Promise<StoredPolicy | undefined> =>
  (await db
    .selectFrom('recordings.policy')
    .select([...policyColumns, 'changedByName', 'changedAt', 'version'])
    .where('campaignId', '=', campaignId)
    .executeTakeFirst()) as StoredPolicy | undefined

/** What campaigns announce that they record. */
export const announcementsOf = (db: Db): Promise<{ campaignId: string; name: string; prompt: string }[]> =>
  db
    .selectFrom('recordings.policy as p')
    .innerJoin('campaigns.campaignFact as c', 'c.id', 'p.campaignId')
    .select((e) => ['p.campaignId', e.ref('c.name').$notNull().as('name'), 'p.announcement as prompt'])
    .where('p.announcement', '<>', '')
    .execute()

/** What holds for a recording; the usual where nobody decided, or where no campaign is. */
export const policyOf = async (db: Db, campaignId: string | null): Promise<PolicyForm> =>
  (campaignId === null ? undefined : await findPolicy(db, campaignId)) ?? usualPolicy

/** False where somebody saved another version meanwhile. */
export const savePolicy = async (
  db: Db,
  campaignId: string,
  { version, ...form }: PolicyForm & { version: number },
  by: { changedByName: string; changedAt: Date },
): Promise<boolean> =>
  writeFirstOrNext(
    db,
    { table: 'recordings.policy', key: { campaignId }, version },
    { ...form, keepByOutcome: JSON.stringify(form.keepByOutcome), ...by },
  )

export const readOpenPauses = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ callId: string }>`select p.call_id from recordings.pause p
    join recordings.recording r using (call_id) where p.resumed_at is null and r.state in ('ordered', 'awaited')`.execute(
    db,
  )
  return rows.map(({ callId }) => callId)
}

/** Calls recorded on trial of which it never came to be known whose sound it is, of the last day. */
export const readOpenTrials = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ callId: string }>`select t.call_id from recordings.trial t
    where not t.is_machine and t.began_at > now() - interval '1 day'
      and not exists (select from recordings.part p where p.call_id = t.call_id and p.state = 'gone')`.execute(db)
  return rows.map(({ callId }) => callId)
}

export type WaitingPart = { name: string; callId: string; stoppedAt: string; seconds: number; tries: number }
/** Stretches to be fetched now, the oldest first. */
export const readWaiting = async (db: Db, now: Date, atMost: number): Promise<WaitingPart[]> => {
  const { rows } = await sql<WaitingPart>`select name, call_id, stopped_at, seconds, tries from recordings.part
    where state = 'awaited' and next_try_at <= ${now} order by next_try_at, stopped_at limit ${atMost}`.execute(db)
  return rows
}

export type CallOfPart = {
  placedAt: string
  campaignId: string | null
  customerId: string | null
  agentId: string | null
  teamId: string | null
  siteId: string | null
  isGone: boolean
}
/** What tells whether a stretch is the call's recording at all. */
export type Standing = {
  /** Recorded from the answer on, on trial, and no machine's. */
  isTrial: boolean
  isOver: boolean
  bridgedAt: string | null
  isOrdered: boolean
  isPlacedByUs: boolean
}
/**
 * The call a stretch belongs to, if the ledger has it, whether its recording has been let go already, and what tells whether
 * the stretch is its recording at all. One statement: it is asked for every recording, and over the partitions of the
 * ledger it takes longer to plan than to answer.
 */
export const findCallOf = async (db: Db, callId: string): Promise<(CallOfPart & Standing) | undefined> =>
  (await findCallIn(db, callId, placedAbout(callId))) ?? findCallIn(db, callId, sql``)
/** Ids are made when calls are: that names the months of the ledger they may lie in, so that no others are planned for. */
const placedAbout = (callId: string): RawBuilder<unknown> => {
  const made = momentOf(callId)
  if (made === undefined) return sql``
  const [from, to] = [made - 86_400_000, made + 86_400_000].map((at) => new Date(at).toISOString())
  return sql`and c.placed_at between ${from}::timestamptz and ${to}::timestamptz`
}
const findCallIn = async (db: Db, callId: string, where: RawBuilder<unknown>) => {
  const { rows } = await sql<CallOfPart & Standing>`
    select c.placed_at, c.campaign_id, c.customer_id, c.agent_id, c.team_id, c.site_id, coalesce(r.state = 'gone', false) as is_gone,
      t.call_id is not null and not t.is_machine as is_trial, c.state = 'ended' as is_over,
      c.bridged_at, r.call_id is not null as is_ordered, c.direction = 'out' as is_placed_by_us
    from calls.talk_fact c left join recordings.recording r on r.call_id = c.id
      left join recordings.trial t on t.call_id = c.id where c.id = ${callId} ${where}`.execute(db)
  return rows[0]
}

export type KeptAs = {
  name: string
  object: string
  samples: number
  wrappedKey: Buffer
  masterKey: string
  customerPeaks: Buffer
  agentPeaks: Buffer
  keptAt: Date
}
/** False where the stretch is no longer waited for: then the object is nobody's. */
export const saveKept = async (db: Db, { name, ...kept }: KeptAs): Promise<boolean> =>
  (await db
    .updateTable('recordings.part')
    .set({ ...kept, state: 'kept', trouble: null })
    .where('name', '=', name)
    .where('state', '=', 'awaited')
    .returning('name')
    .executeTakeFirst()) !== undefined

export const ensureRecording = async (db: Db, callId: string, call: CallOfPart): Promise<void> => {
  const { placedAt, campaignId, customerId, agentId, teamId, siteId } = call
  await db
    .insertInto('recordings.recording')
    .values({ callId, placedAt, campaignId, customerId, agentId, teamId, siteId, orderedAt: placedAt })
    .onConflict((known) => known.doNothing())
    .execute()
}

export type Trouble = 'storeFull' | 'providerAway' | 'notThere' | 'failed'
export const noteTrouble = async (db: Db, name: string, trouble: Trouble, nextTryAt: Date): Promise<void> => {
  await db
    .updateTable('recordings.part')
    .set((e) => ({ trouble, nextTryAt, tries: e('tries', '+', 1) }))
    .where('name', '=', name)
    .execute()
}
/** Nothing went wrong: its moment has not come. */
export const putOff = async (db: Db, name: string, nextTryAt: Date): Promise<void> => {
  await db.updateTable('recordings.part').set({ nextTryAt }).where('name', '=', name).execute()
}
export const giveUp = async (db: Db, name: string): Promise<void> => {
  await db
    .updateTable('recordings.part')
    .set({ state: 'missing', atProvider: false })
    .where('name', '=', name)
    .where('state', '=', 'awaited')
    .execute()
}
export const dropPart = async (db: Db, name: string): Promise<void> => {
  await db.deleteFrom('recordings.part').where('name', '=', name).where('state', '=', 'awaited').execute()
}
/** A stretch of a recording that has been let go is not kept any more. */
export const waiveParts = async (db: Db, callId: string): Promise<void> => {
  await db
    .updateTable('recordings.part')
    .set({ state: 'gone', wrappedKey: null, customerPeaks: null, agentPeaks: null })
    .where('callId', '=', callId)
    .where('state', '!=', 'gone')
    .execute()
}
export const waivePart = async (db: Db, name: string): Promise<void> => {
  await db.updateTable('recordings.part').set({ state: 'gone' }).where('name', '=', name).execute()
}
export const dropOldTrials = async (db: Db, before: Date): Promise<void> => {
  await db.deleteFrom('recordings.trial').where('beganAt', '<', before.toISOString()).execute()
}
export const noteForgotten = async (db: Db, names: readonly string[]): Promise<void> => {
  if (names.length === 0) return
  await db.updateTable('recordings.part').set({ atProvider: false }).where('name', 'in', names).execute()
}
export const readToForget = async (db: Db, atMost: number): Promise<string[]> =>
  (
    await db
      .selectFrom('recordings.part')
      .select('name')
      .where('atProvider', '=', true)
      .where('state', '!=', 'awaited')
      .orderBy('stoppedAt')
      .limit(atMost)
      .execute()
  ).map(({ name }) => name)

/**
 * Works out anew how the recording of that call stands, or every open one, from its stretches and its call; nothing ever
 * came within so long: missing.
 */
export const settle = async (db: Db, now: Date, of?: { callId: string; placedAt: string }): Promise<void> => {
  const which = of ? sql`r.call_id = ${of.callId} and r.state <> 'gone'` : sql`r.state in ('ordered', 'awaited')`
  // Said twice, so that no other month of the ledger is planned for.
  const month = of ? sql`and c.placed_at = ${of.placedAt}::timestamptz` : sql``
  await sql`
    with standing as (
      select r.call_id, coalesce(sum(p.samples) filter (where p.state = 'kept'), 0) / 8 as milliseconds,
        coalesce(bool_or(p.state = 'awaited'), false) as awaits, coalesce(bool_or(p.state = 'kept'), false) as keeps,
        count(p.name) filter (where p.state <> 'gone') > 0 as has_parts, c.state is distinct from 'ended' and c.id is not null as is_up, c.ended_at
      from recordings.recording r left join recordings.part p using (call_id)
        left join calls.talk_fact c on c.id = r.call_id and c.placed_at = r.placed_at ${month}
      where ${which} group by r.call_id, c.id, c.state, c.ended_at),
    told as (
      select call_id, milliseconds, case when awaits then 'awaited' when is_up then 'ordered' when keeps then 'kept'
        when not has_parts and ended_at > ${new Date(now.getTime() - 600_000)}::timestamptz then 'awaited' else 'missing' end as state
      from standing)
    update recordings.recording r set state = t.state, milliseconds = t.milliseconds from told t
    where r.call_id = t.call_id and (r.state, r.milliseconds) is distinct from (t.state, t.milliseconds::int)`.execute(
    db,
  )
}

export type FinishedPart = { recording: string; callId: string; stoppedAt: Date; seconds: number }
/** Notes finished stretches nobody told us of. Answers which of these names we are through with. */
export const adoptFinished = async (db: Db, found: readonly FinishedPart[]): Promise<string[]> => {
  const names = found.map(({ recording }) => recording)
  await sql`insert into recordings.part (name, call_id, stopped_at, seconds, next_try_at)
    select n.name, n.call_id, n.at, n.seconds, n.at from unnest(${names}::text[], ${found.map(({ callId }) => callId)}::uuid[],
      ${found.map(({ stoppedAt }) => stoppedAt)}::timestamptz[], ${found.map(({ seconds }) => seconds)}::double precision[])
      as n(name, call_id, at, seconds) on conflict do nothing`.execute(db)
  const { rows } = await sql<{ name: string }>`select name from recordings.part
    where name = any (${names}) and state <> 'awaited'`.execute(db)
  return rows.map(({ name }) => name)
}
