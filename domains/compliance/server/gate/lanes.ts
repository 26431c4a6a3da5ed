import { defineLane } from '#platform/journal.ts'
import type { ConsentAct, ConsentChannel, ConsentPurpose, DialKind, DoNotCallKind } from '../../rules.ts'

export type ForbiddenRow = {
  number: string
  since: number
  reason: string
  callId: string | null
  saidTo: string | null
  saidToName: string
  kind: DoNotCallKind
  campaignId: string | null
  until: number | null
  proof: string
  /** Asked when the row is sent to the record. */
  heldAt?: () => number
}
export const forbidden = defineLane<ForbiddenRow>({
  name: 'compliance.forbidden',
  order: 60,
  statement: `insert into compliance.do_not_call (number, since, reason, call_id, said_to, said_to_name, kind, campaign_id, until, proof, held_at)
    select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::timestamptz[], $10::text[], $11::timestamptz[])
    on conflict do nothing`,
  columns: [
    (row) => row.number,
    (row) => new Date(row.since),
    (row) => row.reason,
    (row) => row.callId,
    (row) => row.saidTo,
    (row) => row.saidToName,
    (row) => row.kind,
    (row) => row.campaignId,
    (row) => (row.until === null ? null : new Date(row.until)),
    (row) => row.proof,
    (row) => (row.heldAt ? new Date(row.heldAt()) : null),
  ],
})

export type BlockRow = {
  at: number
  lastAt: number
  count: number
  number: string
  customerId: string | null
  campaignId: string
  entryId: string | null
  kind: DialKind
  rule: string
  params: string
  until: number | null
  agentId: string | null
}
/** The same contact held back by the same rule until the same moment is one row, however often it is asked about. */
export const blocking = defineLane<BlockRow>({
  name: 'compliance.blocked',
  order: 62,
  statement: `insert into compliance.block (at, last_at, count, number, customer_id, campaign_id, entry_id, kind, rule, params, until, agent_id)
    select * from unnest($1::timestamptz[], $2::timestamptz[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::jsonb[], $11::timestamptz[], $12::uuid[])
    on conflict (campaign_id, entry_id, number, kind, rule, until) do update
      set count = block.count + excluded.count, last_at = excluded.last_at, params = excluded.params, agent_id = excluded.agent_id
      where block.last_at < excluded.last_at`,
  keyOf: ({ campaignId, entryId, number, kind, rule, until }) =>
    `${campaignId} ${entryId} ${number} ${kind} ${rule} ${until}`,
  merge: (older, newer) => ({ ...newer, at: older.at, count: older.count + newer.count }),
  columns: [
    (row) => new Date(row.at),
    (row) => new Date(row.lastAt),
    (row) => row.count,
    (row) => row.number,
    (row) => row.customerId,
    (row) => row.campaignId,
    (row) => row.entryId,
    (row) => row.kind,
    (row) => row.rule,
    (row) => row.params,
    (row) => (row.until === null ? null : new Date(row.until)),
    (row) => row.agentId,
  ],
})

export type ConsentRow = {
  id: string
  customerId: string | null
  number: string | null
  purpose: ConsentPurpose
  channel: ConsentChannel
  act: ConsentAct
  evidence: string
  callId: string | null
  source: string
  at: number
  notedAt: number
  byId: string | null
  byName: string
}
export const consented = defineLane<ConsentRow>({
  name: 'compliance.consented',
  order: 61,
  statement: `insert into compliance.consent_event (id, customer_id, number, purpose, channel, act, evidence, call_id, source, at, noted_at, by_id, by_name)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::uuid[], $13::text[])
    on conflict do nothing`,
  columns: [
    (row) => row.id,
    (row) => row.customerId,
    (row) => row.number,
    (row) => row.purpose,
    (row) => row.channel,
    (row) => row.act,
    (row) => row.evidence,
    (row) => row.callId,
    (row) => row.source,
    (row) => new Date(row.at),
    (row) => new Date(row.notedAt),
    (row) => row.byId,
    (row) => row.byName,
  ],
})
