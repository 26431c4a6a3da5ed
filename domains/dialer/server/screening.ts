import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

const anybody = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
/**
 * Up to which entry a list may be dialled: where the campaign is screened, those the rules have seen; null for none of
 * it. Asked apart from the rows, because the planner cannot tell how many such a join leaves.
 */
export const newestToDial = async (db: Db, campaignId: string, listId: string): Promise<string | null> => {
  const { rows } = await sql<{ listId: string; screenedUpTo: string }>`
    select list_id, screened_up_to from screening.screened_fact where campaign_id = ${campaignId}`.execute(db)
  const [screened] = rows
  if (!screened) return anybody
  return screened.listId === listId ? screened.screenedUpTo : null
}

/**
 * Contacts rules have taken out of the campaign wait no more, and come back once no rule takes them. Who was promised a
 * callback asked for it and stays; who was closed for another reason stays closed.
 */
export const closeScreened = async (db: Db, campaignId: string, at: Date): Promise<void> => {
  await sql`
    update dialer.contact c set state = 'closed', close_reason = 'screened', closed_at = ${at}
    from screening.exclusion_fact x
    where x.campaign_id = ${campaignId} and c.campaign_id = x.campaign_id and c.entry_id = x.entry_id
      and c.state = 'waiting' and c.owner_id is null`.execute(db)
}
export const reopenUnscreened = async (db: Db, campaignId: string): Promise<void> => {
  await sql`
    update dialer.contact c set state = 'waiting', close_reason = null, closed_at = null
    from lists.entry_fact e
    where c.campaign_id = ${campaignId} and c.close_reason = 'screened' and e.id = c.entry_id and e.reverted_at is null
      and not exists (select from screening.exclusion_fact x where x.campaign_id = ${campaignId} and x.entry_id = c.entry_id)`.execute(
    db,
  )
}

/** Those not settled are called in the order, as often and as long as their class says; without one as list and campaign say. Answers how many changed. */
export const followGrades = async (db: Db, campaignId: string): Promise<number> => {
  const { numAffectedRows } = await sql`
    update dialer.contact c set priority = coalesce(g.priority, e.priority), attempt_limit = least(e.attempt_limit, g.attempt_limit),
      ring_seconds = g.ring_seconds
    from lists.entry_fact e left join screening.grade_fact g on g.campaign_id = ${campaignId} and g.entry_id = e.id
    where e.id = c.entry_id and c.campaign_id = ${campaignId} and c.state <> 'closed'
      and (c.priority, c.attempt_limit, c.ring_seconds)
        is distinct from (coalesce(g.priority, e.priority), least(e.attempt_limit, g.attempt_limit), g.ring_seconds)`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

/** Which of these entries rules have taken out. */
export const screenedAmong = async (
  db: Db,
  campaignId: string,
  entryIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ entryId: string }>`
    select entry_id from screening.exclusion_fact
    where campaign_id = ${campaignId} and entry_id = any (${[...entryIds]}::uuid[])`.execute(db)
  return new Set(rows.map(({ entryId }) => entryId))
}
