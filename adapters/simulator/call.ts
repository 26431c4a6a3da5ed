import type { DialOrder, OutsideStage, TelephonyEvent, TelephonyPort } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { Behaviour, CallScript, Heard } from './call-script.ts'
import type { Headsets } from './headsets.ts'
import type { Homes, Nodes } from './nodes.ts'
import { keepTape, type Sound, stopTape, type Tape } from './tape.ts'
import type { Trunks } from './trunks.ts'

export type SuperviseMode = NonNullable<Parameters<TelephonyPort['supervise']>[2]>

/** Somebody the agent calls while the customer waits. */
export type ThirdParty = {
  /** Headset or outside number. */
  readonly endpoint: string
  stage: 'called' | 'consulted' | 'conferred'
  /** Calls off what they would do next. */
  callOffNext: () => void
}
/** A leg to an outside number besides the customer's own, and the trunk it is on. */
export type OutsideLeg = { readonly leg: string; readonly number: string; readonly trunk: string }
export type Playing = { readonly prompt: string; callOffEnd: () => void }

/** One call inside the simulated exchange. */
export type Call = {
  readonly order: DialOrder
  readonly script: CallScript
  readonly placedAt: number
  /** The customer called us. */
  readonly cameIn: boolean
  state: 'placed' | 'ringing' | 'answered' | 'bridged' | 'ended'
  /** Calls off what the customer or the network would do next; there is never more than one such thing. */
  callOffNext: () => void
  events: number
  lastEventAt: number
  /** The headset the customer is joined to, or about to be joined to. */
  endpoint: string | null
  /** The headset that went away in the middle: joined again once it is back. */
  lostEndpoint: string | null
  third: ThirdParty | null
  outside: OutsideLeg | null
  outsideLegs: number
  /** A message is being left on the machine's tape; nobody can be joined any more. */
  leavesMessage: boolean
  /** The agent left them with us: no music. */
  isWithUs: boolean
  /** Whether they talk is told, with so long a silence as its end; null: it is not. */
  talkHeardMs: number | null
  talksUntil: number
  held: boolean
  muted: boolean
  leaders: Map<string, SuperviseMode> | null
  playing: Playing[] | null
  /** What was pressed for the agent. */
  keys: string
  tape: Tape | null
  recordings: number
  trunk: string | null
  node: string | null
  /** No carrier was asked: nothing of ours could carry the call. */
  hasNoWay: boolean
}

/** What all parts of the exchange share. */
export type Exchange = {
  readonly clock: Clock
  readonly seed: string | number
  readonly behaviour: Behaviour
  readonly latencyMs: number
  /** How long the prompts last it was equipped with. */
  readonly prompts: Map<string, number>
  readonly promptMs: (prompt: string) => number
  readonly detection: DetectionErrors
  readonly live: Map<string, Call>
  /** Ended calls with what the agent heard, so that a repeated order is recognised. */
  readonly past: Map<string, Heard | undefined>
  /** Finished recordings by name. */
  readonly tapes: Map<string, Tape>
  readonly headsets: Headsets
  readonly homes: Homes
  readonly nodes: Nodes
  readonly trunks: Trunks
  tell(event: TelephonyEvent): void
}

/** Shares, from 0 to 1, of persons taken for machines, machines taken for persons, and of those nothing is made of. */
export type DetectionErrors = { falseMachines: number; falsePersons: number; unsure: number }

type Bare<E> = E extends unknown ? Omit<E, 'callId' | 'at' | 'providerEventId'> : never
export type Happening = Bare<TelephonyEvent>
export type Ending = Omit<
  Extract<TelephonyEvent, { kind: 'ended' }>,
  'kind' | 'callId' | 'at' | 'providerEventId' | 'trunk'
>

/** So many ended calls are remembered: hours of the largest centre, some ten megabytes. */
const rememberedCalls = 100_000

export const newCall = (order: DialOrder, script: CallScript, placedAt: number, cameIn = false): Call => ({
  order,
  script,
  placedAt,
  cameIn,
  state: 'placed',
  callOffNext: () => {},
  events: 0,
  lastEventAt: placedAt,
  endpoint: null,
  lostEndpoint: null,
  third: null,
  outside: null,
  outsideLegs: 0,
  leavesMessage: false,
  isWithUs: false,
  talkHeardMs: null,
  talksUntil: 0,
  held: false,
  muted: false,
  leaders: null,
  playing: null,
  keys: '',
  tape: null,
  recordings: 0,
  trunk: null,
  node: null,
  hasNoWay: false,
})

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

export const tellOutside = (
  exchange: Exchange,
  call: Call,
  { outside, stage, moment }: { outside: OutsideLeg; stage: OutsideStage; moment: number },
): void => {
  const { leg, number, trunk } = outside
  tell(exchange, call, moment, { kind: 'outside', stage, leg, number, trunk })
}
/** The leg to an outside number is over; its line is free. */
export const endOutside = (exchange: Exchange, call: Call, moment: number): void => {
  const { outside } = call
  if (!outside) return
  call.outside = null
  exchange.trunks.release(outside.trunk)
  tellOutside(exchange, call, { outside, stage: 'ended', moment })
}

/** What the customer hears now. */
export const soundOn = (call: Call): Sound => {
  if (call.playing !== null && call.playing.length > 0) return 'prompt'
  if (call.leavesMessage || call.isWithUs || call.state !== 'bridged') return 'silence'
  if (call.held || call.endpoint === null) return 'music'
  return call.muted ? 'agentMuted' : 'agent'
}

/** Who hears whom has changed: kept on the tape if one runs. */
export const noteSound = (call: Call, moment: number): void =>
  void call.tape?.sounds.push({ at: moment, sound: soundOn(call) })

/** Tells what changed who hears whom. */
export const tellSound = (exchange: Exchange, call: Call, moment: number, happening: Happening): void => {
  noteSound(call, moment)
  tell(exchange, call, moment, happening)
}

export const stopRecording = (exchange: Exchange, call: Call, moment: number): void => {
  const { tape } = call
  if (!tape) return
  stopTape(tape, moment)
  call.tape = null
  keepTape(exchange.tapes, tape)
  const seconds = Math.max(0, Math.round((tape.untilMs - tape.sinceMs) / 1000))
  tell(exchange, call, moment, { kind: 'recorded', recording: tape.name, seconds })
}

/**
 * The one way out of every call: `ended` is always the last event. A listener may end the call while it hears of the
 * recording, hence the look at the state only then.
 */
export const end = (exchange: Exchange, call: Call, moment: number, ending: Ending): void => {
  stopRecording(exchange, call, moment)
  if (call.state === 'ended') return
  endOutside(exchange, call, moment)
  if (call.trunk !== null && isRefusal(call, ending)) exchange.trunks.refused(call.trunk)
  forget(exchange, call)
  tell(exchange, call, moment, call.trunk === null ? { kind: 'ended', ...ending } : endedOver(call.trunk, ending))
}
/** The first that was heard of it was that the network failed. */
const isRefusal = ({ state }: Call, { cause, by }: Ending): boolean =>
  state === 'placed' && by === 'network' && (cause === 'networkFault' || cause === 'lost')
const endedOver = (trunk: string, ending: Ending): Happening => ({ kind: 'ended', ...ending, trunk })

/** Takes a call out of the exchange without a word, as a crash does. */
export const forget = (exchange: Exchange, call: Call): void => {
  const heard = heardOn(call)
  call.callOffNext()
  call.third?.callOffNext()
  call.state = 'ended'
  exchange.live.delete(call.order.callId)
  if (call.trunk !== null) exchange.trunks.release(call.trunk)
  if (call.outside) exchange.trunks.release(call.outside.trunk)
  call.outside = null
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
