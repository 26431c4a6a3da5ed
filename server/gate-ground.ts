import { sql } from 'kysely'
import { type LiveCall, type LiveCalls, neverLeft } from '#domains/calls/server/public.ts'
import type { History, LiveGate } from '#domains/compliance/server/public.ts'
import type { Base } from '#platform/context.ts'

const dayMs = 86_400_000
type AttemptRow = { number: string; customerId: string | null; campaignId: string; at: number }
type NumberRow = { number: string; customerId: string | null; at: number }

/** What the ledger of calls tells the gate when the engine opens; read day by day, so memory stays flat. */
export const historyOf = (base: Base): History => {
  const lastOf = async (
    since: Date,
    what: 'refusal' | 'abandoned',
    tell: (number: string, at: number, customerId: string | null) => void,
  ) => {
    const wanted = what === 'refusal' ? sql`outcome_kind = 'refusal'` : sql`abandoned`
    const moment = what === 'refusal' ? sql`coalesce(outcome_at, placed_at)` : sql`coalesce(ended_at, placed_at)`
    const { rows } = await sql<NumberRow>`
      select number, customer_id, (extract(epoch from max(${moment})) * 1000)::float8 as at from calls.attempt_fact
      where placed_at >= ${since} and ${wanted} group by number, customer_id`.execute(base.database.engine)
    for (const { number, at, customerId } of rows) tell(number, at, customerId)
  }
  return {
    attempts: async (since, tell) => {
      for (let from = since.getTime(); from <= base.now().getTime(); from += dayMs) {
        const { rows } = await sql<AttemptRow>`
          select number, customer_id, campaign_id, (extract(epoch from placed_at) * 1000)::float8 as at from calls.attempt_fact
          where placed_at >= ${new Date(from)} and placed_at < ${new Date(from + dayMs)}`.execute(base.database.engine)
        for (const row of rows) tell(row)
      }
    },
    refusals: (since, tell) => lastOf(since, 'refusal', tell),
    abandoned: (since, tell) => lastOf(since, 'abandoned', tell),
    wishes: async (tell) => {
      const { rows } = await sql<{ customerId: string; since: number }>`
        select customer_id, (extract(epoch from min(since)) * 1000)::float8 as since from (
          select c.customer_id, d.since from compliance.do_not_call_fact d
          join calls.call_fact c on c.id = d.call_id and c.number = d.number where d.kind = 'customer'
          union all
          select p.customer_id, d.since from compliance.do_not_call_fact d
          join customers.phone_fact p on p.number = d.number where d.kind = 'customer' and d.call_id is null) wish
        where customer_id is not null group by customer_id`.execute(base.database.engine)
      for (const { customerId, since } of rows) tell(customerId, since)
    },
  }
}

const attemptOf = ({ number, customerId, campaignId, record }: LiveCall) => ({
  number,
  customerId: customerId || null,
  campaignId,
  at: record.placedAt,
})
/** The gate counts each call when it is placed, takes back what never left, and hears of refusals and abandoned calls. */
export const tellGate = (calls: LiveCalls, gate: LiveGate): void => {
  calls.placings.hear((call) => gate.count(attemptOf(call)))
  calls.news.hear(({ call, kind }) => {
    if (kind !== 'ended') return
    if (!call.dialled || neverLeft(call.record)) gate.uncount(attemptOf(call))
    if (call.abandoned && call.record.endedAt !== null) gate.abandoned(call.number, call.record.endedAt)
  })
  calls.outcomes.hear(({ number, customerId, outcome }) => {
    if (outcome?.kind === 'refusal') gate.refused(number, outcome.at, customerId || null)
  })
}
