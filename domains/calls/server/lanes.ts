import { placeOf } from '#domains/customers/server/public.ts'
import type { TelephonyEvent } from '#domains/telephony/server/public.ts'
import { defineLane } from '#platform/journal.ts'
import { answeredAt, holdMs, seemsMachine, stateOf, talkMs } from '../call-record.ts'
import type { LiveCall } from './live-call.ts'

const moment = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

/** The attempt as it is ordered: committed before anyone is rung. */
export const placed = defineLane<LiveCall>({
  name: 'calls.placed',
  order: 50,
  statement: `insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, caller_id, mode,
      attempt_number, script_version, agent_id, team_id, site_id, fencing, region, direction)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::text[],
      $10::text[], $11::int[], $12::int[], $13::uuid[], $14::uuid[], $15::uuid[], $16::bigint[], $17::text[], $18::text[])
    on conflict do nothing`,
  columns: [
    (call) => call.id,
    (call) => new Date(call.record.placedAt),
    (call) => call.campaignId || null,
    // A call that comes in is no attempt on the list.
    (call) => (call.direction === 'in' ? null : call.entryId),
    (call) => call.customerId || null,
    (call) => (call.direction === 'in' ? null : call.listId),
    (call) => (call.direction === 'in' ? null : call.batchId),
    (call) => call.number,
    (call) => call.callerId,
    (call) => call.mode,
    (call) => call.attemptNumber,
    (call) => call.scriptVersion,
    (call) => call.agentId,
    (call) => call.teamId,
    (call) => call.siteId,
    (call) => call.fencing,
    (call) => placeOf(call.number).province || null,
    (call) => call.direction,
  ],
})

/** The agent who spoke with them knows best; where nobody did, the machine's ear counts. */
const answeredBy = ({ record, outcome }: LiveCall): 'person' | 'machine' | null => {
  if (answeredAt(record) === null) return null
  return outcome?.kind === 'voicemail' || seemsMachine(record) ? 'machine' : 'person'
}

export type SignalRow = { callId: string; at: Date; kind: string; providerEventId: string; detail: string | null }
/** What a caller types to a flow is an answer, kept and forgotten with the others; sound on trial is no recording of the call. */
export const isKept = ({ kind }: TelephonyEvent, { isInFlow, isOnTrial }: LiveCall): boolean => {
  if (kind === 'recorded') return !isOnTrial
  return kind === 'digit' ? !isInFlow : kind !== 'talking'
}
/** Which keys somebody presses may be the number of a card: that they pressed one is all that is kept. */
export const rowOf = ({ callId, at: _, providerEventId, kind, ...told }: TelephonyEvent, at: Date): SignalRow => {
  const tells = kind !== 'digit' && Object.keys(told).length > 0
  return { callId, at, kind, providerEventId, detail: tells ? JSON.stringify(told) : null }
}
export const signalled = defineLane<SignalRow>({
  name: 'calls.signalled',
  order: 51,
  statement: `insert into calls.signal (call_id, at, kind, provider_event_id, detail)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::jsonb[]) on conflict do nothing`,
  columns: [(row) => row.callId, (row) => row.at, (row) => row.kind, (row) => row.providerEventId, (row) => row.detail],
})

/** News of a call that is out of memory: kept if the ledger knows the call. */
export const signalledLate = defineLane<SignalRow>({
  ...signalled,
  name: 'calls.signalledLate',
  statement: `insert into calls.signal (call_id, at, kind, provider_event_id, detail)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::jsonb[]) as n(call_id)
    where exists (select from calls.call c where c.id = n.call_id) on conflict do nothing`,
})

export const recordedLate = defineLane<{ callId: string; recording: string }>({
  name: 'calls.recordedLate',
  order: 53,
  statement: `update calls.call c set recording = n.recording from unnest($1::uuid[], $2::text[]) as n(id, recording) where c.id = n.id`,
  keyOf: ({ callId }) => callId,
  columns: [({ callId }) => callId, ({ recording }) => recording],
})

/** What the signals have come to; the newest state of a call replaces those waiting. */
export const progressed = defineLane<LiveCall>({
  name: 'calls.progressed',
  order: 52,
  statement: `update calls.call c set state = n.state, ringing_at = n.ringing_at, answered_at = n.answered_at, bridged_at = n.bridged_at,
      ended_at = n.ended_at, cause = n.cause, ended_by = n.ended_by, talk_ms = n.talk_ms, hold_ms = n.hold_ms, abandoned = n.abandoned,
      agent_id = n.agent_id, team_id = n.team_id, site_id = n.site_id, recording = coalesce(n.recording, c.recording),
      answered_by = n.answered_by, outcome = n.outcome, outcome_kind = n.outcome_kind, outcome_at = n.outcome_at, note = n.note, wrap_up_ms = n.wrap_up_ms,
      campaign_id = coalesce(n.campaign_id, c.campaign_id), script_version = n.script_version
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::text[],
      $9::text[], $10::bigint[], $11::bigint[], $12::boolean[], $13::uuid[], $14::uuid[], $15::uuid[], $16::text[], $17::text[], $18::text[],
      $19::text[], $20::timestamptz[], $21::text[], $22::bigint[], $23::uuid[], $24::int[])
      as n(id, placed_at, state, ringing_at, answered_at, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms, abandoned, agent_id, team_id,
        site_id, recording, answered_by, outcome, outcome_kind, outcome_at, note, wrap_up_ms, campaign_id, script_version)
    where c.id = n.id and c.placed_at = n.placed_at`,
  keyOf: (call) => call.id,
  columns: [
    (call) => call.id,
    (call) => new Date(call.record.placedAt),
    (call) => stateOf(call.record),
    (call) => moment(call.record.ringingAt),
    (call) => moment(answeredAt(call.record)),
    (call) => moment(call.record.bridgedAt),
    (call) => moment(call.record.endedAt),
    (call) => call.record.cause,
    (call) => call.record.endedBy,
    (call) => talkMs(call.record),
    (call) => holdMs(call.record),
    (call) => call.abandoned,
    (call) => call.agentId,
    (call) => call.teamId,
    (call) => call.siteId,
    (call) => call.record.recording,
    (call) => answeredBy(call),
    (call) => call.outcome?.code ?? null,
    (call) => call.outcome?.kind ?? null,
    (call) => moment(call.outcome?.at ?? null),
    (call) => call.note,
    (call) =>
      call.outcome && call.record.endedAt !== null && call.record.bridgedAt !== null
        ? Math.max(0, call.outcome.at - call.record.endedAt)
        : 0,
    // Who called a flow is nobody's, or their last campaign's, until an agent of one takes them.
    (call) => call.campaignId || null,
    (call) => call.scriptVersion,
  ],
})
