import type { SuperviseMode } from '#domains/telephony/contract.ts'
import type { TelephonyPort } from '#domains/telephony/server/public.ts'

type News = { call: { id: string }; kind: string }
type Told = { news: { hear(listener: (news: News) => void): unknown }; phones: Pick<TelephonyPort, 'listenToHeadsets'> }

/** With these nobody is led any more: the agent's headset is lost, or the customer is another's, or nobody's. */
const endsIt: ReadonlySet<string> = new Set(['ended', 'transferred', 'released', 'left'])

/** Which leaders are on which conversation. They leave it when it has lost its agent, and when their own headset is gone. */
export const openSupervision = ({ news, phones }: Told) => {
  const byCall = new Map<string, Map<string, SuperviseMode>>()
  const note = (callId: string, endpoint: string, mode: SuperviseMode | null): void => {
    const leaders = byCall.get(callId) ?? new Map<string, SuperviseMode>()
    if (mode) leaders.set(endpoint, mode)
    else leaders.delete(endpoint)
    if (leaders.size > 0) byCall.set(callId, leaders)
    else byCall.delete(callId)
  }
  news.hear(({ call, kind }) => {
    if (endsIt.has(kind)) byCall.delete(call.id)
  })
  const stop = phones.listenToHeadsets(({ endpoint, state }) => {
    if (state !== 'seated') for (const callId of [...byCall.keys()]) note(callId, endpoint, null)
  })
  return {
    note,
    on: (callId: string): ReadonlyMap<string, SuperviseMode> => byCall.get(callId) ?? new Map(),
    stop,
  }
}
