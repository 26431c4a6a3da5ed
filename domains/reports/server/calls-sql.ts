import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Period } from '../period.ts'
import type { Narrowing } from '../shapes.ts'

export type Sql = RawBuilder<unknown>

/** The sites of one clock, and the moments between which a period lies on it. */
export type Clock = { siteIds: string[]; since: string; until: string }

/** On each clock the moments of a period: `until` excluded. Days of 23 or 25 hours come out as they are. */
export const clocksOf = async ({ db }: Context, { from, to }: Period): Promise<Clock[]> => {
  const edge = (day: string, after: number): Sql =>
    sql`((${day}::date + ${after}::int)::timestamp + s.day_starts_at::interval) at time zone s.time_zone`
  const { rows } = await sql<Clock>`
    select array_agg(s.id) as site_ids, min(${edge(from, 0)}) as since, min(${edge(to, 1)}) as until
    from people.site_fact s group by s.time_zone, s.day_starts_at`.execute(db)
  return rows
}

/** The site whose day a call belongs to: its campaign's at the time. */
const dayOfSite = sql`(select h.site_id from campaigns.home_fact h
  where h.campaign_id = f.campaign_id and h.since <= f.placed_at and f.placed_at < h.until)`

/** Calls `f` of the period, each by the clock of its campaign's site, written so that an index still gives their order. */
const within = (clocks: readonly Clock[]): Sql => {
  const between = ({ since, until }: Clock): Sql =>
    sql`f.placed_at >= ${since}::timestamptz and f.placed_at < ${until}::timestamptz`
  const [only] = clocks
  if (!only) return sql`false`
  if (clocks.length === 1) return between(only)
  const [starts, ends] = [clocks.map(({ since }) => since).sort(), clocks.map(({ until }) => until).sort()]
  const outer = { siteIds: [], since: starts[0] ?? only.since, until: ends.at(-1) ?? only.until }
  const inner = { siteIds: [], since: starts.at(-1) ?? only.since, until: ends[0] ?? only.until }
  // Between the edges every clock agrees: only there has a call to be asked for its site.
  const each = clocks.map((clock) => sql`${between(clock)} and ${dayOfSite} = any (${clock.siteIds}::uuid[])`)
  return sql`${between(outer)} and ((${sql.join([between(inner), ...each], sql`) or (`)}))`
}

const conditions: Record<keyof Narrowing, (value: string) => Sql> = {
  siteId: (value) => sql`f.site_id = ${value}::uuid`,
  campaignId: (value) => sql`f.campaign_id = ${value}::uuid`,
  teamId: (value) => sql`f.team_id = ${value}::uuid`,
  agentId: (value) => sql`f.agent_id = ${value}::uuid`,
  batchId: (value) => sql`f.batch_id = ${value}::uuid`,
  product: (value) => sql`f.campaign_id in (select c.id from campaigns.campaign_fact c where c.product = ${value})`,
  region: (value) => sql`f.region = ${value}`,
}

/** The calls `f` of a report, under the reader's scope: the same the measures of the same filter count. */
export const callsWithin = (clocks: readonly Clock[], narrowing: Narrowing): Sql => {
  const names = Object.keys(conditions) as (keyof Narrowing)[]
  const asked = names.flatMap((name) => {
    const value = narrowing[name]
    return value === undefined ? [] : [conditions[name](value)]
  })
  return sql`from calls.call_fact f where ${sql.join([within(clocks), ...asked], sql` and `)}`
}
