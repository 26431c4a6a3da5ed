import { defineLane } from '#platform/journal.ts'

/** A promise made to a customer during a call. Moments are milliseconds since 1970. */
export type Promised = {
  id: string
  kind: 'callback' | 'commitment'
  campaignId: string
  entryId: string
  customerId: string
  callId: string
  agentId: string
  teamId: string | null
  siteId: string | null
  dueAt: number
  note: string
  createdAt: number
}

export const promised = defineLane<Promised>({
  name: 'followups.promised',
  order: 70,
  statement: `insert into followups.followup (id, kind, campaign_id, entry_id, customer_id, call_id, agent_id, team_id, site_id, due_at, note, created_at)
    select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
      $10::timestamptz[], $11::text[], $12::timestamptz[]) on conflict do nothing`,
  columns: [
    (p) => p.id,
    (p) => p.kind,
    (p) => p.campaignId,
    (p) => p.entryId || null,
    (p) => p.customerId || null,
    (p) => p.callId,
    (p) => p.agentId,
    (p) => p.teamId,
    (p) => p.siteId,
    (p) => new Date(p.dueAt),
    (p) => p.note,
    (p) => new Date(p.createdAt),
  ],
})

type Kept = { campaignId: string; entryId: string; at: number }
/** The customer was spoken to again: earlier promises about this contact are kept. */
export const kept = defineLane<Kept>({
  name: 'followups.kept',
  order: 69,
  statement: `update followups.followup f set state = 'done', done_at = k.at
    from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as k(campaign_id, entry_id, at)
    where f.campaign_id = k.campaign_id and f.entry_id = k.entry_id and f.state = 'open'`,
  columns: [(k) => k.campaignId, (k) => k.entryId, (k) => new Date(k.at)],
})
