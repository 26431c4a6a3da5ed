import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { allIdsOf, findCustomer, maskNumber, numbersOfCustomers, readNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type Evidence, type EvidenceCall, refusals } from '../../evidence-contract.ts'

export type About = { complaintId?: string | undefined; customerId?: string | undefined }

export const findByNumber = async ({ db }: Context, said: string): Promise<{ customerId: string }> => {
  const reading = readNumber(said)
  const customer = reading.ok ? await findCustomer(db, { number: reading.number }) : undefined
  return { customerId: customer?.id ?? refuse(refusals.nothingKnown) }
}

const rowsOf = async <R>(db: Db, query: ReturnType<typeof sql<R>>): Promise<R[]> => (await query.execute(db)).rows

type Row = EvidenceCall & { campaignId: string }
const readCalls = (db: Db, ids: readonly string[], callId: string | null) =>
  rowsOf(
    db,
    sql<Row>`
      select k.id, k.campaign_id, k.placed_at, k.number, d.caller_id, coalesce(p.name, '') as campaign_name, coalesce(p.jurisdiction, '') as jurisdiction,
        coalesce(v.name, '') as seller_name, k.mode, k.attempt_number, coalesce(a.name, '') as agent_name, k.answered_at, k.ended_at,
        coalesce(k.cause, '') as cause, k.talk_ms, coalesce(k.outcome, '') as outcome, k.recording, k.script_version, '' as opening_words,
        coalesce(o.list_name, '') as list_name, coalesce(o.supplier, '') as supplier, coalesce(o.file_name, '') as file_name, o.imported_at
      from calls.call_fact k
      join calls.dial_fact d on d.id = k.id
      left join campaigns.campaign_fact p on p.id = k.campaign_id
      left join compliance.seller_fact v on v.id = p.seller_id
      left join people.employee_fact a on a.id = k.agent_id
      left join lists.origin_fact o on o.batch_id = k.batch_id
      where k.customer_id = any (${ids}::uuid[]) or k.id = ${callId}::uuid
      order by k.placed_at limit 2000`,
  )

type Script = { campaignId: string; version: number; openingWords: string; at: string }
/** Every version of the campaigns' opening words the audit trail knows; it sees all, since words are nobody's secret. */
const readScripts = (all: Db, campaignIds: readonly string[]) =>
  rowsOf(
    all,
    sql<Script>`
      select row_id as campaign_id, (after ->> 'script_version')::int as version, after ->> 'opening_words' as opening_words, at
      from platform.audit_entry
      where table_name = 'campaigns.campaign' and row_id = any (${campaignIds}::text[]) and after is not null
      order by id`,
  )
/** What stood in force when the call was placed; else the first words of that version. */
const openingOf = (scripts: readonly Script[], { campaignId, scriptVersion, placedAt }: Row): string => {
  const ofVersion = scripts.filter((script) => script.campaignId === campaignId && script.version === scriptVersion)
  const before = ofVersion.filter(({ at }) => at <= placedAt)
  return (before.at(-1) ?? ofVersion[0])?.openingWords ?? ''
}

const readConsent = (db: Db, ids: readonly string[], numbers: readonly string[]) =>
  rowsOf(
    db,
    sql<Evidence['consent'][number]>`
      select at, purpose, channel, act, source, evidence, call_id, noted_at, by_name from compliance.consent_event_fact
      where customer_id = any (${ids}::uuid[]) or number = any (${numbers}::text[]) order by at, id limit 2000`,
  )
const readDoNotCall = (db: Db, numbers: readonly string[]) =>
  rowsOf(
    db,
    sql<Evidence['doNotCall'][number]>`
      select f.since, f.number, f.kind, f.reason, f.proof, f.call_id, coalesce(nullif(f.said_to_name, ''), a.name, '') as said_to_name,
        f.until, f.ended_at, f.ended_reason
      from compliance.do_not_call_proof_fact f left join people.employee_fact a on a.id = f.said_to
      where f.number = any (${numbers}::text[]) order by f.since limit 500`,
  )
const readBlocks = (db: Db, ids: readonly string[]) =>
  rowsOf(
    db,
    sql<Evidence['blocks'][number]>`
      select b.at, b.last_at, b.count, coalesce(p.name, '') as campaign_name, b.rule, b.params, b.until
      from compliance.block_fact b left join campaigns.campaign_fact p on p.id = b.campaign_id
      where b.customer_id = any (${ids}::uuid[]) order by b.at limit 2000`,
  )
const readComplaints = (db: Db, ids: readonly string[], complaintId: string | null) =>
  rowsOf(
    db,
    sql<Evidence['complaints'][number]>`
      select number, received_at, source, topic, state, due_at, answered_at, responsible_name from complaints.complaint_fact
      where customer_id = any (${ids}::uuid[]) or id = ${complaintId}::uuid order by received_at limit 500`,
  )

const startOf = async (db: Db, { complaintId, customerId }: About) => {
  if (customerId) return { customerId, callId: null }
  if (!complaintId) return refuse(refusals.evidenceOfNobody)
  const complaint = await db
    .selectFrom('complaints.complaintFact')
    .select(['customerId', 'callId'])
    .where('id', '=', complaintId)
    .executeTakeFirst()
  return complaint ?? refuse(refusals.nothingKnown)
}

/**
 * Everything that shows whether we were allowed to call somebody, and what was said: under all numbers and merged records
 * of the person, as far as the reader sees. `all` reads the words of scripts only.
 */
export const readEvidence = async ({ db, now }: Context, all: Db, about: About): Promise<Evidence> => {
  const { customerId, callId } = await startOf(db, about)
  const customer = customerId ? await findCustomer(db, { id: customerId }) : undefined
  if (!customer && !callId && !about.complaintId) refuse(refusals.nothingKnown)
  const ids = customer ? await allIdsOf(db, customer.id) : []
  const calls = await readCalls(db, ids, callId)
  const phones = await numbersOfCustomers(db, ids)
  const numbers = [...new Set([...phones.map(({ number }) => number), ...calls.map(({ number }) => number)])]
  const scripts = await readScripts(all, [...new Set(calls.map(({ campaignId }) => campaignId))])
  return {
    madeAt: now().toISOString(),
    customerId: customer?.id ?? null,
    name: customer?.name ?? '',
    numbers,
    calls: calls.map((call) => ({ ...call, openingWords: openingOf(scripts, call) })),
    consent: await readConsent(db, ids, numbers),
    doNotCall: await readDoNotCall(db, numbers),
    blocks: await readBlocks(db, ids),
    complaints: await readComplaints(db, ids, about.complaintId ?? null),
  }
}

/** As screens show it. */
export const maskedEvidence = (evidence: Evidence): Evidence => ({
  ...evidence,
  numbers: evidence.numbers.map(maskNumber),
  calls: evidence.calls.map((call) => ({ ...call, number: maskNumber(call.number) })),
  doNotCall: evidence.doNotCall.map((entry) => ({ ...entry, number: maskNumber(entry.number) })),
})
