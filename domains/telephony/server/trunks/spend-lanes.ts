import { defineLane } from '#platform/journal.ts'
import type { TrunkDay } from '../../trunk-cost.ts'

type DayRow = TrunkDay & { trunk: string; day: string }
/** Sums of a day as they are now: written twice they are the same. */
export const trunkDays = defineLane<DayRow>({
  name: 'telephony.trunkDays',
  order: 95,
  statement: `insert into telephony.trunk_day (trunk, day, calls, minutes, cost, unheard)
    select * from unnest($1::text[], $2::date[], $3::int[], $4::int[], $5::numeric[], $6::int[])
    on conflict (trunk, day) do update set calls = excluded.calls, minutes = excluded.minutes, cost = excluded.cost,
      unheard = excluded.unheard`,
  keyOf: ({ trunk, day }) => `${day} ${trunk}`,
  columns: [
    (row) => row.trunk,
    (row) => row.day,
    (row) => row.calls,
    (row) => row.minutes,
    (row) => row.cost,
    (row) => row.unheard,
  ],
})

export const trunkHeard = defineLane<Date>({
  name: 'telephony.trunkHeard',
  order: 96,
  statement: `insert into telephony.trunk_heard (at) select * from unnest($1::timestamptz[])
    on conflict (only_row) do update set at = excluded.at`,
  keyOf: () => '',
  columns: [(at) => at],
})

/** A leg to an outside number as far as it has come; moments are milliseconds since 1970. */
export type OutsideRow = {
  leg: string
  callId: string
  number: string
  trunk: string
  placedAt: number
  answeredAt: number | null
  endedAt: number | null
  minutes: number
  cost: number
  isEndHeard: boolean
}
const moment = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
export const outsideLegs = defineLane<OutsideRow>({
  name: 'telephony.outsideLegs',
  order: 97,
  statement: `insert into telephony.outside_leg (leg, call_id, number, trunk, placed_at, answered_at, ended_at, minutes, cost, is_end_heard)
    select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
      $8::int[], $9::numeric[], $10::boolean[])
    on conflict (leg) do update set answered_at = excluded.answered_at, ended_at = excluded.ended_at, minutes = excluded.minutes,
      cost = excluded.cost, is_end_heard = excluded.is_end_heard`,
  keyOf: ({ leg }) => leg,
  columns: [
    (row) => row.leg,
    (row) => row.callId,
    (row) => row.number,
    (row) => row.trunk,
    (row) => moment(row.placedAt),
    (row) => moment(row.answeredAt),
    (row) => moment(row.endedAt),
    (row) => row.minutes,
    (row) => row.cost,
    (row) => row.isEndHeard,
  ],
})
