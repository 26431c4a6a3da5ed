import { defineLane } from '#platform/journal.ts'
import { announcedFrom } from '#platform/outbox.ts'
import type { RunEnd, StepResult } from '../run.ts'
import type { Passage } from '../runtime.ts'
import { runEnded } from './events.ts'

export type Began = {
  id: string
  callId: string
  flowId: string
  version: number
  purpose: string
  siteId: string | null
  number: string
  calledNumber: string
  customerId: string | null
  campaignId: string | null
  agentId: string | null
  teamId: string | null
  at: Date
}
/** A call has come to a flow; anew where it had been given to it in vain, and heard nothing. */
export const began = defineLane<Began>({
  name: 'ivr.began',
  order: 110,
  statement: `insert into ivr.run (id, call_id, flow_id, version, purpose, site_id, number, called_number, customer_id, campaign_id, agent_id, team_id, began_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::uuid[],
      $11::uuid[], $12::uuid[], $13::timestamptz[])
    on conflict (id) do update set flow_id = excluded.flow_id, version = excluded.version, began_at = excluded.began_at,
      agent_id = excluded.agent_id, team_id = excluded.team_id, ended_at = null, ended = null
    where ivr.run.ended = 'lost' and not exists (select from ivr.answer a where a.run_id = excluded.id)`,
  keyOf: ({ id }) => id,
  columns: [
    (row) => row.id,
    (row) => row.callId,
    (row) => row.flowId,
    (row) => row.version,
    (row) => row.purpose,
    (row) => row.siteId,
    (row) => row.number,
    (row) => row.calledNumber,
    (row) => row.customerId,
    (row) => row.campaignId,
    (row) => row.agentId,
    (row) => row.teamId,
    (row) => row.at,
  ],
})

export type Entered = {
  runId: string
  place: number
  stepId: string
  stepName: string
  kind: string
  reading: string | null
  at: Date
}
export const entered = defineLane<Entered>({
  name: 'ivr.entered',
  order: 111,
  statement: `insert into ivr.answer (run_id, place, step_id, step_name, kind, reading, entered_at)
    select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) on conflict do nothing`,
  columns: [
    (row) => row.runId,
    (row) => row.place,
    (row) => row.stepId,
    (row) => row.stepName,
    (row) => row.kind,
    (row) => row.reading,
    (row) => row.at,
  ],
})

export type Left = { runId: string; passage: Passage; result: StepResult; at: Date }
export const left = defineLane<Left>({
  name: 'ivr.left',
  order: 112,
  statement: `update ivr.answer a set left_at = greatest(n.at, a.entered_at), result = n.result, tries = n.tries, wrong_keys = n.wrong_keys,
      silences = n.silences, given = array(select jsonb_array_elements_text(n.given))
    from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::text[], $5::int[], $6::int[], $7::int[], $8::jsonb[])
      as n(run_id, place, at, result, tries, wrong_keys, silences, given)
    where a.run_id = n.run_id and a.place = n.place and a.left_at is null`,
  columns: [
    (row) => row.runId,
    (row) => row.passage.place,
    (row) => row.at,
    (row) => row.result,
    (row) => row.passage.tries,
    (row) => row.passage.wrongKeys,
    (row) => row.passage.silences,
    (row) => JSON.stringify(row.passage.values),
  ],
})

export type Spoken = { runId: string; place: number; recording: string; seconds: number }
/** What a caller said is there, under that name; said again after silence, the later counts. */
export const spoken = defineLane<Spoken>({
  name: 'ivr.spoken',
  order: 113,
  statement: `update ivr.answer a set recording = n.recording, spoken_seconds = n.seconds
    from unnest($1::uuid[], $2::int[], $3::text[], $4::double precision[]) as n(run_id, place, recording, seconds)
    where a.run_id = n.run_id and a.place = n.place`,
  keyOf: ({ runId, place }) => `${runId} ${place}`,
  columns: [(row) => row.runId, (row) => row.place, (row) => row.recording, (row) => row.seconds],
})

export type Tried = { runId: string; place: number; tries: number; wrongKeys: number; silences: number }
/** How a passage goes that is not over: what is needed to go on with it. */
export const tried = defineLane<Tried>({
  name: 'ivr.tried',
  order: 114,
  statement: `update ivr.answer a set tries = n.tries, wrong_keys = n.wrong_keys, silences = n.silences
    from unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[]) as n(run_id, place, tries, wrong_keys, silences)
    where a.run_id = n.run_id and a.place = n.place and a.left_at is null`,
  keyOf: ({ runId, place }) => `${runId} ${place}`,
  columns: [(row) => row.runId, (row) => row.place, (row) => row.tries, (row) => row.wrongKeys, (row) => row.silences],
})

/** Our server is back, and so is the caller. */
export const resumed = defineLane<{ runId: string }>({
  name: 'ivr.resumed',
  order: 115,
  statement: `update ivr.run r set resumptions = resumptions + 1 from unnest($1::uuid[]) as n(id) where r.id = n.id and r.ended_at is null`,
  columns: [({ runId }) => runId],
})

export type Ended = { runId: string; end: RunEnd; at: Date }
/** Told in the same transaction, once: what a survey said becomes a result of its call. */
export const ended = defineLane<Ended>({
  name: 'ivr.ended',
  order: 116,
  statement: `with told as (
      update ivr.run r set ended_at = greatest(n.at, r.began_at), ended = n.ended
      from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as n(id, at, ended) where r.id = n.id and r.ended_at is null
      returning r.id, r.ended_at as at)
    ${announcedFrom(runEnded, 'told')}`,
  columns: [(row) => row.runId, (row) => row.at, (row) => row.end],
})
