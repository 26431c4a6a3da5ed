import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

export type Due = { due: number; oldest: string | null }

/** Blocks of these campaigns last met before then, and the oldest there is. */
export const countOldBlocks = async (db: Db, campaignIds: readonly string[], before: Date): Promise<Due> => {
  const { rows } =
    await sql<Due>`select (count(*) filter (where last_at < ${before}))::int as due, min(last_at) as oldest
    from compliance.block where campaign_id = any (${campaignIds}::uuid[])`.execute(db)
  return rows[0] ?? { due: 0, oldest: null }
}
/** Deletes at most so many of them; answers how many. */
export const forgetOldBlocks = async (
  db: Db,
  { campaignIds, before, atMost }: { campaignIds: readonly string[]; before: Date; atMost: number },
): Promise<number> => {
  const { rows } = await sql<{ id: string }>`delete from compliance.block where id in (
      select id from compliance.block where campaign_id = any (${campaignIds}::uuid[]) and last_at < ${before} limit ${atMost})
    returning id`.execute(db)
  return rows.length
}

/** Words of consent that a later one replaced before then. What somebody said last stays for ever. */
export const countSupersededConsent = async (db: Db, before: Date): Promise<Due> => {
  const { rows } = await sql<Due>`select due, oldest from compliance.count_superseded_consent(${before})`.execute(db)
  return rows[0] ?? { due: 0, oldest: null }
}
export const forgetSupersededConsent = async (db: Db, before: Date, atMost: number): Promise<number> => {
  const { rows } = await sql<{ gone: number }>`
    select compliance.forget_superseded_consent(${before}, ${atMost}) as gone`.execute(db)
  return rows[0]?.gone ?? 0
}
