import type { LiveCall } from '#domains/calls/server/public.ts'
import { promised } from '#domains/followups/server/public.ts'
import { newId } from '#platform/id.ts'
import type { Floor } from './dialling.ts'

/** Written down for whoever called the customer last, who is to call back now. */
export const promiseCallBack = ({ clock, journal }: Floor, call: LiveCall): void => {
  const { campaignId, entryId, customerId, expectedAgentId: agentId, teamId, siteId } = call
  if (!agentId || !entryId) return
  const now = clock.nowMs()
  const whom = { campaignId, entryId, customerId, callId: call.id, agentId, teamId, siteId }
  journal.append(promised, { id: newId(now), kind: 'callback', ...whom, dueAt: now, note: '', createdAt: now })
}

/** Nobody here works for that campaign, or ever called this customer: the call is not taken, so it costs them nothing. */
export const turnAway = (floor: Floor, call: LiveCall): void => {
  promiseCallBack(floor, call)
  floor.calls.hangUp(call.id)
}
