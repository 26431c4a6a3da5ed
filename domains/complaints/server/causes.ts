import { type RawBuilder, sql } from 'kysely'
import { placeOf } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import { type Cause, causes, notKnown } from '../cause.ts'
import type { CauseCount } from '../contract.ts'

type Sql = RawBuilder<unknown>
/** By the clock of the site, whose business day begins when it says so. */
const wall = sql`(c.received_at at time zone coalesce(s.time_zone, 'Asia/Shanghai'))`
const day = sql`(${wall} - coalesce(s.day_starts_at, '00:00')::interval)::date`
/** What a complaint `c` of campaign `p` and site `s` counts under; null where it is not known. */
const keys: Record<Cause, Sql> = {
  topic: sql`c.topic`,
  responsibility: sql`c.responsibility`,
  campaignType: sql`p.type`,
  product: sql`nullif(p.product, '')`,
  campaignId: sql`c.campaign_id::text`,
  region: sql`c.region`,
  source: sql`c.source`,
  month: sql`to_char(${day}, 'YYYY-MM')`,
  weekday: sql`to_char(${day}, 'ID')`,
  hour: sql`to_char(${wall}, 'HH24')`,
}

export type CauseFilter = Partial<Record<Cause, string | undefined>> & {
  from?: string | undefined
  to?: string | undefined
}
/** Conditions on complaints `c` with `joins`. Days are business days of the site, both included. */
export const narrowedBy = ({ from, to, ...narrowed }: CauseFilter): Sql[] => [
  ...causes.flatMap((cause) => {
    const value = narrowed[cause]
    if (value === undefined) return []
    return [value === notKnown ? sql`${keys[cause]} is null` : sql`${keys[cause]} = ${value}`]
  }),
  ...(from ? [sql`${day} >= ${from}::date`] : []),
  ...(to ? [sql`${day} <= ${to}::date`] : []),
]

/** How many complaints in reach there are of each cause; the most frequent first. */
export const countCauses = async (db: Db, by: Cause, filter: CauseFilter): Promise<CauseCount[]> => {
  const { rows } = await sql<{ key: string | null; name: string | null; phone: string | null; count: number }>`
    select ${keys[by]} as key, count(*)::int as count, max(p.name) as name, max(c.phone) as phone
    from complaints.complaint c left join campaigns.campaign_fact p on p.id = c.campaign_id
      left join people.site_fact s on s.id = c.site_id
    where ${sql.join([sql`true`, ...narrowedBy(filter)], sql` and `)}
    group by 1 order by 2 desc, 1`.execute(db)
  return rows.map(({ key, name, phone, count }) => ({ key, label: labelOf(by, { key, name, phone }), count }))
}

type Named = { key: string | null; name: string | null; phone: string | null }
/** Names of things; codes have their words in the reader's language already. */
const labelOf = (by: Cause, { key, name, phone }: Named): CauseCount['label'] => {
  if (key === null) return null
  if (by === 'campaignId') return name === null ? null : { zh: name, en: name }
  if (by === 'product') return { zh: key, en: key }
  if (by !== 'region') return null
  const english = phone ? placeOf(phone).english.split(', ').at(-1) : ''
  return { zh: key, en: english || key }
}
