import { sql } from 'kysely'
import { type LiveCall, stateOf } from '#domains/calls/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { DeskState } from '../contract.ts'
import type { DeskFloor } from './live.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

const shownCall = (call: LiveCall): NonNullable<DeskState['call']> => ({
  id: call.id,
  state: stateOf(call.record),
  placedAt: iso(call.record.placedAt),
  bridgedAt: call.record.bridgedAt === null ? null : iso(call.record.bridgedAt),
  endedAt: call.record.endedAt === null ? null : iso(call.record.endedAt),
  cause: call.record.cause,
  customerId: call.customerId || null,
  entryId: call.entryId,
  maskedNumber: maskNumber(call.number),
  attemptNumber: call.attemptNumber,
  onHold: call.record.holds.at(-1)?.on ?? false,
  muted: call.muted,
})

type Today = DeskState['today']
/** The agent's figures since local midnight of the campaign's site. */
const readToday = async (db: Db, agentId: string, timeZone: string, now: Date): Promise<Today> => {
  const { rows } = await sql<Today>`
    with day as (select (date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) at time zone ${timeZone}) as start)
    select count(*) as dials, count(*) filter (where talk_ms > 0) as connects, count(*) filter (where outcome_kind = 'success') as successes,
      coalesce(sum(talk_ms), 0)::bigint as talk_ms,
      (select count(*) from followups.followup f where f.agent_id = ${agentId} and f.state = 'open') as open_callbacks
    from calls.call_fact, day where agent_id = ${agentId} and placed_at >= day.start`.execute(db)
  return rows[0] ?? { dials: 0, connects: 0, successes: 0, talkMs: 0, openCallbacks: 0 }
}

/** Everything one desk shows, read from memory; only the day's figures come from the ledger. */
export const deskState = async (
  { base, clock, calls, presence, dialer }: DeskFloor,
  agentId: string,
): Promise<DeskState> => {
  const agent = presence.find(agentId)
  const runner = agent?.campaignId ? dialer.runner(agent.campaignId) : undefined
  const call = agent?.callId ? calls.find(agent.callId) : undefined
  const offer = runner?.offers.get(agentId)
  const now = clock.now()
  return {
    agent: agent
      ? {
          id: agent.id,
          name: agent.name,
          state: agent.state,
          since: iso(agent.since),
          signedInAt: iso(agent.signedInAt),
          reasonId: agent.reasonId,
          wants: agent.wants?.pause ?? null,
        }
      : null,
    campaign: runner
      ? (({ id, name, type, mode, openingWords, scriptVersion, wrapUpSeconds, targetSuccesses, timeZone }) => ({
          id,
          name,
          type,
          mode,
          openingWords,
          scriptVersion,
          wrapUpSeconds,
          targetSuccesses,
          timeZone,
        }))(runner.campaign)
      : null,
    call: call ? shownCall(call) : null,
    offer: offer
      ? {
          entryId: offer.entryId,
          customerId: offer.customerId,
          maskedNumber: maskNumber(offer.number),
          attempts: offer.attempts,
          promised: offer.ownerId === agentId,
        }
      : null,
    today: await readToday(base.database.engine, agentId, runner?.campaign.timeZone ?? 'Asia/Shanghai', now),
    now: now.toISOString(),
  }
}
