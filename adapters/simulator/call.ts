import type { DialOrder, TelephonyEvent, TelephonyPort } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { CallScript, Heard } from './call-script.ts'

export type SuperviseMode = NonNullable<Parameters<TelephonyPort['supervise']>[2]>

/** One call inside the simulated exchange. */
export type Call = {
  readonly order: DialOrder
  readonly script: CallScript
  readonly placedAt: number
  state: 'placed' | 'ringing' | 'answered' | 'bridged' | 'ended'
  /** Calls off what the customer or the network would do next; there is never more than one such thing. */
  callOffNext: () => void
  events: number
  lastEventAt: number
  /** The headset the customer is joined to, or about to be joined to. */
  endpoint: string | null
  held: boolean
  muted: boolean
  leaders: Map<string, SuperviseMode> | null
  prompts: string[]
  recordingSince: number | null
  recordings: number
}

/** What all parts of the exchange share. */
export type Exchange = {
  readonly clock: Clock
  readonly seed: string | number
  readonly latencyMs: number
  readonly promptMs: number
  readonly live: Map<string, Call>
  /** Ended calls with what the agent heard, so that a repeated order is recognised. */
  readonly past: Map<string, Heard | undefined>
  tell(event: TelephonyEvent): void
}

type Bare<E> = E extends unknown ? Omit<E, 'callId' | 'at' | 'providerEventId'> : never
export type Happening = Bare<TelephonyEvent>
export type Ending = Omit<Extract<TelephonyEvent, { kind: 'ended' }>, 'kind' | 'callId' | 'at' | 'providerEventId'>

/** So many ended calls are remembered: hours of the largest centre, some ten megabytes. */
const rememberedCalls = 100_000

/**
 * Tells what happened at that moment. An event carries the moment it was due, not the moment a late timer ran; so
 * lengths are exact on any clock. Within a call moments never go back.
 */
export const tell = (exchange: Exchange, call: Call, moment: number, happening: Happening): void => {
  call.lastEventAt = Math.max(call.lastEventAt, moment)
  call.events++
  const { callId } = call.order
  exchange.tell({
    ...happening,
    callId,
    at: new Date(call.lastEventAt),
    providerEventId: `${callId}:${call.events}`,
  })
}

export const stopRecording = (exchange: Exchange, call: Call, moment: number): void => {
  if (call.recordingSince === null) return
  const seconds = Math.max(0, Math.round((moment - call.recordingSince) / 1000))
  call.recordingSince = null
  call.recordings++
  tell(exchange, call, moment, { kind: 'recorded', recording: `${call.order.callId}-${call.recordings}.wav`, seconds })
}

/**
 * The one way out of every call: `ended` is always the last event. A listener may end the call while it hears of the
 * recording, hence the look at the state only then.
 */
export const end = (exchange: Exchange, call: Call, moment: number, ending: Ending): void => {
  stopRecording(exchange, call, moment)
  if (call.state === 'ended') return
  forget(exchange, call)
  tell(exchange, call, moment, { kind: 'ended', ...ending })
}

/** Takes a call out of the exchange without a word, as a crash does. */
export const forget = (exchange: Exchange, call: Call): void => {
  const heard = heardOn(call)
  call.callOffNext()
  call.state = 'ended'
  exchange.live.delete(call.order.callId)
  exchange.past.set(call.order.callId, heard)
  if (exchange.past.size <= rememberedCalls) return
  for (const oldest of exchange.past.keys()) {
    exchange.past.delete(oldest)
    break
  }
}

/** What the agent hears; nothing before the customer was joined to a headset. */
export const heardOn = (call: Call): Heard | undefined =>
  call.state === 'bridged' && call.script.answeredBy ? call.script.heard : undefined
