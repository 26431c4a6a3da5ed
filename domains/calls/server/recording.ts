import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import { obeyed } from './in-flow.ts'
import type { LiveCall } from './live-call.ts'

/** Begins or ends the recording of a conversation; where that cannot be ordered, what was known of it holds. */
export const record = async (phones: TelephonyPort, call: LiveCall, on: boolean): Promise<void> => {
  const was = call.recordingOn
  // Its end may be told before the order is carried out: it must not be taken for one nobody ordered.
  call.recordingOn &&= on
  await obeyed(phones.record(call.id, on)).catch((error: unknown) => {
    call.recordingOn = was
    throw error
  })
  call.recordingOn = on
}
