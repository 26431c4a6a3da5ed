import { sql } from 'kysely'
import type { Centre } from '../compose.ts'

/** What the product's own measures say of the campaign replayed. */
export type ReplayFigures = { records: number; attempts: number; connected: number; talkSeconds: number; successes: number; inCallSuccessRate: number | null; virtualHours: number; byOutcome: Record<string, number>; byCause: Record<string, number> }

export const measureReplay = async (centre: Centre, campaignId: string): Promise<ReplayFigures> => {
  const db = centre.base.database.engine
  const { rows } = await sql<{ records: number; attempts: number; connected: number; talkMs: number; successes: number; hours: number }>`
    select (select count(*) from dialer.contact_fact where campaign_id = ${campaignId}) records, count(*) attempts, count(*) filter (where talk_ms > 0) connected,
      sum(talk_ms)::bigint talk_ms, count(*) filter (where outcome_kind = 'success') successes, extract(epoch from max(ended_at) - min(placed_at)) / 3600 as hours
    from calls.call_fact where campaign_id = ${campaignId}`.execute(db)
  const r = rows[0]!
  return { records: r.records, attempts: r.attempts, connected: r.connected, talkSeconds: r.talkMs / 1000, successes: r.successes, inCallSuccessRate: r.successes / r.connected, virtualHours: r.hours, byOutcome: {}, byCause: {} }
}
