import type { SuperviseMode } from '#domains/telephony/contract.ts'
import type { Notices } from '#platform/notices.ts'
import type { CallNews } from './live.ts'

/** Which leaders are on which conversation. They leave it with its end, and when the customer goes to another agent. */
export const openSupervision = (news: Notices<CallNews>) => {
  const byCall = new Map<string, Map<string, SuperviseMode>>()
  news.hear(({ call, kind }) => {
    if (kind === 'ended' || kind === 'transferred' || kind === 'left') byCall.delete(call.id)
  })
  return {
    note: (callId: string, endpoint: string, mode: SuperviseMode | null): void => {
      const leaders = byCall.get(callId) ?? new Map<string, SuperviseMode>()
      if (mode) leaders.set(endpoint, mode)
      else leaders.delete(endpoint)
      if (leaders.size > 0) byCall.set(callId, leaders)
      else byCall.delete(callId)
    },
    on: (callId: string): ReadonlyMap<string, SuperviseMode> => byCall.get(callId) ?? new Map(),
  }
}
