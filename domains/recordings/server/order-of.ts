import type { LiveCall } from '#domains/calls/server/public.ts'

/** What stands on record of a call that is to be recorded. */
export const orderOf = (call: LiveCall, at: Date) => ({
  callId: call.id,
  placedAt: new Date(call.record.placedAt),
  campaignId: call.campaignId || null,
  customerId: call.customerId || null,
  agentId: call.agentId,
  teamId: call.teamId,
  siteId: call.siteId,
  at,
})
