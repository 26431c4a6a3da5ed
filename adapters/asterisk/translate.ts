import type { HangupCause } from '#domains/telephony/contract.ts'
import { type AriEvent, momentOf } from './ari.ts'
import { byWhom, causeOf } from './causes.ts'

/** What is known of the customer's leg of one call. */
export type Leg = {
  readonly phase: 'placed' | 'ringing' | 'answered' | 'ended'
  /** It rang, or the carrier let us hear something: own knowledge, for Asterisk's causes do not tell. */
  readonly isAlerted: boolean
  /** When the answer came, although we may not have told it yet: only in Stasis can we do anything with the customer. */
  readonly upAt: number | null
  /** We have ordered its end, and the other side had not ended it before. */
  readonly isEndedByUs: boolean
  /** Our order to end it has come back to us: whatever the other side says from now on came later. */
  readonly isOrderHeard: boolean
  /** The last moment told: moments never go back. */
  readonly lastAt: number
  /** What the far side said when it asked for the end. */
  readonly farEnd: { cause: number; sip: number | undefined } | null
}

type Ended = { kind: 'ended'; cause: HangupCause; by: 'customer' | 'us' | 'network'; sipCode?: number }
/** What the leg of a customer tells by itself. Each comes once in a call, so its kind is its id. */
export type LegHappening = { at: number } & ({ kind: 'ringing' | 'answered' } | Ended)
export type Heard = { leg: Leg; told: readonly LegHappening[] }

export const newLeg = (placedAt: number): Leg => ({
  phase: 'placed',
  isAlerted: false,
  upAt: null,
  isEndedByUs: false,
  isOrderHeard: false,
  lastAt: placedAt,
  farEnd: null,
})

/** The leg of a call that was answered before we knew it. */
export const answeredLeg = (at: number): Leg => ({
  ...newLeg(at),
  phase: 'answered',
  isAlerted: true,
  upAt: at,
})

const nothing = (leg: Leg): Heard => ({ leg, told: [] })
const later = (leg: Leg, moment: number): number =>
  Number.isFinite(moment) ? Math.max(leg.lastAt, moment) : leg.lastAt

const ring = (leg: Leg, moment: number): Heard => {
  if (leg.phase !== 'placed') return nothing(leg)
  const at = later(leg, moment)
  return { leg: { ...leg, phase: 'ringing', isAlerted: true, lastAt: at }, told: [{ kind: 'ringing', at }] }
}
const comeUp = (leg: Leg, moment: number): Heard => nothing(leg.upAt === null ? { ...leg, upAt: moment } : leg)
const answer = (leg: Leg, moment: number): Heard => {
  if (leg.phase === 'answered' || leg.phase === 'ended') return nothing(leg)
  const at = later(leg, leg.upAt ?? moment)
  return {
    leg: { ...leg, phase: 'answered', isAlerted: true, upAt: leg.upAt ?? at, lastAt: at },
    told: [{ kind: 'answered', at }],
  }
}

/** We order the end now. Whoever asked first ended the call. */
export const endByUs = (leg: Leg): Leg => (leg.farEnd || leg.phase === 'ended' ? leg : { ...leg, isEndedByUs: true })

type Destroyed = { cause: number; sip: number | undefined; moment: number }

/** `channel destroyed`: the last word of Asterisk on a call. An answer that could not be told yet is told before. */
const end = (was: Leg, { cause, sip, moment }: Destroyed): Heard => {
  if (was.phase === 'ended') return nothing(was)
  const { leg, told } = was.upAt === null ? nothing(was) : answer(was, was.upAt)
  const at = later(leg, moment)
  const ended: Ended = leg.isEndedByUs ? endedByUs(leg) : endedByOthers(leg, leg.farEnd ?? { cause, sip })
  return {
    leg: { ...leg, phase: 'ended', lastAt: at },
    told: [...told, { ...ended, at }],
  }
}
const endedByUs = ({ phase }: Leg): Ended => ({
  kind: 'ended',
  cause: phase === 'answered' ? 'normal' : 'cancelled',
  by: 'us',
})
const endedByOthers = (leg: Leg, ending: { cause: number; sip: number | undefined }): Ended => {
  // Our own ring limit looks like a 480; only the far side's word is one.
  const isOurLimit = leg.farEnd === null && ending.cause === 19
  const sipCode = isOurLimit ? undefined : ending.sip
  const before = { isAnswered: leg.phase === 'answered', isAlerted: leg.isAlerted }
  const cause = causeOf({ ...ending, sip: sipCode }, before)
  return { kind: 'ended', cause, by: byWhom(cause), ...(sipCode === undefined ? {} : { sipCode }) }
}

/** The call is gone and nobody knows why: Asterisk started anew, or it ended while no events came. */
export const lose = (was: Leg, moment: number): Heard => {
  if (was.phase === 'ended') return nothing(was)
  const at = later(was, moment)
  const ended: Ended = was.isEndedByUs ? endedByUs(was) : { kind: 'ended', cause: 'lost', by: 'network' }
  return { leg: { ...was, phase: 'ended', lastAt: at }, told: [{ ...ended, at }] }
}

const dialled = (leg: Leg, status: string, moment: number): Heard => {
  if (status === 'RINGING') return ring(leg, moment)
  if (status === 'PROGRESS' && leg.phase === 'placed') return nothing({ ...leg, isAlerted: true })
  return status === 'ANSWER' ? comeUp(leg, moment) : nothing(leg)
}
const changed = (leg: Leg, state: string, moment: number): Heard => {
  if (state === 'Ringing') return ring(leg, moment)
  return state === 'Up' ? comeUp(leg, moment) : nothing(leg)
}
/**
 * A hang-up we asked for comes back as a request without a word of the far side (cause 32, or none). A refusal that comes
 * before it was there before our order: what the carrier said of the number is true, and was not called off.
 */
const requested = (leg: Leg, cause: number | undefined, sip: number | undefined): Heard => {
  if (leg.farEnd || leg.isOrderHeard) return nothing(leg)
  if (cause === undefined || cause === ourOwnRequest) return nothing({ ...leg, isOrderHeard: leg.isEndedByUs })
  if (leg.isEndedByUs && !isRefusal(leg, sip)) return nothing(leg)
  return nothing({ ...leg, isEndedByUs: false, farEnd: { cause, sip } })
}
/** 487 is the answer to our own calling off. */
const isRefusal = ({ upAt }: Leg, sip: number | undefined): boolean =>
  upAt === null && sip !== undefined && sip >= 400 && sip !== 487
const ourOwnRequest = 32

/**
 * What an event of Asterisk about the customer's channel means. Events may come late, twice or not at all: what was told
 * stays told, and nothing follows the end.
 */
export const hear = (leg: Leg, event: AriEvent): Heard => {
  if (leg.phase === 'ended') return nothing(leg)
  const moment = momentOf(event)
  switch (event.type) {
    case 'Dial':
      return dialled(leg, event.dialstatus, moment)
    case 'ChannelStateChange':
      return changed(leg, event.channel.state, moment)
    case 'StasisStart':
      return answer(leg, moment)
    case 'ChannelHangupRequest':
      // A soft one is of Asterisk's own making, and its cause none: a flag, 1 where no sound comes any more.
      return requested(leg, event.soft ? undefined : event.cause, event.tech_cause)
    case 'ChannelDestroyed':
      return end(leg, { cause: event.cause, sip: event.tech_cause, moment })
    default:
      return nothing(leg)
  }
}
