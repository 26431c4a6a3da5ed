import type { WhoAnswered } from '#domains/telephony/contract.ts'
import { defineLane } from '#platform/journal.ts'

export type Answer = {
  callId: string
  placedAt: Date
  answeredAt: Date
  campaignId: string
  siteId: string | null
  day: string
  mode: 'before' | 'while'
  isPredictive: boolean
  chance: number
  drawn: boolean
  heardAs: WhoAnswered | null
  afterMs: number | null
}

/** A customer answered and is listened to; noted again when it is known who it was. */
export const answered = defineLane<Answer>({
  name: 'detection.answered',
  order: 95,
  statement: `insert into detection.answer (call_id, placed_at, answered_at, campaign_id, site_id, day, mode, is_predictive, chance, drawn, heard_as, after_ms)
    select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::date[], $7::text[], $8::boolean[],
      $9::double precision[], $10::boolean[], $11::text[], $12::int[])
    on conflict (call_id) do update set heard_as = excluded.heard_as, after_ms = excluded.after_ms
      where answer.heard_as is null and excluded.heard_as is not null`,
  keyOf: ({ callId }) => callId,
  columns: [
    (row) => row.callId,
    (row) => row.placedAt,
    (row) => row.answeredAt,
    (row) => row.campaignId,
    (row) => row.siteId,
    (row) => row.day,
    (row) => row.mode,
    (row) => row.isPredictive,
    (row) => row.chance,
    (row) => row.drawn,
    (row) => row.heardAs,
    (row) => row.afterMs,
  ],
})
