import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { defineLane } from '#platform/journal.ts'
import type { Contact } from '../waiting-line.ts'
import { newestToDial } from './screening.ts'

type Row = Omit<Contact, 'dueAt' | 'abandonedAt'> & { dueAt: string; abandonedAt: string | null }
const inMemory = (row: Row): Contact => ({
  ...row,
  dueAt: Date.parse(row.dueAt),
  abandonedAt: row.abandonedAt === null ? null : Date.parse(row.abandonedAt),
})
const columns = sql.raw(
  'c.campaign_id, c.entry_id, c.customer_id, c.list_id, c.batch_id, c.number, c.priority, c.rank, c.due_at, c.attempts, c.attempt_limit, c.ring_seconds, c.tries_by_cause, c.owner_id, c.assigned_to, c.answer_chance as chance, c.abandoned_at, c.last_caller_id',
)

/**
 * Puts the entries of a list that are new to the campaign in line, but for those rules have taken out or, where the
 * campaign is screened, have not seen yet; answers how many. Those in line already are passed
 * over before any row is built, which makes every further time five times as fast.
 */
export const enrol = async (db: Db, campaignId: string, listId: string, at: Date): Promise<number> => {
  const newest = await newestToDial(db, campaignId, listId)
  if (newest === null) return 0
  const { numAffectedRows } = await sql`
    insert into dialer.contact (campaign_id, entry_id, customer_id, list_id, batch_id, number, priority, due_at, attempt_limit, ring_seconds, answer_chance, rank, assigned_to)
    select ${campaignId}, e.id, e.customer_id, e.list_id, e.batch_id, e.number, coalesce(g.priority, e.priority), ${at}, least(e.attempt_limit, g.attempt_limit), g.ring_seconds,
      coalesce(k.answer, e.answer_chance)::numeric(5, 4), coalesce(k.place, 0.5),
      (select coalesce(a.agent_id, a.team_id) from allocation.assignment_fact a
       where a.campaign_id = ${campaignId} and a.entry_id = e.id and a.ended_at is null)
    from lists.entry_fact e
      left join screening.grade_fact g on g.campaign_id = ${campaignId} and g.entry_id = e.id
      left join scoring.score_fact k on k.campaign_id = ${campaignId} and k.entry_id = e.id
    where e.list_id = ${listId} and e.reverted_at is null
      and e.id <= ${newest}
      and not exists (select from screening.exclusion_fact x where x.campaign_id = ${campaignId} and x.entry_id = e.id)
      and not exists (select from dialer.contact c where c.campaign_id = ${campaignId} and c.entry_id = e.id)
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** What became of the contacts of a batch taken back, by entry: the batch they now belong to, or null if closed. */
export type AfterRevert = ReadonlyMap<string, string | null>
/** Contacts nobody offers any more are called no more; whom another batch brought too goes on under that batch. */
export const closeBatch = async (db: Db, batchId: string, at: Date): Promise<AfterRevert> => {
  const { rows } = await sql<{ entryId: string; batchId: string; isReverted: boolean }>`
    update dialer.contact c set batch_id = e.batch_id,
      state = case when e.reverted_at is null then c.state else 'closed' end,
      close_reason = case when e.reverted_at is null then c.close_reason else coalesce(c.close_reason, 'batchReverted') end,
      closed_at = case when e.reverted_at is null then c.closed_at else coalesce(c.closed_at, ${at}) end,
      reserved_by = case when e.reverted_at is null then c.reserved_by end
    from lists.entry_fact e
    where e.id = c.entry_id and c.batch_id = ${batchId} and (c.state <> 'closed' or e.batch_id <> c.batch_id)
    returning c.entry_id, c.batch_id, e.reverted_at is not null as is_reverted`.execute(db)
  return new Map(rows.map((row) => [row.entryId, row.isReverted ? null : row.batchId]))
}

/**
 * Takes the next contacts due until `until` for this process alone: no other can have them, whatever it asks. With
 * `prefixes` only those whose numbers begin with one of them.
 */
export const reserve = async (
  db: Db,
  campaignId: string,
  {
    until,
    limit,
    fencing,
    prefixes,
  }: { until: Date; limit: number; fencing: number; prefixes: readonly string[] | null },
): Promise<Contact[]> => {
  const mayBeCalled = prefixes ? sql`and number ^@ any (${prefixes}::text[])` : sql``
  const { rows } = await sql<Row>`
    with next as (
      select campaign_id, entry_id from dialer.contact where campaign_id = ${campaignId} and state = 'waiting'
        and assigned_to is null and due_at <= ${until} ${mayBeCalled}
      order by priority, rank, due_at, entry_id limit ${limit} for update skip locked)
    update dialer.contact c set state = 'reserved', reserved_by = ${fencing} from next
    where c.campaign_id = next.campaign_id and c.entry_id = next.entry_id returning ${columns}`.execute(db)
  return rows.map(inMemory)
}

/** Takes the next contacts due until `until` from each of these books, at most `limit` of each. */
export const reserveBooks = async (
  db: Db,
  campaignId: string,
  { holders, until, limit, fencing }: { holders: readonly string[]; until: Date; limit: number; fencing: number },
): Promise<Contact[]> => {
  const { rows } = await sql<Row>`
    with next as (
      select b.campaign_id, b.entry_id from unnest(${holders}::uuid[]) as here(holder)
      cross join lateral (
        select campaign_id, entry_id from dialer.contact
        where campaign_id = ${campaignId} and state = 'waiting' and assigned_to = here.holder and due_at <= ${until}
        order by priority, rank, due_at, entry_id limit ${limit} for update skip locked) b)
    update dialer.contact c set state = 'reserved', reserved_by = ${fencing} from next
    where c.campaign_id = next.campaign_id and c.entry_id = next.entry_id returning ${columns}`.execute(db)
  return rows.map(inMemory)
}

/**
 * Contacts move to the books that a change of allocation put them in, or back to the shared line; closed ones too, as
 * rules may let them back in. Answers for those a process has in hand where they now belong.
 */
export const moveToBooks = async (
  db: Db,
  campaignId: string,
  changeId: string,
): Promise<ReadonlyMap<string, string | null>> => {
  const { rows } = await sql<{ entryId: string; assignedTo: string | null }>`
    with moved as (
      update dialer.contact c set assigned_to = wanted.holder
      from (
        select distinct t.entry_id, coalesce(o.agent_id, o.team_id) as holder
        from allocation.assignment_fact t
        left join allocation.assignment_fact o on o.campaign_id = t.campaign_id and o.entry_id = t.entry_id and o.ended_at is null
        where t.change_id = ${changeId} and t.campaign_id = ${campaignId}) wanted
      where c.campaign_id = ${campaignId} and c.entry_id = wanted.entry_id
        and c.assigned_to is distinct from wanted.holder
      returning c.entry_id, c.assigned_to, c.state)
    select entry_id, assigned_to from moved where state = 'reserved'`.execute(db)
  return new Map(rows.map(({ entryId, assignedTo }) => [entryId, assignedTo]))
}

/** Takes every callback an agent has promised, however far away. */
export const reservePromised = async (db: Db, campaignId: string, fencing: number): Promise<Contact[]> => {
  const { rows } = await sql<Row>`
    update dialer.contact c set state = 'reserved', reserved_by = ${fencing}
    where campaign_id = ${campaignId} and state = 'waiting' and owner_id is not null returning ${columns}`.execute(db)
  return rows.map(inMemory)
}

/** Takes one particular contact, for a call an agent makes by hand. */
export const reserveOne = async (
  db: Db,
  campaignId: string,
  entryId: string,
  fencing: number,
): Promise<Contact | undefined> => {
  const { rows } = await sql<Row>`
    update dialer.contact c set state = 'reserved', reserved_by = ${fencing}
    where campaign_id = ${campaignId} and entry_id = ${entryId} and state = 'waiting' returning ${columns}`.execute(db)
  return rows[0] && inMemory(rows[0])
}

/** Contacts follow an entry whose number changed hands; answers the campaigns they are in. */
export const reassignContacts = async (
  db: Db,
  entryIds: readonly string[],
  customerId: string,
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ campaignId: string }>`
    update dialer.contact c set customer_id = ${customerId}
    where c.campaign_id in (select id from campaigns.campaign_fact) and c.entry_id = any (${entryIds}::uuid[])
    returning c.campaign_id`.execute(db)
  return new Set(rows.map(({ campaignId }) => campaignId))
}

/** What that agent has promised is anyone's to keep. */
export const disown = async (db: Db, agentId: string): Promise<void> => {
  await sql`update dialer.contact set owner_id = null where owner_id = ${agentId} and state <> 'closed'`.execute(db)
}

/**
 * When the next contact falls due that waits in the shared line or in the books of these, and whether any waits in the
 * book of somebody else.
 */
export const nextDue = async (
  db: Db,
  campaignId: string,
  holders: readonly string[],
): Promise<{ dueAt: number | undefined; elsewhere: boolean }> => {
  const { rows } = await sql<{ dueAt: string | null; elsewhere: boolean }>`
    select least(
        (select min(due_at) from dialer.contact where campaign_id = ${campaignId} and state = 'waiting' and assigned_to is null),
        (select min(due_at) from dialer.contact
         where campaign_id = ${campaignId} and state = 'waiting' and assigned_to = any (${holders}::uuid[]))) as due_at,
      exists (select from dialer.contact where campaign_id = ${campaignId} and state = 'waiting'
        and assigned_to <> all (${holders}::uuid[])) as elsewhere`.execute(db)
  const [row] = rows
  return { dueAt: row?.dueAt ? Date.parse(row.dueAt) : undefined, elsewhere: row?.elsewhere ?? false }
}

/** How likely these contacts of the campaign are to answer, where the list says. */
export const readChances = async (
  db: Db,
  campaignId: string,
  entryIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ entryId: string; chance: number }>`
    select entry_id, answer_chance as chance from dialer.contact
    where campaign_id = ${campaignId} and entry_id = any (${[...new Set(entryIds)]}::uuid[]) and answer_chance is not null`.execute(
    db,
  )
  return new Map(rows.map(({ entryId, chance }) => [entryId, chance]))
}

/** Which contacts a scoring speaks of: from one entry to another; those without a score draw lots, or wait as they came. */
export type Ranked = { campaignId: string; from: string; to: string; byLot: boolean }
/**
 * Contacts take their place in line and their chance of an answer from their scores. Whom nobody scores stands anywhere
 * by lot, always the same, where others are ordered; and answers as likely as the list says. A contact just being written
 * is passed over: waiting for it could stop the engine's own writing, and the next scoring comes.
 */
export const rankContacts = async (db: Db, { campaignId, from, to, byLot }: Ranked): Promise<number> => {
  const { numAffectedRows } = await sql`
    with open as (
      select entry_id from dialer.contact
      where campaign_id = ${campaignId} and entry_id between ${from} and ${to} and state <> 'closed' for update skip locked),
    told as (
      select o.entry_id, coalesce(s.answer, e.answer_chance)::numeric(5, 4) as answer,
        coalesce(s.place, case when ${byLot} then abs(hashtext(${campaignId} || e.id::text) % 1000) / 1000.0 end, 0.5)::real as rank
      from open o join lists.entry_fact e on e.id = o.entry_id
        left join scoring.score_fact s on s.campaign_id = ${campaignId} and s.entry_id = o.entry_id)
    update dialer.contact c set rank = n.rank, answer_chance = n.answer from told n
    where c.campaign_id = ${campaignId} and c.entry_id = n.entry_id
      and (c.rank, c.answer_chance) is distinct from (n.rank, n.answer)`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** How many wait in the database, due or not. */
export const countWaiting = async (db: Db, campaignId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from dialer.contact where campaign_id = ${campaignId} and state = 'waiting'`.execute(db)
  return rows[0]?.n ?? 0
}

/** After a restart: contacts whose calls are known, by entry; all other reservations of the past are let go. */
export const recoverContacts = async (db: Db, entryIds: readonly string[]): Promise<Contact[]> => {
  await sql`update dialer.contact set state = 'waiting', reserved_by = null where state = 'reserved' and entry_id <> all (${entryIds}::uuid[])`.execute(
    db,
  )
  const { rows } =
    await sql<Row>`select ${columns} from dialer.contact c where state = 'reserved' and entry_id = any (${entryIds}::uuid[])`.execute(
      db,
    )
  return rows.map(inMemory)
}

export type PromisedOn = { callId: string; dueAt: string; ownerId: string }
/** What agents promised on these calls, and still owe. */
export const promisedOn = async (db: Db, callIds: readonly string[]): Promise<PromisedOn[]> => {
  if (callIds.length === 0) return []
  const { rows } = await sql<PromisedOn>`select distinct on (call_id) call_id, due_at, agent_id as owner_id
    from followups.followup_fact where call_id = any (${callIds}::uuid[]) and state = 'open'
    order by call_id, created_at desc`.execute(db)
  return rows
}

/** Contacts a process took that has lost its lease meanwhile are let go; answers how many. */
export const releaseForgotten = async (db: Db, campaignId: string, fencing: number): Promise<number> => {
  const { numAffectedRows } = await sql`
    update dialer.contact set state = 'waiting', reserved_by = null
    where campaign_id = ${campaignId} and state = 'reserved' and reserved_by < ${fencing}`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export type Stock = {
  waiting: number
  due: number
  reserved: number
  closed: number
  nextDueAt: string | null
  byCloseReason: Record<string, number>
}
/** How far a campaign has come with its list. */
export const readStock = async (db: Db, campaignId: string, now: Date): Promise<Stock> => {
  const { rows } = await sql<{
    state: string
    closeReason: string | null
    n: number
    due: number
    nextDueAt: string | null
  }>`
    select state, close_reason, count(*) as n, count(*) filter (where due_at <= ${now}) as due, min(due_at) filter (where state = 'waiting') as next_due_at
    from dialer.contact where campaign_id = ${campaignId} group by 1, 2`.execute(db)
  const sum = (state: string, of: 'n' | 'due' = 'n') =>
    rows.filter((row) => row.state === state).reduce((all, row) => all + row[of], 0)
  return {
    waiting: sum('waiting'),
    due: sum('waiting', 'due'),
    reserved: sum('reserved'),
    closed: sum('closed'),
    nextDueAt: rows.find(({ state }) => state === 'waiting')?.nextDueAt ?? null,
    byCloseReason: Object.fromEntries(
      rows.filter(({ closeReason }) => closeReason).map(({ closeReason, n }) => [closeReason, n]),
    ),
  }
}

/** What an attempt left behind for its contact. */
export type Settled = Contact & {
  state: 'waiting' | 'reserved' | 'closed'
  lastOutcome: string | null
  closeReason: string | null
  at: number
  fencing: number
}
export const settled = defineLane<Settled>({
  name: 'dialer.settled',
  order: 65,
  // A contact closed meanwhile (its batch was taken back during the call) stays closed and still counts the attempt.
  statement: `update dialer.contact c set state = case c.state when 'closed' then 'closed' else n.state end,
      due_at = n.due_at, attempts = n.attempts, tries_by_cause = n.tries_by_cause, owner_id = n.owner_id, abandoned_at = n.abandoned_at,
      last_caller_id = n.last_caller_id,
      last_outcome = coalesce(n.last_outcome, c.last_outcome),
      close_reason = coalesce(c.close_reason, n.close_reason), closed_at = coalesce(c.closed_at, n.closed_at),
      reserved_by = case c.state when 'closed' then null else n.reserved_by end
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::jsonb[], $7::uuid[], $8::text[], $9::text[], $10::timestamptz[], $11::bigint[], $12::timestamptz[], $13::text[])
      as n(campaign_id, entry_id, state, due_at, attempts, tries_by_cause, owner_id, last_outcome, close_reason, closed_at, reserved_by, abandoned_at, last_caller_id)
    where c.campaign_id = n.campaign_id and c.entry_id = n.entry_id`,
  keyOf: (s) => `${s.campaignId} ${s.entryId}`,
  columns: [
    (s) => s.campaignId,
    (s) => s.entryId,
    (s) => s.state,
    (s) => new Date(s.dueAt),
    (s) => s.attempts,
    (s) => JSON.stringify(s.triesByCause),
    (s) => s.ownerId,
    (s) => s.lastOutcome,
    (s) => s.closeReason,
    (s) => (s.state === 'closed' ? new Date(s.at) : null),
    (s) => (s.state === 'reserved' ? s.fencing : null),
    (s) => (s.abandonedAt === null ? null : new Date(s.abandonedAt)),
    (s) => s.lastCallerId,
  ],
})
