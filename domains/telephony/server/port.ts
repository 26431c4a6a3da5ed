import type { HangupCause, SuperviseMode } from '../contract.ts'

/** What we ask of any telephone system. Asterisk is one answer; the simulator is another. */
export interface TelephonyPort {
  readonly provider: string
  /**
   * Rings the customer. Resolves once the order is accepted; what follows arrives as events, the last always `ended`.
   * The same `callId` twice is one call: the second order is ignored.
   */
  dial(order: DialOrder): Promise<void>
  /** Joins an answered customer to an agent's headset; `bridged` follows. */
  connect(callId: string, endpoint: string): Promise<void>
  hangUp(callId: string): Promise<void>
  /** The customer hears music, the agent nothing; `held` and `resumed` follow. */
  hold(callId: string, on: boolean): Promise<void>
  /** The customer no longer hears the agent. */
  mute(callId: string, on: boolean): Promise<void>
  /** Starts or stops recording both sides; `recorded` follows a stop or the end of the call. */
  record(callId: string, on: boolean): Promise<void>
  /** Plays a prompt to the customer; `played` follows. */
  play(callId: string, prompt: string): Promise<void>
  /** Hands the customer to another agent's headset or to an outside number; `transferred` follows. */
  transfer(callId: string, to: { endpoint: string } | { number: string }): Promise<void>
  /** Joins a leader to a conversation: unheard, heard by the agent only, or by both. Null leaves it. */
  supervise(callId: string, leaderEndpoint: string, mode: SuperviseMode | null): Promise<void>
  /** The calls that are up now, so that a restarted server can settle the rest. */
  liveCalls(): Promise<string[]>
  /** Tells each event at least once, in order within a call as a rule. Returns a way to stop. */
  listen(onEvent: (event: TelephonyEvent) => void): () => void
}

export type DialOrder = {
  callId: string
  /** E.164. */
  to: string
  callerId: string
  ringForSeconds: number
  /** Which try this is for this contact, from 1: a provider may route by it, the simulator behaves by it. */
  attemptNumber: number
}

export type TelephonyEvent = { callId: string; at: Date; providerEventId: string } & (
  | { kind: 'ringing' | 'answered' | 'held' | 'resumed' | 'played' }
  | { kind: 'bridged' | 'transferred'; endpoint: string }
  | { kind: 'recorded'; recording: string; seconds: number }
  | { kind: 'ended'; cause: HangupCause; by: 'customer' | 'us' | 'network' }
)

/**
 * An order that cannot be carried out because the customer is not, or no longer, where it needs them. It happens in
 * every centre (the customer hung up while the agent pressed the button); `ended` tells the rest.
 */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused'
}
