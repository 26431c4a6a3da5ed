import { defineLane } from '#platform/journal.ts'
import type { LiveAgent } from './live-agent.ts'

const moment = (ms: number): Date => new Date(ms)

export const signedIn = defineLane<LiveAgent>({
  name: 'presence.signedIn',
  order: 10,
  statement: `insert into presence.session (id, employee_id, team_id, site_id, signed_in_at)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[]) on conflict do nothing`,
  columns: [(a) => a.sessionId, (a) => a.id, (a) => a.teamId, (a) => a.siteId, (a) => moment(a.signedInAt)],
})

/** A stretch of one state that is over. */
export type SpellRow = Pick<
  LiveAgent,
  'sessionId' | 'id' | 'teamId' | 'siteId' | 'state' | 'reasonId' | 'campaignId' | 'callId'
> & {
  startedAt: number
  endedAt: number
  follows: number | null
}
export const spent = defineLane<SpellRow>({
  name: 'presence.spent',
  order: 20,
  statement: `insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[],
      $9::uuid[], $10::uuid[], $11::uuid[]) on conflict do nothing`,
  columns: [
    (s) => s.sessionId,
    (s) => moment(s.startedAt),
    (s) => moment(s.endedAt),
    (s) => (s.follows === null ? null : moment(s.follows)),
    (s) => s.id,
    (s) => s.teamId,
    (s) => s.siteId,
    (s) => s.state,
    (s) => s.reasonId,
    (s) => s.campaignId,
    (s) => s.callId,
  ],
})

/** The stretch now running; the newest of an agent replaces those waiting. */
export type CurrentRow = Omit<SpellRow, 'startedAt' | 'endedAt' | 'follows'> & { since: number; version: number }
export const standing = defineLane<CurrentRow>({
  name: 'presence.standing',
  order: 30,
  statement: `insert into presence.current as c (employee_id, session_id, team_id, site_id, state, since, reason_id, campaign_id, call_id, version)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::uuid[], $10::bigint[])
    on conflict (employee_id) do update set session_id = excluded.session_id, team_id = excluded.team_id, site_id = excluded.site_id,
      state = excluded.state, since = excluded.since, reason_id = excluded.reason_id, campaign_id = excluded.campaign_id,
      call_id = excluded.call_id, version = excluded.version where c.version < excluded.version`,
  keyOf: (row) => row.id,
  columns: [
    (c) => c.id,
    (c) => c.sessionId,
    (c) => c.teamId,
    (c) => c.siteId,
    (c) => c.state,
    (c) => moment(c.since),
    (c) => c.reasonId,
    (c) => c.campaignId,
    (c) => c.callId,
    (c) => c.version,
  ],
})

type Leaving = { id: string; sessionId: string; at: number; reason: string }
export const signedOut = defineLane<Leaving>({
  name: 'presence.signedOut',
  order: 40,
  statement: `with gone as (select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[]) as g(employee_id, session_id, at, reason)),
      left_now as (delete from presence.current c using gone where c.employee_id = gone.employee_id and c.session_id = gone.session_id)
    update presence.session s set signed_out_at = gone.at, sign_out_reason = gone.reason from gone
    where s.id = gone.session_id and s.signed_out_at is null`,
  columns: [(g) => g.id, (g) => g.sessionId, (g) => moment(g.at), (g) => g.reason],
})
