import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db.ts'
import type { EventKind, Summary, TimelineEvent } from '../contract.ts'

/** Under what ids and numbers ledgers know the person. */
export type Person = { ids: readonly string[]; numbers: readonly string[] }

const idsIn = ({ ids }: Person) => sql`any (${ids}::uuid[])`
const numbersIn = ({ numbers }: Person) => sql`any (${numbers}::text[])`

type Source = (person: Person) => RawBuilder<unknown>
/** Each kind as rows of id, at, kind, by, campaign_id, detail. */
const sources: Record<EventKind, Source> = {
  call: (person) => sql`
    select f.id::text, f.placed_at as at, 'call' as kind, coalesce(a.name, '') as by, f.campaign_id,
      jsonb_build_object('callId', f.id, 'outcome', f.outcome, 'outcomeKind', f.outcome_kind, 'talkMs', f.talk_ms, 'abandoned', f.abandoned,
        'cause', f.cause, 'note', coalesce(n.note, ''), 'recording', f.recording) as detail
    from calls.call_fact f left join people.employee_fact a on a.id = f.agent_id
    left join calls.call_note_fact n on n.id = f.id and n.placed_at = f.placed_at
    where f.customer_id = ${idsIn(person)}`,
  followup: (person) => sql`
    select f.id::text, f.created_at, 'followup', coalesce(a.name, ''), f.campaign_id,
      jsonb_build_object('followup', f.kind, 'state', f.state, 'dueAt', f.due_at, 'doneAt', f.done_at)
    from followups.followup_fact f left join people.employee_fact a on a.id = f.agent_id where f.customer_id = ${idsIn(person)}`,
  listed: (person) => sql`
    select e.id::text, coalesce(b.imported_at, uuid_extract_timestamp(e.id)), 'listed', '', null::uuid,
      jsonb_build_object('listName', b.list_name, 'supplier', b.supplier, 'fileName', b.file_name, 'revertedAt', e.reverted_at)
    from lists.entry_fact e join lists.batch_fact b on b.id = e.batch_id where e.customer_id = ${idsIn(person)}`,
  bought: (person) => sql`
    select h.id::text, coalesce(h.bought_on::timestamptz, h.at), 'bought', '', null::uuid,
      jsonb_build_object('product', h.product, 'channel', h.channel, 'quantity', h.quantity, 'amount', h.amount, 'endedOn', h.ended_on)
    from customers.holding_fact h where h.customer_id = ${idsIn(person)}`,
  complaint: (person) => sql`
    select c.id::text, c.received_at, 'complaint', c.responsible_name, c.campaign_id,
      jsonb_build_object('complaintId', c.id, 'topic', c.topic, 'state', c.state, 'source', c.source)
    from complaints.complaint_fact c where c.customer_id = ${idsIn(person)}`,
  consent: (person) => sql`
    select c.id::text, c.at, 'consent', c.by_name, null::uuid,
      jsonb_build_object('act', c.act, 'purpose', c.purpose, 'channel', c.channel, 'source', c.source)
    from compliance.consent_event_fact c where c.customer_id = ${idsIn(person)}
    union all
    select c.id::text, c.at, 'consent', c.by_name, null::uuid,
      jsonb_build_object('act', c.act, 'purpose', c.purpose, 'channel', c.channel, 'source', c.source)
    from compliance.consent_event_fact c where c.customer_id is null and c.number = ${numbersIn(person)}`,
  doNotCall: (person) => sql`
    select d.id::text, d.since, 'doNotCall', coalesce(d.said_to_name, ''), d.campaign_id,
      jsonb_build_object('list', d.kind, 'reason', d.reason, 'until', d.until, 'endedAt', d.ended_at)
    from compliance.do_not_call_proof_fact d where d.number = ${numbersIn(person)}`,
  blocked: (person) => sql`
    select b.id::text, b.last_at, 'blocked', coalesce(a.name, ''), b.campaign_id,
      jsonb_build_object('rule', b.rule, 'params', b.params, 'count', b.count)
    from compliance.block_fact b left join people.employee_fact a on a.id = b.agent_id where b.customer_id = ${idsIn(person)}`,
  poolMove: (person) => sql`
    select m.id::text, m.at, 'poolMove', m.by_name, null::uuid,
      jsonb_build_object('move', m.kind, 'from', f.name, 'to', t.name, 'note', m.note)
    from allocation.pool_move_fact m left join people.employee_fact f on f.id = m.from_agent left join people.employee_fact t on t.id = m.to_agent
    where m.customer_id = ${idsIn(person)}`,
  edit: (person) => sql`
    select e.id::text, e.at, 'edit', e.by_name, null::uuid, jsonb_build_object('field', e.field, 'before', e.before, 'after', e.after)
    from customers.edit_fact e where e.customer_id = ${idsIn(person)}`,
  merge: (person) => sql`
    select m.id::text, m.at, 'merge', m.by_name, null::uuid, jsonb_build_object('reason', m.reason, 'undoneAt', m.undone_at)
    from customers.merge_fact m where m.kept_id = ${idsIn(person)}`,
}

/** As the cursor tells it: of two events within a millisecond none may fall between two pages. */
const moment = sql`date_trunc('milliseconds', event.at)`
const Place = z.tuple([z.iso.datetime({ offset: true }), z.string().max(80)])
const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`where (${moment}, event.kind || event.id) < (${data[0]}::timestamptz, ${data[1]})` : sql``
}

/**
 * What happened with the person, newest first, from every domain that keeps something; the cursor is moment, kind and id
 * of the last row seen. One person's rows are few, so all are read and the newest shown.
 */
export const readTimeline = async (
  db: Db,
  person: Person,
  { kind, after, limit }: { kind?: EventKind | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: TimelineEvent[]; next: string | null }> => {
  const wanted = kind ? [sources[kind]] : Object.values(sources)
  const all = sql.join(
    wanted.map((source) => source(person)),
    sql` union all `,
  )
  const { rows } = await sql<TimelineEvent>`
    select event.id, event.at, event.kind, event.by, k.name as campaign_name, event.detail
    from (${all}) as event (id, at, kind, by, campaign_id, detail) left join campaigns.campaign_fact k on k.id = event.campaign_id
    ${beyond(after)} order by ${moment} desc, event.kind || event.id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? `${last.at}~${last.kind}${last.id}` : null }
}

export const readSummary = async (db: Db, person: Person, now: Date): Promise<Summary> => {
  const { rows } = await sql<Summary>`
    select count(f.id)::int as calls, count(f.id) filter (where f.talk_ms > 0)::int as talked,
      count(f.id) filter (where f.outcome_kind = 'success')::int as successes, max(f.placed_at) filter (where f.talk_ms > 0) as last_talk_at,
      (select count(*)::int from complaints.complaint_fact c where c.customer_id = ${idsIn(person)}) as complaints,
      (select min(p.due_at) from followups.followup_fact p where p.customer_id = ${idsIn(person)} and p.state = 'open') as next_followup_at,
      (select min(d.since) from compliance.do_not_call_fact d where d.number = ${numbersIn(person)}
        and d.kind <> 'campaign' and d.ended_at is null and (d.until is null or d.until > ${now})) as do_not_call_since
    from calls.call_fact f where f.customer_id = ${idsIn(person)}`.execute(db)
  return rows[0] as Summary
}
