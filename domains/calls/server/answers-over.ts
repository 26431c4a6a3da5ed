import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

/** Over which trunk these calls were answered, and when, in milliseconds since 1970; as the telephone system told it. */
export const readAnswersOver = async (
  db: Db,
  callIds: readonly string[],
): Promise<{ callId: string; trunk: string; answeredAt: number }[]> =>
  (
    await sql<{ callId: string; trunk: string; answeredAt: number }>`
      select call_id, detail ->> 'trunk' as trunk, (extract(epoch from min(at)) * 1000)::float8 as answered_at
      from calls.signal where call_id = any (${[...callIds]}::uuid[]) and kind = 'answered' and detail ? 'trunk'
      group by 1, 2`.execute(db)
  ).rows
