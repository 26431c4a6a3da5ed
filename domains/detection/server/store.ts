import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'

/** Taken for a machine, of the answer `a`. */
export const isMachine = sql`a.heard_as in ('machine', 'fax')`
/** All others who answered, also where the machine never came to say. */
export const isNotMachine = sql`(a.heard_as is null or a.heard_as not in ('machine', 'fax'))`
/** What stands on the answer `a`: the judgement nobody has replaced, where it was not taken back. */
export const standing = sql`lateral (select j.id, j.verdict, j.by_id, j.by_name, j.judged_at from detection.judgement j
  where a.drawn and j.call_id = a.call_id and j.verdict is not null
    and not exists (select from detection.judgement n where n.call_id = j.call_id and n.replaces = j.id)) j`

/** Days looked back at, and how many of them count at most. */
const lookBackDays = 30
const countedDays = 5

/** How many answers of a campaign were taken for machines on its latest days, before that one, on which any was. */
export const readMachinesOnDays = async (db: Db, campaignId: string, before: string): Promise<number[]> => {
  const { rows } = await sql<{ machines: number }>`
    select count(*)::int as machines from detection.answer a
    where a.campaign_id = ${campaignId} and a.day < ${before}::date and a.day >= ${before}::date - ${lookBackDays}::int and ${isMachine}
    group by a.day order by a.day desc limit ${countedDays}`.execute(db)
  return rows.map(({ machines }) => machines)
}
