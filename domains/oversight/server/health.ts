import { sql } from 'kysely'
import { readNumber } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { NumberReport } from '../contract.ts'
import { type Advice, advices, healthOf, type NumberFigures, shortTalkMs } from '../number-health.ts'

const dayMs = 86_400_000
const recentDays = 7
const pastDays = 28

type Counted = Omit<NumberFigures, 'openFlags'> & { number: string; campaignIds: string[] }

/** Numbers that came back from a rest, as the ledger may write them: they are judged by their calls since. */
type Woken = { number: string; at: Date }
const wokenOf = (pool: readonly Pooled[], since: Date): Woken[] =>
  pool.flatMap(({ number, wokeAt }) => {
    const at = new Date(wokeAt ?? 0)
    if (at <= since) return []
    const read = readNumber(number)
    return [number, ...(read.ok ? [read.number, read.number.slice(1)] : [])].map((written) => ({ number: written, at }))
  })

/** A call we took back before it rang, or lost sight of, says nothing of its number. */
const countCalls = async (db: Db, now: Date, pool: readonly Pooled[]): Promise<Counted[]> => {
  const from = new Date(now.getTime() - recentDays * dayMs)
  const past = new Date(from.getTime() - pastDays * dayMs)
  const woken = wokenOf(pool, from)
  const recent = sql`greatest(${from}::timestamptz, w.at)`
  const { rows } = await sql<Counted>`
    select d.caller_id as number, array_agg(distinct d.campaign_id) as campaign_ids,
      (count(*) filter (where d.placed_at >= ${recent}))::int as dials,
      (count(*) filter (where d.placed_at >= ${recent} and d.answered_by = 'person'))::int as answered,
      (count(*) filter (where d.placed_at < ${from}))::int as past_dials,
      (count(*) filter (where d.placed_at < ${from} and d.answered_by = 'person'))::int as past_answered,
      (count(*) filter (where d.placed_at >= ${recent} and d.bridged_at is not null))::int as conversations,
      (count(*) filter (where d.placed_at >= ${recent} and d.bridged_at is not null and d.talk_ms < ${shortTalkMs}))::int as short,
      (count(*) filter (where d.placed_at >= ${recent} and d.outcome_kind = 'complaint'))::int as complaints
    from calls.dial_fact d left join (
      select number, max(at) as at from unnest(${woken.map(({ number }) => number)}::text[], ${woken.map(({ at }) => at)}::timestamptz[]) as t(number, at)
      group by number) w on w.number = translate(d.caller_id, ' -()', '')
    where d.placed_at >= ${past} and d.placed_at <= ${now} and d.state = 'ended' and d.cause not in ('cancelled', 'lost')
      and d.caller_id <> ''
    group by d.caller_id`.execute(db)
  return rows
}

type Pooled = Pick<NumberReport, 'state' | 'stateWords' | 'stateNote' | 'stateByName' | 'stateSince' | 'restUntil'> & {
  id: string
  number: string
  version: number
  ownerName: string
  region: string
  openFlags: number
  wokeAt: string | null
}
const readPool = async (db: Db): Promise<Pooled[]> => {
  const { rows } = await sql<Pooled>`
    select id, number, version, state, state_words, state_note, state_by_name, state_since, rest_until, woke_at,
      owner_name, region, open_flags
    from compliance.caller_id_fact`.execute(db)
  return rows
}
type Named = { id: string; name: string }
const readNames = async (db: Db, ids: readonly string[]): Promise<Map<string, Named>> => {
  const { rows } =
    await sql<Named>`select id, name from campaigns.campaign_fact where id = any (${ids}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

const nothing = {
  dials: 0,
  answered: 0,
  pastDials: 0,
  pastAnswered: 0,
  conversations: 0,
  short: 0,
  complaints: 0,
  campaignIds: [] as string[],
}
const rank = (advice: Advice): number => advices.indexOf(advice)

type Keyed = { keyOf: (number: string) => string }
/** How every number of the pool, and every other that campaigns called under, has fared; those to rest first. */
export const readNumberHealth = async (db: Db, now: Date, { keyOf }: Keyed): Promise<NumberReport[]> => {
  const pool = await readPool(db)
  const counted = await countCalls(db, now, pool)
  const names = await readNames(db, [...new Set(counted.flatMap(({ campaignIds }) => campaignIds))])
  const byNumber = new Map<string, Omit<Counted, 'number'>>()
  for (const { number, ...figures } of counted)
    byNumber.set(keyOf(number), joined(byNumber.get(keyOf(number)), figures))
  const sum = (of: (row: Counted) => number): number => counted.reduce((all, row) => all + of(row), 0)
  const talks = sum(({ conversations }) => conversations)
  const usualShort = talks === 0 ? null : sum(({ short }) => short) / talks
  const pooled = new Map(pool.map((row) => [row.number, row]))
  return [...new Set([...pooled.keys(), ...byNumber.keys()])]
    .map((number) => {
      const { campaignIds, ...figures } = byNumber.get(number) ?? nothing
      const known = pooled.get(number)
      const openFlags = known?.openFlags ?? 0
      return {
        callerIdId: known?.id ?? null,
        number,
        version: known?.version ?? null,
        state: known?.state ?? null,
        stateWords: known?.stateWords ?? null,
        stateNote: known?.stateNote ?? '',
        stateByName: known?.stateByName ?? '',
        stateSince: known?.stateSince ?? null,
        restUntil: known?.restUntil ?? null,
        ownerName: known?.ownerName ?? '',
        region: known?.region ?? '',
        campaigns: campaignIds.flatMap((id) => names.get(id) ?? []),
        ...figures,
        openFlags,
        ...healthOf({ ...figures, openFlags }, usualShort),
      }
    })
    .toSorted((a, b) => rank(a.advice) - rank(b.advice) || b.dials - a.dials || a.number.localeCompare(b.number))
}

/** The same number as two campaigns wrote it. */
const joined = (one: Omit<Counted, 'number'> | undefined, other: Omit<Counted, 'number'>): Omit<Counted, 'number'> =>
  one === undefined
    ? other
    : {
        dials: one.dials + other.dials,
        answered: one.answered + other.answered,
        pastDials: one.pastDials + other.pastDials,
        pastAnswered: one.pastAnswered + other.pastAnswered,
        conversations: one.conversations + other.conversations,
        short: one.short + other.short,
        complaints: one.complaints + other.complaints,
        campaignIds: [...new Set([...one.campaignIds, ...other.campaignIds])],
      }
