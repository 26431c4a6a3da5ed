import { sql } from 'kysely'
import { type LiveCall, stateOf } from '#domains/calls/server/public.ts'
import type { Campaign } from '#domains/campaigns/server/public.ts'
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

const shownCampaign = (campaign: Campaign): NonNullable<DeskState['campaign']> => {
  const { id, name, type, mode, openingWords, scriptVersion, wrapUpSeconds, targetSuccesses, timeZone } = campaign
  const callingWindows = campaign.callingHours.windows
  return { id, name, type, mode, openingWords, scriptVersion, wrapUpSeconds, targetSuccesses, timeZone, callingWindows }
}

type Today = DeskState['today']
type TodayRow = Omit<Today, 'last'> & { lastNumber: string | null; lastOutcome: string | null }
const nothingYet: TodayRow = {
  dials: 0,
  connects: 0,
  successes: 0,
  talkMs: 0,
  openCallbacks: 0,
  lastNumber: null,
  lastOutcome: null,
}
/** The agent's figures since local midnight of the campaign's site. */
const readToday = async (db: Db, agentId: string, timeZone: string, now: Date): Promise<Today> => {
  const { rows } = await sql<TodayRow>`
    with day as (select (date_trunc('day', ${now}::timestamptz at time zone ${timeZone}) at time zone ${timeZone}) as start)
    select count(*) as dials, count(*) filter (where talk_ms > 0) as connects, count(*) filter (where outcome_kind = 'success') as successes,
      coalesce(sum(talk_ms), 0)::bigint as talk_ms,
      (select count(*) from followups.followup_fact f where f.agent_id = ${agentId} and f.state = 'open') as open_callbacks,
      (array_agg(number order by placed_at desc) filter (where outcome is not null))[1] as last_number,
      (array_agg(outcome order by placed_at desc) filter (where outcome is not null))[1] as last_outcome
    from calls.call_fact, day where agent_id = ${agentId} and placed_at >= day.start`.execute(db)
  const { lastNumber = null, lastOutcome = null, ...counts } = rows[0] ?? nothingYet
  const last = lastNumber && lastOutcome ? { maskedNumber: maskNumber(lastNumber), outcome: lastOutcome } : null
  return { ...counts, last }
}

/** Everything one desk shows, read from memory; only the day's figures come from the ledger. */
export const deskState = async (
  { base, clock, calls, presence, dialer }: DeskFloor,
  agentId: string,
): Promise<DeskState> => {
  const agent = presence.find(agentId)
  const call = agent?.callId ? calls.find(agent.callId) : undefined
  // A contact dialled by hand may belong to another campaign than the one the agent waits for.
  const campaignId = call?.campaignId ?? agent?.campaignId
  const runner = campaignId ? dialer.runner(campaignId) : undefined
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
    campaign: runner ? shownCampaign(runner.campaign) : null,
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
