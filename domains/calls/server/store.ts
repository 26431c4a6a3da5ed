import { sql } from 'kysely'
import type { HangupCause } from '#domains/telephony/contract.ts'
import type { Db } from '#platform/db.ts'
import type { CallRecord } from '../call-record.ts'
import type { LiveCall } from './live.ts'

const ms = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment))

/** Calls without an end, and ended conversations still waiting for their outcome. */
export const readUnsettled = async (db: Db, fencing: number): Promise<LiveCall[]> => {
  const rows = await db
    .selectFrom('calls.call')
    .selectAll()
    .where((where) =>
      where.or([
        where('state', '!=', 'ended'),
        where.and([
          where('bridgedAt', 'is not', null),
          where('outcome', 'is', null),
          where('placedAt', '>', sql<string>`clock_timestamp() - interval '7 days'`),
        ]),
      ]),
    )
    .execute()
  return rows.map(({ state: _, ...row }) => ({
    ...row,
    entryId: row.entryId ?? '',
    customerId: row.customerId ?? '',
    listId: row.listId ?? '',
    batchId: row.batchId ?? '',
    fencing,
    endpoint: null,
    muted: false,
    recordingOn: false,
    outcome: null,
    heardEvents: new Set<string>(),
    record: {
      placedAt: Date.parse(row.placedAt),
      ringingAt: ms(row.ringingAt),
      answeredAt: ms(row.answeredAt),
      bridgedAt: ms(row.bridgedAt),
      endedAt: ms(row.endedAt),
      cause: row.cause as HangupCause | null,
      endedBy: row.endedBy as CallRecord['endedBy'],
      holds: [],
      recording: row.recording,
    },
  }))
}
