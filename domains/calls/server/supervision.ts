import type { SuperviseMode } from '#domains/telephony/contract.ts'

type News = { call: { id: string }; kind: string }

/** Which leaders are on which conversation. They leave it with its end, and when the customer goes to another agent. */
export const openSupervision = (news: { hear(listener: (news: News) => void): unknown }) => {
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
