import type { HeadsetState, MachineDetection, SuperviseMode } from '#domains/telephony/contract.ts'
import {
  type HeadsetAccount,
  HeadsetAway,
  type HeadsetNews,
  OrderRefused,
  type Prompt,
  type TelephonyEvent,
  type Trunk,
} from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { Log } from '#platform/log.ts'
import { AriRefused } from './ari.ts'
import type { Breaker } from './breaker.ts'
import type { Ari, AriAddress } from './client.ts'
import { userOf } from './names.ts'
import type { Leg } from './translate.ts'

/** Where one Asterisk is, for us, for its neighbours and for headsets. */
export type NodeAddress = AriAddress & {
  /** Small letters, digits and hyphens: it stands in the names of recordings. */
  name: string
  /** host:port of its SIP over UDP, where other nodes reach it. */
  sip: string
  /** The WebSocket headsets register at. */
  headsetUrl: string
  /** What Asterisk names as its address of sound, and listens on; unsaid: its own choice. */
  media?: string | undefined
  /** Most calls placed on it at once; unsaid or null: as many as come. */
  mostCalls?: number | null | undefined
}

export type Node = {
  readonly address: NodeAddress
  readonly ari: Ari
  /** When this Asterisk started, by its own word; null before we first heard. */
  startedAt: string | null
  since: Date | null
  /** Its line broke at that moment, and is not back. */
  downSince: number | null
  /** Why, as far as it tells; null while it stands, or before the first try. */
  trouble: 'password' | 'takenOver' | 'away' | null
  /** How often in a row its machine has said that nobody listens there. */
  refusals: number
  /** Settled once the first try to reach it since its line was opened has ended, one way or the other. */
  firstTry: PromiseWithResolvers<void>
  /** What it has been told, by path, and which headsets it was asked to tell of. */
  readonly equipped: Map<string, string>
  readonly watched: Set<string>
  equipping: Promise<void>
  /** Whether it has each prompt of our own, by where it is fetched; and whom to tell how a fetch ends. */
  readonly prompts: Map<string, boolean>
  readonly fetches: Map<string, (has: boolean) => void>
  fetching: Promise<void>
  /** Another fetch waits for the one that goes on; and how to call off the one that is to come later. */
  isFetchQueued: boolean
  callOffFetch: () => void
}

export type Recording = {
  readonly name: string
  readonly startedAt: number
  /** Files still being written. */
  readonly open: Set<string>
  readonly finished: PromiseWithResolvers<void>
  /** Whole seconds of sound in it as Asterisk counted them; null until it has closed the customer's file. */
  wholeSeconds: number | null
  /** Settled when it has been told of; null while it goes on. */
  told: Promise<void> | null
}
/** Whom the agent asks while the customer waits: a headset, or an outside number. */
export type Third = {
  readonly endpoint: string
  readonly seat: SeatUp | null
  /** The leg that stands for them on the customer's node, once it is up: of an outside number, or to another node. */
  far: string | null
  stage: 'called' | 'consulted' | 'conferred'
}
/** A leg to an outside number besides the customer's own. */
export type OutsideLeg = { readonly leg: string; readonly number: string; readonly trunk: string; isUp: boolean }
/** Whoever follows a conversation, and by what on the agent's node: spies and ways to other nodes, and their bridge. */
export type Leader = {
  readonly seat: Seat
  readonly mode: SuperviseMode
  readonly node: Node
  readonly legs: readonly string[]
  readonly bridge: string | null
  readonly since: number
}

/** One call of a customer. */
export type Call = {
  readonly callId: string
  readonly node: Node
  readonly channel: string
  readonly placedAt: number
  leg: Leg
  trunk: string | null
  /** Its trunk has been given the credit or the blame for it. */
  isTrunkJudged: boolean
  callerId: string
  /** The headset (or outside number) the customer is with, or waits for since it was lost. */
  endpoint: string | null
  /** Waiting: their headset was lost, they hear music. */
  bond: 'none' | 'joining' | 'joined' | 'waiting'
  held: boolean
  muted: boolean
  readonly leaders: Map<string, Leader>
  readonly prompts: Set<string>
  recording: Recording | null
  /** When the latest began: no two of a call have the same name. */
  lastRecordingAt: number
  third: Third | null
  /** At most one: whom the agent asked outside, or who has the customer there. */
  outside: OutsideLeg | null
  /** A message is being left on a tape: nobody is joined any more. */
  leavesMessage: boolean
  /** They called us. */
  readonly cameIn: boolean
  readonly machineDetection: MachineDetection
  /** The leg that stands for `endpoint` on the customer's node, where it is no headset there. */
  far: string | null
  /** Orders that take several steps are carried out one after the other. */
  turn: Promise<void>
  serial: number
}

/** One headset of the centre. */
export type Seat = {
  readonly endpoint: string
  readonly user: string
  /** Ordered to be kept joined, or not; null: nobody has said yet. */
  wanted: boolean | null
  /** Where its browser is registered. */
  readonly registeredOn: Set<Node>
  state: HeadsetState
  changedAt: Date
  node: Node | null
  /** Its leg, called or up; its bridge is named like it. */
  channel: string | null
  /** The leg that is being brought into its bridge, or is there. */
  rises: string | null
  isUp: boolean
  customer: Call | null
  echo: string | null
  /** The call it has joined as a leader. */
  barges: Call | null
  /** The call it is asked about. */
  asked: Call | null
  /** The colleague it talks to without a customer, in whose bridge they are. */
  partner: { seat: Seat; host: Seat; way: string | null } | null
  tries: number
  /** Calls off what is planned for it: to call it again, or to give up a leg that does not come up. */
  callOffTry: () => void
}

export type Meeting = { seat: Seat; met: PromiseWithResolvers<void>; way: string; from: Node }
/** A dead node says no goodbye: what came in from it would stay up for ever. */
export type Half = { readonly from: Node; readonly on: Node; readonly channel: string }

export type Line = {
  trunk: Trunk
  breaker: Breaker
  /** Calls that are up or being placed over it. */
  readonly calls: Set<string>
  /** Moments of the orders of the last minute, and which of them the carrier refused. */
  readonly placed: number[]
  readonly refused: number[]
}

/** What all parts of the exchange share. */
export type Exchange = {
  readonly clock: Clock
  readonly log: Log
  readonly nodes: readonly Node[]
  readonly phoneAt: ((user: string) => string | undefined) | undefined
  readonly phonesAskedEverySeconds: number
  /** Told apart from those of another process of ours, of before or of elsewhere. */
  readonly session: string
  readonly calls: Map<string, Call>
  /** Ended calls, so that a repeated order is recognised. */
  readonly past: Set<string>
  readonly seats: Map<string, Seat>
  readonly lines: Map<string, Line>
  /** Prompts of our own, by name. */
  readonly prompts: Map<string, Prompt>
  /** Null: not told yet. */
  headsetAccounts: readonly HeadsetAccount[] | null
  /** Legs we have called, and what becomes of them: in Stasis, or gone before. */
  readonly awaited: Map<string, PromiseWithResolvers<void>>
  /** What a call that is listened to turns out to be, by call. */
  readonly verdicts: Map<string, (verdict: string) => void>
  /** Customers who called us, by their channel, whose name is not of our making. */
  readonly callers: Map<string, Call>
  /** Headsets that legs from other nodes are on their way to, by the secret number these dial. */
  readonly meetings: Map<string, Meeting>
  /** Legs this process called to outside or to other nodes, until they are gone. */
  readonly ways: Set<string>
  /** What came in on another node of a leg from one, by the leg's name. */
  readonly halves: Map<string, Half>
  serial: number
  readonly tellListeners: (event: TelephonyEvent) => void
  readonly tellHeadset: (news: HeadsetNews) => void
}

type Bare<E> = E extends unknown ? Omit<E, 'callId' | 'at' | 'providerEventId'> : never
export type Happening = Bare<TelephonyEvent>

/** A name nobody has used yet. */
export const nextSerial = (exchange: Exchange): string => `${exchange.session}${(++exchange.serial).toString(36)}`

/** Tells what we ourselves brought about, or what may come more than once in a call. Moments never go back. */
export const tell = (exchange: Exchange, call: Call, moment: number, happening: Happening): void => {
  const at = Math.max(call.leg.lastAt, moment)
  call.leg = { ...call.leg, lastAt: at }
  const providerEventId = `${call.callId}:${exchange.session}${++call.serial}`
  exchange.tellListeners({ ...happening, callId: call.callId, at: new Date(at), providerEventId } as TelephonyEvent)
}

/** The call, if its customer has answered and is still there. */
export const answered = (exchange: Exchange, callId: string, order: string): Call => {
  const call = exchange.calls.get(callId)
  if (call?.leg.phase === 'answered' && !call.leg.isEndedByUs) return call
  throw new OrderRefused(`cannot ${order} ${callId}: ${call ? `it is ${call.leg.phase}` : 'there is no such call now'}`)
}

/** The call, if its customer talks to somebody or is on hold. */
export const connected = (exchange: Exchange, callId: string, order: string): Call => {
  const call = answered(exchange, callId, order)
  if (call.bond !== 'joined' && call.bond !== 'joining')
    throw new OrderRefused(`cannot ${order} ${callId}: nobody is connected`)
  return call
}

export const isUp = (call: Call): boolean => call.leg.phase === 'answered' && !call.leg.isEndedByUs

/** A headset whose leg is up, and where. */
export type SeatUp = Seat & { node: Node; channel: string }
const isSeatUp = (seat: Seat): seat is SeatUp => seat.isUp && seat.node !== null && seat.channel !== null

/** The seat of a headset whose leg is up. */
export const seated = (exchange: Exchange, endpoint: string): SeatUp => {
  const seat = exchange.seats.get(userOf(endpoint))
  if (seat && isSeatUp(seat)) return seat
  throw new HeadsetAway(`nobody wears ${endpoint} now`)
}

/**
 * Carries out an order of several steps when those before it are done. Where Asterisk says no because the customer is
 * gone by then, the order is refused like any that came too late.
 */
export const inTurn = (call: Call, work: () => Promise<void>): Promise<void> => {
  const mine = call.turn.then(work).catch((error: unknown) => {
    if (error instanceof AriRefused && !isUp(call)) throw new OrderRefused(`${call.callId}: ${error.message}`)
    if (error instanceof AriRefused && goneStatuses.has(error.status)) throw new OrderRefused(error.message)
    throw error
  })
  call.turn = mine.catch(() => {})
  return mine
}
/** No such channel; not in our application; not in that bridge. */
const goneStatuses: ReadonlySet<number> = new Set([404, 409, 412, 422])

/** Does what may already have been done, or need not be done any more. */
export const harmless = (exchange: Exchange, work: Promise<unknown>, what: string): Promise<void> =>
  work.then(
    () => {},
    (error: unknown) => {
      if (!(error instanceof AriRefused)) exchange.log.warn({ err: error }, what)
    },
  )
