import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import {
  attemptClasses,
  type Evidence,
  type FailureCause,
  failureCauses,
  type Ledgers,
  type Lengths,
  noLengths,
  type SpokenKind,
  spokenKinds,
} from '../forecast/evidence.ts'

type Sql = RawBuilder<unknown>
/** Other campaigns are asked about their last weeks only: rates age, and a centre's ledger is long. */
const daysOfOthers = 30
const points = 40
const shares = sql.raw(
  `array[${Array.from({ length: points }, (_, n) => ((n + 0.5) / points).toFixed(4)).join(',')}]::double precision[]`,
)
const list = (names: readonly string[]): Sql => sql.join(names.map((name) => sql.lit(name)))
/** Milliseconds between two moments of a call. */
const ms = (from: string, to: string): Sql => sql`extract(epoch from ${sql.raw(to)} - ${sql.raw(from)}) * 1000`

type LengthRow<N extends string> = { name: N; count: number; quantiles: number[] | null }
const byName = <N extends string>(rows: readonly LengthRow<N>[]): Partial<Record<N, Lengths>> => {
  const lengths: Partial<Record<N, Lengths>> = {}
  for (const { name, count, quantiles } of rows) lengths[name] = { count, quantiles: quantiles ?? [] }
  return lengths
}
const countsOf = <N extends string>(rows: readonly LengthRow<N>[]): Partial<Record<N, number>> => {
  const counts: Partial<Record<N, number>> = {}
  for (const { name, count } of rows) counts[name] = count
  return counts
}

/** What a part of the ledger says of calls that are over. `which` speaks of `f`, a row of `calls.call_fact`. */
const readEvidence = async (db: Db, which: Sql, { timeZone, successes }: Reader): Promise<Evidence> => {
  const over = sql`from calls.call_fact f where ${which} and f.state = 'ended'`
  const talked = sql`f.talk_ms > 0`
  const lengths = async <N extends string>(name: Sql, value: Sql, where: Sql): Promise<LengthRow<N>[]> =>
    (
      await sql<LengthRow<N>>`
        select ${name} as name, count(*) as count, percentile_cont(${shares}) within group (order by ${value}) as quantiles
        ${over} and ${where} group by 1`.execute(db)
    ).rows
  const { rows: answers } = await sql<Evidence['answers'][number]>`
    select least(f.attempt_number, ${attemptClasses}) as attempt, extract(hour from f.placed_at at time zone ${timeZone})::int as hour,
      count(*) as placed, count(f.answered_at) as answered
    ${over} and f.cause not in ('lost', 'cancelled') group by 1, 2`.execute(db)
  const { rows: days } = await sql<Evidence['days'][number]>`
    select (f.placed_at at time zone ${timeZone})::date as day, least(f.attempt_number, ${attemptClasses}) as attempt,
      count(*) as placed, count(f.answered_at) as answered, count(*) filter (where ${talked}) as spoken,
      count(*) filter (where ${talked} and f.outcome_kind in (${list(successes)})) as succeeded
    ${over} and f.cause not in ('lost', 'cancelled') group by 1, 2 order by 1`.execute(db)
  const kind = sql`coalesce(f.outcome_kind, 'noDecision')`
  const failed = await lengths<FailureCause>(
    sql`f.cause`,
    ms('f.placed_at', 'f.ended_at'),
    sql`f.answered_at is null and f.cause in (${list(failureCauses)})`,
  )
  const spoken = await lengths<SpokenKind>(kind, sql`f.talk_ms`, sql`${talked} and ${kind} in (${list(spokenKinds)})`)
  const [ring] = await lengths(sql`'ring'`, ms('f.placed_at', 'f.answered_at'), sql`f.answered_at is not null`)
  const [wrapUp] = await lengths(sql`'wrapUp'`, sql`f.wrap_up_ms`, sql`${talked} and f.wrap_up_ms > 0`)
  return {
    answers,
    days,
    failures: countsOf(failed),
    failureMs: byName(failed),
    outcomes: countsOf(spoken),
    talkMs: byName(spoken),
    ringMs: ring ? { count: ring.count, quantiles: ring.quantiles ?? [] } : noLengths,
    wrapUpMs: wrapUp ? { count: wrapUp.count, quantiles: wrapUp.quantiles ?? [] } : noLengths,
  }
}

type Reader = { timeZone: string; successes: readonly string[] }

/** What this campaign, others of its type and the rest of the centre have seen so far. */
export const readLedgers = async (
  db: Db,
  campaign: { id: string; type: string } & Reader,
  now: Date,
): Promise<Ledgers> => {
  const { id, type } = campaign
  const recent = sql`f.campaign_id <> ${id} and f.placed_at > ${new Date(now.getTime() - daysOfOthers * 86_400_000)}`
  const ofType = (is: boolean): Sql =>
    sql`${recent} and f.campaign_id in (select c.id from campaigns.campaign_fact c where (c.type = ${type}) = ${sql.lit(is)})`
  return {
    own: await readEvidence(db, sql`f.campaign_id = ${id}`, campaign),
    alike: await readEvidence(db, ofType(true), campaign),
    centre: await readEvidence(db, ofType(false), campaign),
  }
}
