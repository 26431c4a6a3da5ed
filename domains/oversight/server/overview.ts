import { sql } from 'kysely'
import { timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { NumberReport, Overview, RetentionRule } from '../contract.ts'
import { groupBlocks } from './blocks.ts'

const dayMs = 86_400_000

const readDoNotCall = async (db: Db, now: Date, dayBegan: Date): Promise<Overview['doNotCall']> => {
  const { rows } = await sql<Omit<Overview['doNotCall'], 'dialledAll24h'>>`
    with wish as (select f.since, extract(epoch from f.held_at - f.since) * 1000 as took_ms,
        f.ended_at is null and (f.until is null or f.until > ${now}) as stands
      from compliance.do_not_call_fact f),
    timed as (select took_ms from wish where since > ${new Date(now.getTime() - 30 * dayMs)} and took_ms is not null)
    select (select count(*) from wish where since >= ${dayBegan})::int as added_today,
      (select count(*) from wish where stands)::int as standing,
      (select percentile_cont(0.5) within group (order by took_ms) from timed)::float8 as median_ms,
      (select percentile_cont(0.99) within group (order by took_ms) from timed)::float8 as p99_ms,
      (select count(*) from timed)::int as counted`.execute(db)
  const told = rows[0] ?? { addedToday: 0, standing: 0, medianMs: null, p99Ms: null, counted: 0 }
  return { ...told, dialledAll24h: await countDialled(db, now) }
}

/** Calls that went out although the number was forbidden when they were placed: none, if the gate does what it says. */
const countDialled = async (db: Db, now: Date): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(distinct d.id)::int as count from calls.dial_fact d join compliance.do_not_call_fact f on f.number = d.number
    where d.placed_at > ${new Date(now.getTime() - dayMs)} and d.placed_at > f.since and d.cause is distinct from 'cancelled'
      and (f.ended_at is null or d.placed_at < f.ended_at) and (f.until is null or d.placed_at < f.until)
      and (f.kind <> 'campaign' or f.campaign_id = d.campaign_id)`.execute(db)
  return rows[0]?.count ?? 0
}

const readConsent = async (db: Db, now: Date): Promise<Overview['consent']> => {
  const since = new Date(now.getTime() - 30 * dayMs)
  const { rows } = await sql<Overview['consent']>`
    select (count(*) filter (where act = 'given'))::int as given30d, (count(*) filter (where act = 'withdrawn'))::int as withdrawn30d
    from compliance.consent_fact where at > ${since}`.execute(db)
  return rows[0] ?? { given30d: 0, withdrawn30d: 0 }
}

const numbersOf = (reports: readonly NumberReport[]): Overview['numbers'] => {
  const inUse = reports.filter(({ state }) => state !== 'retired')
  const awake = inUse.filter(({ state }) => state !== 'resting')
  return {
    all: inUse.length,
    resting: inUse.length - awake.length,
    toRest: awake.filter(({ advice }) => advice === 'rest').length,
    toWatch: awake.filter(({ advice }) => advice === 'watch').length,
  }
}
const retentionOf = (rules: readonly RetentionRule[]): Overview['retention'] => ({
  rules: rules.length,
  switchedOn: rules.filter(({ deletes }) => deletes).length,
  dueNow: rules.reduce((all, { due }) => all + due, 0),
  nextDue: rules.flatMap(({ nextDue }) => nextDue ?? []).toSorted()[0] ?? null,
})

const startOfDay = async (db: Db, now: Date, zone: string): Promise<Date> => {
  const { rows } = await sql<{
    began: string
  }>`select date_trunc('day', ${now}::timestamptz, ${zone}) as began`.execute(db)
  return new Date(rows[0]?.began ?? now)
}

/** The figures of the desk. What others show there (requests of customers, complaints) they show by themselves. */
export const readOverview = async (
  ctx: Context,
  { numbers, rules }: { numbers: readonly NumberReport[]; rules: readonly RetentionRule[] },
): Promise<Overview> => {
  const now = ctx.now()
  const dayBegan = await startOfDay(ctx.db, now, await timeZoneOf(ctx.db, ctx.actor.id))
  const blocks = await groupBlocks(ctx, { by: 'rule', from: dayBegan.toISOString() })
  return {
    dayBegan: dayBegan.toISOString(),
    blocksToday: blocks.map(({ key, contacts, times }) => ({ rule: key, contacts, times })),
    doNotCall: await readDoNotCall(ctx.db, now, dayBegan),
    consent: await readConsent(ctx.db, now),
    numbers: numbersOf(numbers),
    retention: retentionOf(rules),
  }
}
