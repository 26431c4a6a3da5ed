import { defineLane } from '#platform/journal.ts'

type Ordered = {
  callId: string
  placedAt: Date
  /** None of a call that came in for nobody in particular. */
  campaignId: string | null
  customerId: string | null
  agentId: string | null
  teamId: string | null
  siteId: string | null
  at: Date
}
/** A conversation is to be recorded. */
export const ordered = defineLane<Ordered>({
  name: 'recordings.ordered',
  order: 91,
  statement: `insert into recordings.recording (call_id, placed_at, campaign_id, customer_id, agent_id, team_id, site_id, ordered_at)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[])
    on conflict do nothing`,
  columns: [
    (row) => row.callId,
    (row) => row.placedAt,
    (row) => row.campaignId,
    (row) => row.customerId,
    (row) => row.agentId,
    (row) => row.teamId,
    (row) => row.siteId,
    (row) => row.at,
  ],
})

type Stopped = { name: string; callId: string; at: Date; seconds: number }
/** A stretch of it is finished and waits to be fetched; told twice it is one. */
export const stopped = defineLane<Stopped>({
  name: 'recordings.stopped',
  order: 92,
  statement: `insert into recordings.part (name, call_id, stopped_at, seconds, next_try_at)
    select n.name, n.call_id, n.at, n.seconds, n.at
    from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::double precision[]) as n(name, call_id, at, seconds)
    on conflict do nothing`,
  keyOf: ({ name }) => name,
  columns: [(row) => row.name, (row) => row.callId, (row) => row.at, (row) => row.seconds],
})

/** The same of a stretch that was on trial and is nobody's recording: the telephone system is to forget it at once. */
export const waived = defineLane<Stopped>({
  name: 'recordings.waived',
  order: 92,
  statement: `insert into recordings.part (name, call_id, stopped_at, seconds, next_try_at, state)
    select n.name, n.call_id, n.at, n.seconds, n.at, 'gone'
    from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::double precision[]) as n(name, call_id, at, seconds)
    on conflict (name) do update set state = 'gone' where part.state = 'awaited'`,
  keyOf: ({ name }) => name,
  columns: [(row) => row.name, (row) => row.callId, (row) => row.at, (row) => row.seconds],
})

type Tried = { callId: string; placedAt: Date; at: Date; isMachine: boolean }
/** A call is recorded from the answer on, on trial; told again when it is a machine that is recorded. */
export const tried = defineLane<Tried>({
  name: 'recordings.tried',
  order: 90,
  statement: `insert into recordings.trial (call_id, placed_at, began_at, is_machine)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::boolean[])
    on conflict (call_id) do update set is_machine = excluded.is_machine`,
  keyOf: ({ callId }) => callId,
  columns: [(row) => row.callId, (row) => row.placedAt, (row) => row.at, (row) => row.isMachine],
})

type Paused = { callId: string; at: Date; byId: string; byName: string }
export const paused = defineLane<Paused>({
  name: 'recordings.paused',
  order: 93,
  statement: `insert into recordings.pause (call_id, paused_at, by_id, by_name)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[]) on conflict do nothing`,
  columns: [(row) => row.callId, (row) => row.at, (row) => row.byId, (row) => row.byName],
})
/** Goes on: every pause of the call still open ends. */
export const resumed = defineLane<{ callId: string; at: Date }>({
  name: 'recordings.resumed',
  order: 94,
  statement: `update recordings.pause p set resumed_at = greatest(n.at, p.paused_at)
    from unnest($1::uuid[], $2::timestamptz[]) as n(call_id, at) where p.call_id = n.call_id and p.resumed_at is null`,
  columns: [(row) => row.callId, (row) => row.at],
})
