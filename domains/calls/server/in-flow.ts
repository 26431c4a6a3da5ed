import { refuse } from '#contract/problem.ts'
import { HeadsetAway, OrderRefused, type TelephonyPort } from '#domains/telephony/server/public.ts'
import { refusals } from '../contract.ts'

/** An order the telephone system cannot carry out because the call has moved on is a business "no". */
export const obeyed = async (order: Promise<void>): Promise<void> => {
  await order.catch((error: unknown) => {
    if (error instanceof OrderRefused) refuse(refusals.notTalking)
    if (error instanceof HeadsetAway) refuse(refusals.nobodyThere)
    throw error
  })
}

/**
 * Orders for a customer a voice flow has. Refused (`OrderRefused`) where they have hung up, but for the one an agent
 * gives, who is told in words.
 */
export const flowOrders = (phones: TelephonyPort, lastsAtMostMs: (prompt: string) => number) => ({
  lastsAtMostMs,
  play: (callId: string, prompt: string): Promise<void> => phones.play(callId, prompt),
  stopPlaying: (callId: string): Promise<void> => phones.stopPlaying(callId),
  record: (callId: string, on: boolean): Promise<void> => phones.record(callId, on),
  listenForTalk: (callId: string, silenceMs: number | null): Promise<void> => phones.listenForTalk(callId, silenceMs),
  /** The agent leaves the customer with us: `left` is news. */
  release: (callId: string): Promise<void> => obeyed(phones.release(callId)),
})
