import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Grouping, HourOfWeek } from '../contract.ts'
import type { Worked } from '../yield.ts'

/** What one campaign did with one group. */
export type Part = Worked & {
  campaignId: string
  key: string
  closedAttempts: number
  /** Calls of the last week, and on how many days of it the campaign called at all. */
  lately: number
  worthPerSuccess: number | null
  costPerHour: number | null
  /** What its records cost; null where a batch among them has no price. */
  paid: number | null
}

const keyOf: Record<Exclude<Grouping, 'column'>, RawBuilder<unknown>> = {
  batch: sql`b.id::text`,
  list: sql`b.list_id::text`,
  supplier: sql`b.supplier`,
}
const within = (campaignId: string | undefined, name: string): RawBuilder<unknown> =>
  campaignId ? sql`${sql.ref(name)} = ${campaignId}::uuid` : sql`true`

/**
 * Each group's records and calls, campaign by campaign. One pass over the contacts and one over the calls: grows with both.
 * Records of a batch taken back are left out.
 */
export const readParts = async (
  db: Db,
  {
    campaignId,
    groupBy,
    column,
    since,
  }: { campaignId?: string | undefined; groupBy: Grouping; column?: string | undefined; since: Date },
): Promise<Part[]> => {
  const key = groupBy === 'column' ? sql`coalesce(e.attributes ->> ${column ?? ''}, '')` : keyOf[groupBy]
  const entries = groupBy === 'column' ? sql`join lists.entry_fact e on e.id = f.entry_id` : sql``
  const { rows } = await sql<Part>`
    with called as (
      select campaign_id, entry_id, bool_or(talk_ms > 0) as reached, bool_or(outcome_kind = 'success') as succeeded,
        sum(talk_ms + wrap_up_ms) as agent_ms, count(*) filter (where placed_at >= ${since}) as lately
      from calls.call_fact where entry_id is not null and ${within(campaignId, 'campaign_id')} group by 1, 2
    )
    select f.campaign_id, ${key} as key, count(*) as records, count(*) filter (where f.attempts > 0) as called,
      count(*) filter (where k.reached) as reached, count(*) filter (where k.succeeded) as successes,
      coalesce(sum(f.attempts), 0) as attempts, count(*) filter (where f.state = 'closed') as closed,
      coalesce(sum(f.attempts) filter (where f.state = 'closed'), 0) as closed_attempts,
      coalesce(sum(k.agent_ms), 0)::float8 as agent_ms, coalesce(sum(k.lately), 0)::int as lately,
      max(w.worth_per_success)::float8 as worth_per_success, max(c.agent_hour_cost)::float8 as cost_per_hour,
      case when bool_and(p.price_per_record is not null) then sum(p.price_per_record)::float8 end as paid
    from dialer.contact_fact f
    join lists.batch_fact b on b.id = f.batch_id ${entries}
    left join called k on k.campaign_id = f.campaign_id and k.entry_id = f.entry_id
    left join campaigns.campaign_fact c on c.id = f.campaign_id
    left join supply.worth w on w.campaign_id = f.campaign_id
    left join supply.price p on p.batch_id = b.id
    where f.close_reason is distinct from 'batchReverted' and ${within(campaignId, 'f.campaign_id')}
    group by 1, 2`.execute(db)
  return rows
}

/** On how many days of the site since then each campaign called anybody. */
export const readDaysWorked = async (db: Db, since: Date, timeZone: string): Promise<ReadonlyMap<string, number>> => {
  const { rows } = await sql<{ campaignId: string; days: number }>`
    select campaign_id, count(distinct (placed_at at time zone ${timeZone})::date)::int as days
    from calls.call_fact where placed_at >= ${since} group by 1`.execute(db)
  return new Map(rows.map(({ campaignId, days }) => [campaignId, days]))
}

export type BatchFact = {
  id: string
  listId: string
  listName: string
  supplier: string
  fileName: string
  importedAt: string | null
  pricePerRecord: number | null
}
export const readBatches = async (db: Db): Promise<BatchFact[]> =>
  (
    await sql<BatchFact>`
      select b.id, b.list_id, b.list_name, b.supplier, b.file_name, b.imported_at, p.price_per_record::float8 as price_per_record
      from lists.batch_fact b left join supply.price p on p.batch_id = b.id`.execute(db)
  ).rows

/** The columns records carry, from a sample of each batch's newest. */
export const readColumns = async (db: Db, campaignId: string | undefined): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select distinct key as name from (
      select e.attributes from lists.batch_fact b
      cross join lateral (select attributes from lists.entry_fact e where e.batch_id = b.id and e.reverted_at is null order by e.id desc limit 50) e
      where ${campaignId ? sql`b.list_id = (select list_id from campaigns.campaign_fact where id = ${campaignId}::uuid)` : sql`true`}
    ) sample, jsonb_object_keys(attributes) key order by 1 limit 200`.execute(db)
  return rows.map(({ name }) => name)
}

export const readHours = async (
  db: Db,
  {
    campaignId,
    batchId,
    since,
    timeZone,
  }: { campaignId?: string | undefined; batchId?: string | undefined; since: Date; timeZone: string },
): Promise<HourOfWeek[]> => {
  const { rows } = await sql<HourOfWeek>`
    select extract(isodow from at)::int as weekday, extract(hour from at)::int as hour, count(*) as attempts,
      count(*) filter (where talk_ms > 0) as connects, count(*) filter (where outcome_kind = 'success') as successes
    from (select placed_at at time zone ${timeZone} as at, talk_ms, outcome_kind from calls.call_fact
      where placed_at >= ${since} and ${within(campaignId, 'campaign_id')} and ${within(batchId, 'batch_id')}) call
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

export const batchExists = async (db: Db, batchId: string): Promise<boolean> => {
  const { rows } = await sql`select from lists.batch_fact where id = ${batchId}::uuid`.execute(db)
  return rows.length > 0
}

export const savePrice = async (db: Db, batchId: string, pricePerRecord: number | null): Promise<void> => {
  if (pricePerRecord === null) await db.deleteFrom('supply.price').where('batchId', '=', batchId).execute()
  else
    await db
      .insertInto('supply.price')
      .values({ batchId, pricePerRecord })
      .onConflict((on) => on.column('batchId').doUpdateSet({ pricePerRecord }))
      .execute()
}

export const saveWorth = async (db: Db, campaignId: string, worthPerSuccess: number | null): Promise<void> => {
  if (worthPerSuccess === null) await db.deleteFrom('supply.worth').where('campaignId', '=', campaignId).execute()
  else
    await db
      .insertInto('supply.worth')
      .values({ campaignId, worthPerSuccess })
      .onConflict((on) => on.column('campaignId').doUpdateSet({ worthPerSuccess }))
      .execute()
}

export const findWorth = async (db: Db, campaignId: string): Promise<number | null> =>
  (
    await db
      .selectFrom('supply.worth')
      .select('worthPerSuccess')
      .where('campaignId', '=', campaignId)
      .executeTakeFirst()
  )?.worthPerSuccess ?? null
