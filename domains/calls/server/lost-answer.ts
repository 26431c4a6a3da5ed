import { answeredAt } from '../call-record.ts'
import type { LiveCall } from './live-call.ts'

/**
 * Only a call that was answered ends in the normal way, whoever ends it, even if word of the answer was lost; nobody
 * spoke with the customer, which in predictive dialling means silence, also where an agent was kept for the call.
 */
export const hearLostAnswer = (call: LiveCall): void => {
  const { cause, endedAt } = call.record
  if (cause !== 'normal' || answeredAt(call.record) !== null) return
  call.record = { ...call.record, answeredAt: endedAt }
  call.answerLost = true
  call.abandoned ||= call.mode === 'predictive'
}
