import type { HangupCause, HeadsetState, MachineDetection, SuperviseMode, WhoAnswered } from '../contract.ts'

/** What we ask of any telephone system. Asterisk is one answer; the simulator is another. */
export interface TelephonyPort extends CallOrders, HeadsetOrders, Equipment {
  readonly provider: string
  /** The calls that are up now, so that a restarted server can settle the rest. */
  liveCalls(): Promise<string[]>
  /** Tells each event at least once, in order within a call as a rule. Returns a way to stop. */
  listen(onEvent: (event: TelephonyEvent) => void): () => void
}

export interface CallOrders {
  /**
   * Rings the customer. Resolves once the order is accepted; what follows arrives as events, the last always `ended`.
   * The same `callId` twice is one call: the second order is ignored.
   */
  dial(order: DialOrder): Promise<void>
  /** Takes a call that came in (`incoming`); `answered` follows. */
  answer(callId: string): Promise<void>
  /**
   * Joins an answered customer to an agent's headset; `bridged` follows. Rejects with `HeadsetAway` where nobody
   * wears that headset now: the customer is still there and may be joined to another.
   */
  connect(callId: string, endpoint: string): Promise<void>
  hangUp(callId: string): Promise<void>
  /** The customer hears music, the agent nothing; `held` and `resumed` follow. */
  hold(callId: string, on: boolean): Promise<void>
  /** The customer no longer hears the agent. */
  mute(callId: string, on: boolean): Promise<void>
  /**
   * Starts or stops recording both sides, each apart; `recorded` follows a stop or the end of the call. Ordered in the very
   * moment `answered` is told it begins there, also where it is found out next who answered.
   */
  record(callId: string, on: boolean): Promise<void>
  /**
   * Plays a prompt to the customer, by the name it was equipped with or one the provider has by itself; `played` follows,
   * also when it was cut short or there is none of that name.
   */
  play(callId: string, prompt: string): Promise<void>
  /** Cuts short what is being played to the customer; harmless when nothing is. */
  stopPlaying(callId: string): Promise<void>
  /** Presses keys for the agent: digits 0–9, * and #. What the customer presses arrives as `digit`. */
  sendDigits(callId: string, digits: string): Promise<void>
  /**
   * Hands the customer to another agent's headset or to an outside number; `transferred` follows, and a hold is over.
   * Like `consult` and `supervise` it rejects with `HeadsetAway` where nobody wears the headset meant.
   */
  transfer(callId: string, to: Party): Promise<void>
  /**
   * Holds the customer (`held`) and calls a third party for the agent, one at a time. `consulting` follows when they
   * talk; `consultOver` and `resumed` when the third party was busy, did not answer or left. A headset with a customer
   * on it is busy.
   */
  consult(callId: string, to: Party): Promise<void>
  /**
   * Ends a consultation: the third party gets the customer and the agent leaves (`transferred`), all three talk
   * (`conferred`, `resumed`), or the third party leaves and the agent has the customer back (`consultOver`, `resumed`).
   * Of a conference the agent leaves by `handOver` and the third party by `drop`. Before they talk only `drop` can be.
   */
  endConsult(callId: string, how: 'handOver' | 'confer' | 'drop'): Promise<void>
  /**
   * Plays a message to a machine's tape and then hangs up, without the agent, who is free at once: `released` for good
   * where there was one, later `played` and `ended`. The call can no longer be joined.
   */
  leaveMessage(callId: string, prompt: string): Promise<void>
  /**
   * The agent leaves for good and is free: `released` for good where there was one. The customer stays with us, in
   * silence: prompts are played to them, keys and voice are heard, and they may be joined again.
   */
  release(callId: string): Promise<void>
  /**
   * Listens whether the customer talks, from now on or (null) no longer: `talking` tells when they begin, and when they
   * have been silent for that many milliseconds.
   */
  listenForTalk(callId: string, silenceMs: number | null): Promise<void>
  /** Joins a leader to a conversation: unheard, heard by the agent only, or by both. Null leaves it. */
  supervise(callId: string, leaderEndpoint: string, mode: SuperviseMode | null): Promise<void>
}

export interface HeadsetOrders {
  /**
   * Where a browser's headset registers: the WebSocket of each node that is up, best first. Null: nobody needs to wear
   * one, for this provider simulates them all.
   */
  headsetSockets(): readonly HeadsetSocket[] | null
  /**
   * Keeps a headset joined, from now on or no longer: its leg is called as soon as it can be and stays up between
   * customers, again after every loss. Told as headset news.
   */
  seat(endpoint: string, on: boolean): Promise<void>
  /**
   * Joins two seated headsets to each other without a customer, or (off) parts them; each may leave at any time, and
   * leaves when it is joined to a customer. Refused while one of them has a customer.
   */
  intercom(from: string, to: string, on: boolean): Promise<void>
  /** Plays what the wearer says back to them, so that they hear themselves as others would; off ends it. */
  echo(endpoint: string, on: boolean): Promise<void>
  /** The state of every headset that was ever heard of. */
  headsets(): Promise<HeadsetNews[]>
  /** Tells each change of a headset's state. Returns a way to stop. */
  listenToHeadsets(onNews: (news: HeadsetNews) => void): () => void
}

export interface Equipment {
  /**
   * Says which headsets, trunks and prompts of our own there are, all of them, each time any changed. What is not named is
   * taken away. Prompts are fetched by the provider behind it: `health` tells what it could not get.
   */
  equip(equipment: {
    headsets: readonly HeadsetAccount[]
    trunks: readonly Trunk[]
    prompts?: readonly Prompt[]
  }): Promise<void>
  /** How each part of the provider does now: for the people who must mend it. */
  health(): Promise<ProviderHealth>
  /** Looks at one trunk from end to end without ringing anybody, and says what is wrong. */
  checkTrunk(trunk: string): Promise<TrunkCheck>
  /** The two legs of a recording as raw A-law, 8000 one-byte samples a second, equally long. Undefined: there is none. */
  recording(name: string): Promise<RecordedLegs | undefined>
  /**
   * The recordings that have stopped and are still with the provider, also those whose `recorded` nobody heard because
   * our process was down; they stay until `forgetRecording`.
   */
  finishedRecordings(): Promise<FinishedRecording[]>
  /** Removes a recording from the provider once it is kept elsewhere; harmless when it is gone. */
  forgetRecording(name: string): Promise<void>
}

/** Another agent's headset or an outside number. */
export type Party = { endpoint: string } | { number: string }

export type DialOrder = {
  callId: string
  /** E.164. */
  to: string
  callerId: string
  ringForSeconds: number
  /** Which try this is for this contact, from 1: a provider may route by it, the simulator behaves by it. */
  attemptNumber: number
  /** Over which trunk; unsaid: whichever the provider has room on. */
  trunk?: string
  /**
   * Near which headset, where the provider has several nodes: the agent the call is placed for, or one of those who are
   * likely to take it. A node that is away or full gives the call to another.
   */
  near?: string
  /** Whether to find out if a machine answered, and when; unsaid: off. `classified` tells. */
  machineDetection?: MachineDetection
}

export type TelephonyEvent = { callId: string; at: Date; providerEventId: string } & (
  | { kind: 'ringing' | 'held' | 'resumed' | 'played' }
  /** `trunk`: over which one, from now on it costs. */
  | { kind: 'answered'; trunk?: string }
  /**
   * A call we did not place: its first event. `callId` is a UUID of the provider's making, `from` and `to` as dialled,
   * E.164 where they are that; `from` is empty where the caller hides. Until it is answered it rings; a customer who
   * gives up meanwhile ends it `noAnswer`, we `cancelled`.
   */
  | { kind: 'incoming'; from: string; to: string }
  | { kind: 'bridged' | 'transferred' | 'consulting' | 'consultOver' | 'conferred'; endpoint: string }
  /**
   * The headset left the conversation, the customer is still there, hearing music. A lost headset that comes back while
   * nobody else has the customer is joined again unasked: `bridged`. `forGood` where a message is being left: nobody
   * takes the customer any more.
   */
  | { kind: 'released'; endpoint: string; forGood?: true }
  /**
   * A leg to an outside number besides the customer's own: of whom the agent asked, or who has the customer. It takes room
   * on its trunk from `placed` and costs from `answered` on; its end comes before that of its call. One that is found up
   * after a restart of ours is `answered` again.
   */
  | { kind: 'outside'; stage: OutsideStage; leg: string; number: string; trunk: string }
  | { kind: 'digit'; digit: string }
  | { kind: 'talking'; on: boolean }
  | { kind: 'classified'; as: WhoAnswered; afterMs: number }
  | { kind: 'recorded'; recording: string; seconds: number }
  /** A `networkFault` ended by `us` never left our house: no node was up, or no trunk had room. No carrier was asked. */
  | { kind: 'ended'; cause: HangupCause; by: 'customer' | 'us' | 'network'; sipCode?: number; trunk?: string }
)

export type OutsideStage = 'placed' | 'answered' | 'ended'

export type HeadsetNews = {
  endpoint: string
  state: HeadsetState
  at: Date
  /** The node it is on, where the provider has several. */
  node?: string
}

/** `url` is ws:// or wss://; `node` as in `HeadsetNews`. */
export type HeadsetSocket = { node: string; url: string }

/**
 * What lets a headset in: pushed to the provider, told to the agent's browser and to nobody else. `endpoint` is the SIP
 * user as it stands: letters, digits, `.`, `-` and `_`.
 */
export type HeadsetAccount = { endpoint: string; password: string }

export type Trunk = {
  name: string
  /** host or host:port of the carrier. */
  address: string
  transport: 'udp' | 'tcp' | 'tls'
  /** Absent: the carrier knows us by our address. */
  login?: { user: string; password: string }
  /** Says who we are to the carrier every few minutes; needs a login. */
  registers: boolean
  /** Put before every number, and taken off its front: carriers differ in how they write numbers. */
  prefix: string
  strip: string
  /** Most calls at once and orders in a second; null: no limit known. */
  channels: number | null
  callsPerSecond: number | null
  /** Only numbers that begin so may be called over it; empty: all that are dialled by us. */
  allowedPrefixes: readonly string[]
  isOn: boolean
  /**
   * A customer who has answered and of whom not one packet of sound has come for so many seconds is lost (`ended`,
   * `lost`): carriers die without a word. Unsaid: as the provider has it, a minute.
   */
  silentSeconds?: number
}

/** A trunk to a carrier that knows us by our address and sets no limits. */
export const plainTrunk = (name: string, address: string): Trunk => ({
  name,
  address,
  transport: 'udp',
  registers: false,
  prefix: '',
  strip: '',
  channels: null,
  callsPerSecond: null,
  allowedPrefixes: [],
  isOn: true,
})

/** A sound of our own. A name may stand for another sound later; a sound of another content has another `sound`. */
export type Prompt = {
  name: string
  /** Tells its content from any other. */
  sound: string
  /** Where it is fetched, as raw A-law of 8000 samples a second, at the latest when it is played. */
  url: string
  milliseconds: number
}

export type ProviderHealth = {
  nodes: readonly {
    name: string
    isUp: boolean
    /** Calls and headsets it carries. */
    calls: number
    headsets: number
    /** Most calls we place on it at once, a setting of it; null: none. */
    mostCalls: number | null
    /** When it last came up. */
    since: Date | null
    /** Why it is not up: our password is not its own, another process commands it, or it does not answer. */
    trouble: 'password' | 'takenOver' | 'away' | null
    /** Prompts it was equipped with and cannot play, by name. */
    missingPrompts: readonly string[]
  }[]
  trunks: readonly {
    name: string
    /** As it was told of: one that is off takes no new calls, those that are up on it go on. */
    isOn: boolean
    calls: number
    /** Closed: calls go. Open: none go for a while, the carrier refused too many. Trying: a few go to see. */
    breaker: 'closed' | 'open' | 'trying'
    /** Orders the carrier refused with a network fault, of the orders, in the last minute. */
    refused: number
    placed: number
    /** Only numbers that begin so may be called over it; empty: all. */
    allowedPrefixes: readonly string[]
    /** How many calls more it takes now, 0 where it is off; null: no limit known. */
    room: number | null
    /** Most orders it takes in any second; null: no limit known. */
    callsPerSecond: number | null
  }[]
  /** Calls go out although no trunk is named: the provider simulates the carriers as well. */
  needsNoTrunk?: true
}

export type TrunkStep = 'name' | 'reach' | 'transport' | 'login' | 'register' | 'answer'
export type TrunkCheck = { steps: readonly { step: TrunkStep; isRight: boolean; found: string }[] }

export type RecordedLegs = { customer: Uint8Array; agent: Uint8Array }

export type FinishedRecording = { recording: string; callId: string; stoppedAt: Date; seconds: number }

/**
 * An order that cannot be carried out because the customer is not, or no longer, where it needs them. It happens in
 * every centre (the customer hung up while the agent pressed the button); `ended` tells the rest.
 */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused'
}

/** Nobody wears that headset now; the customer is still there. */
export class HeadsetAway extends Error {
  override readonly name = 'HeadsetAway'
}
