import { sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { ContactGroup } from '../forecast/inputs.ts'

type Row = Omit<ContactGroup, 'dueAt'> & { dueAt: string | null }

/**
 * Whom the campaign still has to call, in groups that stand alike. Resting contacts are told apart by the hour; those of
 * the list the dialer has not drawn yet are fresh.
 */
export const readStock = async (db: Db, { id, listId }: Campaign, now: Date): Promise<ContactGroup[]> => {
  const { rows } = await sql<Row>`
    select count(*) as count, f.attempts, f.attempt_limit, f.tries_by_cause as tries,
      case when f.due_at > ${now} then date_trunc('hour', f.due_at) + interval '1 hour' end as due_at
    from dialer.stock_fact f where f.campaign_id = ${id} and f.state <> 'closed'
    group by f.attempts, f.attempt_limit, f.tries_by_cause, 5
    union all
    select count(*), 0, e.attempt_limit, '{}'::jsonb, null
    from lists.entry_fact e
    where e.list_id = ${listId}::uuid and e.reverted_at is null
      and not exists (select from dialer.contact_fact c where c.campaign_id = ${id} and c.entry_id = e.id)
    group by e.attempt_limit`.execute(db)
  return rows
    .filter(({ count }) => count > 0)
    .map((row) => ({ ...row, dueAt: row.dueAt === null ? 0 : Date.parse(row.dueAt) }))
}
