import { sql } from 'kysely'
import { markNumber } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { concludeNumber, type SaidOfNumber } from '../number-evidence.ts'

/** The ledger is written behind by moments; what comes later than this is found by the next look, which begins earlier. */
const overlapMs = 15 * 60_000
const settleMs = 5000
/** No call and its wrap-up last longer. */
const longestCallMs = 6 * 3_600_000
const mostAtOnce = 20_000

type Heard = { number: string; at: string; says: SaidOfNumber }

/** Where the next look begins; held, so that two processes do not look at once. */
const takePlace = async (db: Db, now: Date): Promise<Date> => {
  await sql`insert into screening.heard (up_to) values (${new Date(now.getTime() - overlapMs)}) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{ upTo: string }>`select up_to from screening.heard for update`.execute(db)
  return new Date(rows[0]?.upTo ?? now)
}

/** Ended calls that say something of their numbers, each once however often it is looked at. */
const collect = async (db: Db, from: Date, until: Date): Promise<Heard[]> => {
  const { rows } = await sql<Heard>`
    with ended as (
      select id, number, coalesce(outcome_at, ended_at) as at,
        case when cause = 'suspended' then 'suspended' when cause = 'emptyNumber' then 'empty'
             when outcome_kind = 'wrongPerson' then 'notThePerson' when outcome_kind = 'invalid' then 'invalid'
             when answered_by = 'person' and talk_ms > 0 and outcome_kind is not null and outcome_kind <> 'voicemail' then 'valid' end as says
      from calls.call_fact
      where placed_at > ${new Date(from.getTime() - overlapMs - longestCallMs)}
        and state = 'ended' and coalesce(outcome_at, ended_at) > ${new Date(from.getTime() - overlapMs)}
        and coalesce(outcome_at, ended_at) <= ${until})
    insert into screening.number_signal (call_id, number, at, says)
    select id, number, at, says from ended e
    where says is not null
      -- Those heard before would fill the batch, and what comes after them would never be read.
      and not exists (select from screening.number_signal h where h.call_id = e.id)
      -- That somebody was reached is news only of a number something else was said of before.
      and (says <> 'valid' or exists (select from screening.number_signal s where s.number = e.number)
        or exists (select from ended b where b.number = e.number and b.says <> 'valid'))
    order by at limit ${mostAtOnce}
    on conflict do nothing returning number, at, says`.execute(db)
  return rows
}

type Evidence = { number: string; says: SaidOfNumber[]; at: string }
const evidenceOf = async (db: Db, numbers: readonly string[]): Promise<Evidence[]> => {
  const { rows } = await sql<Evidence>`
    select number, array_agg(says order by at, call_id) as says, max(at) as at
    from screening.number_signal where number = any (${[...numbers]}::text[]) group by number`.execute(db)
  return rows
}

/** What an agent means by a number that is of no use. */
const stateOf = (says: SaidOfNumber) => (says === 'invalid' ? 'disconnected' : says)

/**
 * Tells the customers' records what ended calls have shown of numbers: off the path of calls, in batches, each minute.
 * Answers how many numbers changed.
 */
export const hearCalls = (ctx: Context): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const from = await takePlace(tx.db, tx.now())
    const until = new Date(tx.now().getTime() - settleMs)
    const heard = await collect(tx.db, from, until)
    let changed = 0
    for (const { number, says, at } of await evidenceOf(tx.db, [...new Set(heard.map(({ number }) => number))])) {
      const verdict = concludeNumber(says)
      if (verdict && (await markNumber(tx.db, number, stateOf(verdict), { source: 'calls', at: new Date(at) })))
        changed++
    }
    // A full batch is gone on with at the next look, from where it stands.
    const last = heard.at(-1)
    const upTo = heard.length === mostAtOnce && last ? new Date(last.at) : until
    await sql`update screening.heard set up_to = greatest(up_to, ${upTo})`.execute(tx.db)
    return changed
  })
