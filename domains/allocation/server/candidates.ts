import { type RawBuilder, sql } from 'kysely'
import type { Campaign } from '#domains/campaigns/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { Chosen, Test } from '../way.ts'

/** Outcomes after which a contact is called no more in its campaign. */
export const settledOutcomes = ['success', 'refusal', 'wrongPerson', 'invalid', 'complaint', 'doNotCall'] as const

/** A contact that may be dealt. `lane`: the first of the conditions it meets, -1 for none. */
export type Contact = {
  entryId: string
  customerId: string
  batchId: string
  classCode: string | null
  score: number | null
  replaces: string | null
  lane: number
}

const meets = ({ attribute, test, value }: Test): RawBuilder<boolean> => {
  const held = attribute === undefined ? sql<string>`g.class_code` : sql<string>`(e.attributes ->> ${attribute})`
  const number = sql`case when ${held} ~ '^ *[+-]?[0-9]{1,15}([.][0-9]{1,9})? *$' then ${held}::numeric end`
  switch (test) {
    case 'is':
      return sql`coalesce(${held}, '') = ${value}`
    case 'isNot':
      return sql`coalesce(${held}, '') <> ${value}`
    case 'contains':
      return sql`position(${value} in coalesce(${held}, '')) > 0`
    case 'atLeast':
      return sql`coalesce(${number} >= ${value}::numeric, false)`
    default:
      return sql`coalesce(${number} <= ${value}::numeric, false)`
  }
}
const meetsAll = (tests: readonly Test[]): RawBuilder<boolean> =>
  tests.length === 0 ? sql`true` : sql`(${sql.join(tests.map(meets), sql` and `)})`

const laneOf = (lanes: readonly (readonly Test[])[]): RawBuilder<number> =>
  lanes.length === 0
    ? sql`0`
    : sql`case ${sql.join(
        lanes.map((tests, lane) => sql`when ${meetsAll(tests)} then ${sql.lit(lane)}`),
        sql` `,
      )} else -1 end`

/** Out of whose books contacts may be taken: those of these teams or sites, or anybody's. */
export type BooksInReach = { teamIds: readonly string[] } | { siteIds: readonly string[] } | 'all'
const isInReach = (books: BooksInReach): RawBuilder<boolean> => {
  if (books === 'all') return sql`true`
  return 'teamIds' in books
    ? sql`(a.id is null or a.team_id = any (${[...books.teamIds]}::uuid[]))`
    : sql`(a.id is null or a.site_id = any (${[...books.siteIds]}::uuid[]))`
}

type Wanted = { campaign: Campaign; listId: string; chosen: Chosen; lanes?: readonly (readonly Test[])[] }
const from = ({ campaign, listId, chosen }: Wanted): RawBuilder<unknown> => sql`
  from lists.entry_fact e
  left join screening.grade_fact g on g.campaign_id = ${campaign.id} and g.entry_id = e.id
  left join allocation.assignment a on a.campaign_id = ${campaign.id} and a.entry_id = e.id and a.ended_at is null
  where e.list_id = ${listId} and e.reverted_at is null and (${chosen.reassign} or a.id is null)
    and not exists (select from screening.exclusion_fact x where x.campaign_id = ${campaign.id} and x.entry_id = e.id)
    and not exists (select from calls.call_fact k where k.entry_id = e.id and k.campaign_id = ${campaign.id}
      and (${chosen.untouched} or k.outcome_kind = any (${[...settledOutcomes]}::text[])))
    and ${meetsAll(chosen.when)}`

/** Every contact that may be dealt, always in the same order. */
export const readCandidates = async (
  db: Db,
  { only, books, ...wanted }: Wanted & { books: BooksInReach; only?: readonly string[] },
): Promise<Contact[]> => {
  const some = only ? sql`and e.id = any (${[...only]}::uuid[])` : sql``
  const { rows } = await sql<Contact>`
    select e.id as entry_id, e.customer_id, e.batch_id, g.class_code, g.score, a.id as replaces, ${laneOf(wanted.lanes ?? [])} as lane
    ${from(wanted)} and ${isInReach(books)} ${some} order by e.id`.execute(db)
  return rows
}

type Shown = {
  entryId: string
  name: string
  number: string
  attributes: Record<string, unknown>
  batchId: string
  classCode: string | null
  score: number | null
  holderName: string | null
}
/** A page of those contacts, as a person chooses from them. */
export const pageOfCandidates = async (
  db: Db,
  wanted: Wanted & { search: string | undefined; inBooks: boolean; page: number; pageSize: number },
): Promise<{ rows: Shown[]; total: number }> => {
  const { search, inBooks, page, pageSize } = wanted
  const found = search ? sql`and starts_with(e.name collate "C", ${search})` : sql``
  const which = inBooks ? sql`and a.id is not null` : sql`and a.id is null`
  const { rows } = await sql<Shown>`
    select e.id as entry_id, e.name, e.number, e.attributes, e.batch_id, g.class_code, g.score,
      coalesce((select p.name from people.employee_fact p where p.id = a.agent_id),
               (select t.name from people.team_fact t where t.id = a.team_id)) as holder_name
    ${from(wanted)} ${found} ${which} order by e.id limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
  const counted = await sql<{ n: number }>`select count(*) as n ${from(wanted)} ${found} ${which}`.execute(db)
  return { rows, total: counted.rows[0]?.n ?? 0 }
}

/** How far a rate of few contacts is pulled to that of all: as if so many more had done like all. */
const pull = 50
type Rate = { batchId: string | null; called: number; successes: number }

/**
 * How likely a success is of a contact of that batch: successes over contacts called, pulled towards the campaign's own
 * rate, and that towards the rate of campaigns of its type in the last 90 days. Undefined while nothing is known.
 */
export const readRates = async (
  db: Db,
  campaign: Campaign,
  now: Date,
): Promise<(batchId: string) => number | undefined> => {
  const { rows } = await sql<Rate>`
    select batch_id, count(distinct entry_id) as called, count(distinct entry_id) filter (where outcome_kind = 'success') as successes
    from calls.call_fact where campaign_id = ${campaign.id} group by batch_id`.execute(db)
  const since = new Date(now.getTime() - 90 * 86_400_000)
  const alike = await sql<Rate>`
    select null::uuid as batch_id, count(distinct k.entry_id) as called,
      count(distinct k.entry_id) filter (where k.outcome_kind = 'success') as successes
    from calls.call_fact k join campaigns.campaign_fact c on c.id = k.campaign_id
    where c.type = ${campaign.type} and k.placed_at > ${since}`.execute(db)
  const usual = rateOf(alike.rows[0], undefined)
  const sum = (of: 'called' | 'successes'): number => rows.reduce((all, rate) => all + rate[of], 0)
  const own = rateOf({ batchId: null, called: sum('called'), successes: sum('successes') }, usual)
  const byBatch = new Map(rows.map((rate) => [rate.batchId, rateOf(rate, own)]))
  return (batchId) => byBatch.get(batchId) ?? own
}
const rateOf = (rate: Rate | undefined, towards: number | undefined): number | undefined => {
  if (!rate || rate.called === 0) return towards
  return towards === undefined ? rate.successes / rate.called : (rate.successes + pull * towards) / (rate.called + pull)
}
