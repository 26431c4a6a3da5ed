import type { HangupCause, WhoAnswered } from '#domains/telephony/contract.ts'

export type CallState = 'placed' | 'ringing' | 'answered' | 'talking' | 'ended'

/** What a call has come to: the sum of its signals, whatever order they came in. Moments are milliseconds since 1970. */
export type CallRecord = {
  placedAt: number
  ringingAt: number | null
  answeredAt: number | null
  bridgedAt: number | null
  endedAt: number | null
  cause: HangupCause | null
  endedBy: 'customer' | 'us' | 'network' | null
  /** When the customer was put on hold and taken back. */
  holds: readonly { at: number; on: boolean }[]
  /** When the agent's headset was lost and when one was there again. */
  releases: readonly { at: number; on: boolean }[]
  /** When the last agent left the customer, to a recorded message or to somebody outside. */
  leftAt: number | null
  /** Who answered, by ear of the machine. */
  classified: WhoAnswered | null
  recording: string | null
}

export type CallSignal = { at: number } & (
  | { kind: 'ringing' | 'answered' | 'bridged' | 'held' | 'resumed' | 'played' }
  | { kind: 'transferred'; endpoint?: string }
  | { kind: 'incoming' | 'consulting' | 'consultOver' | 'conferred' | 'digit' | 'talking' | 'outside' }
  | { kind: 'released'; forGood?: boolean }
  | { kind: 'classified'; as: WhoAnswered }
  | { kind: 'recorded'; recording: string }
  | { kind: 'ended'; cause: HangupCause; by: 'customer' | 'us' | 'network' }
)

export const newCall = (placedAt: number): CallRecord => ({
  placedAt,
  ringingAt: null,
  answeredAt: null,
  bridgedAt: null,
  endedAt: null,
  cause: null,
  endedBy: null,
  holds: [],
  releases: [],
  leftAt: null,
  classified: null,
  recording: null,
})

const earliest = (known: number | null, at: number): number => (known === null ? at : Math.min(known, at))

/** An end we work out ourselves, or hear by a clock that is behind, cannot lie before what we know to have happened. */
const lastOf = ({ answeredAt, bridgedAt }: CallRecord, at: number): number =>
  Math.max(at, answeredAt ?? 0, bridgedAt ?? 0)

/**
 * Adds one signal. The order of signals does not matter and the first `ended` stands, so a late or repeated message
 * of the telephone system never changes what is true. A clock of the provider that runs behind ours cannot put a
 * signal before the order to dial, nor after the end.
 */
export const withSignal = (call: CallRecord, signal: CallSignal): CallRecord => {
  const at = Math.min(Math.max(signal.at, call.placedAt), call.endedAt ?? Number.POSITIVE_INFINITY)
  switch (signal.kind) {
    case 'ringing':
      return { ...call, ringingAt: earliest(call.ringingAt, at) }
    case 'answered':
      return { ...call, answeredAt: earliest(call.answeredAt, at) }
    case 'bridged':
      return { ...call, bridgedAt: earliest(call.bridgedAt, at), releases: [...call.releases, { at, on: false }] }
    case 'released':
      return signal.forGood ? { ...call, leftAt: earliest(call.leftAt, at) } : { ...call, ...lost(call, at) }
    case 'classified':
      return { ...call, classified: signal.as }
    case 'incoming':
      return { ...call, ringingAt: earliest(call.ringingAt, at) }
    case 'transferred':
      return handedOn(call, at, signal.endpoint)
    case 'held':
    case 'resumed':
      return { ...call, holds: [...call.holds, { at, on: signal.kind === 'held' }] }
    case 'recorded':
      return { ...call, recording: signal.recording }
    case 'ended':
      return call.endedAt === null
        ? { ...call, endedAt: lastOf(call, at), cause: signal.cause, endedBy: signal.by }
        : call
    default:
      return call
  }
}

/** A hold ends with the headset: the wait goes on as one for a headset, and whoever is joined next has the customer at once. */
const lost = ({ holds, releases }: CallRecord, at: number): Pick<CallRecord, 'holds' | 'releases'> => ({
  holds: [...holds, { at, on: false }],
  releases: [...releases, { at, on: true }],
})

/** Whoever takes the customer over has them at once; a number outside is nobody of ours. */
const handedOn = (call: CallRecord, at: number, to = ''): CallRecord => ({
  ...call,
  holds: [...call.holds, { at, on: false }],
  leftAt: to.startsWith('+') ? earliest(call.leftAt, at) : call.leftAt,
})

export const stateOf = (call: CallRecord): CallState => {
  if (call.endedAt !== null) return 'ended'
  if (call.bridgedAt !== null) return 'talking'
  if (call.answeredAt !== null) return 'answered'
  return call.ringingAt === null ? 'placed' : 'ringing'
}

/** Nobody of ours spoke on it, and the machine's ear says that one of its kind answered. */
export const seemsMachine = (call: CallRecord): boolean => call.bridgedAt === null && soundsLikeMachine(call)
/** Also in a conversation: it is for the agent to say. */
export const soundsLikeMachine = ({ classified }: CallRecord): boolean =>
  classified === 'machine' || classified === 'fax'

/** It ended on our side, with no way out to any carrier: nobody was called. */
export const neverLeft = ({ cause, endedBy }: Pick<CallRecord, 'cause' | 'endedBy'>): boolean =>
  cause === 'networkFault' && endedBy === 'us'

/** Joining the agent implies an answer: a lost `answered` must not turn a conversation into an unanswered call. */
export const answeredAt = (call: CallRecord): number | null =>
  call.answeredAt === null
    ? call.bridgedAt
    : call.bridgedAt === null
      ? call.answeredAt
      : Math.min(call.answeredAt, call.bridgedAt)

/**
 * Milliseconds from joining the agent to the end, or until the last agent left the customer; 0 while it lasts or
 * if it never was. Hold counts as talk.
 */
export const talkMs = ({ bridgedAt, leftAt, endedAt }: CallRecord): number =>
  bridgedAt === null || endedAt === null ? 0 : Math.max(0, Math.min(leftAt ?? endedAt, endedAt) - bridgedAt)

/** Holds and lost headsets as one line of time: a customer waits while either lasts. */
const waitsOf = ({ holds, releases }: CallRecord): { at: number; on: boolean }[] => {
  const steps = [
    ...holds.map((step) => ({ ...step, of: 'hold' })),
    ...releases.map((step) => ({ ...step, of: 'loss' })),
  ]
  const lasting = new Set<string>()
  return steps
    .sort((a, b) => a.at - b.at)
    .map(({ at, on, of }) => {
      if (on) lasting.add(of)
      else lasting.delete(of)
      return { at, on: lasting.size > 0 }
    })
}

/** Since when the customer has been without a headset at the other end; null while there is one. */
export const releasedSince = ({ releases, endedAt }: CallRecord): number | null => {
  const last = releases.toSorted((a, b) => a.at - b.at).at(-1)
  return endedAt === null && last?.on ? last.at : null
}

/**
 * Milliseconds the customer waited in a conversation: on hold, or for a headset that was lost. What nobody ended lasts to
 * the end of the call.
 */
export const holdMs = (call: CallRecord): number => {
  if (call.endedAt === null) return 0
  let total = 0
  let since: number | null = null
  for (const { at, on } of waitsOf(call)) {
    if (on) since ??= at
    else if (since !== null) {
      total += at - since
      since = null
    }
  }
  if (since !== null) total += Math.max(0, call.endedAt - since)
  return Math.min(total, talkMs(call))
}
