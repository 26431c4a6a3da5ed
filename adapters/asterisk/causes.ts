import type { HangupCause } from '#domains/telephony/contract.ts'

/** How a call ended, as Asterisk tells it: `cause` is Q.850, `sip` the carrier's own answer where there was one. */
export type AriEnding = { cause: number; sip: number | undefined }

/** What was seen of the call before. `isAlerted`: it rang, or the carrier let us hear something. */
export type Before = { isAnswered: boolean; isAlerted: boolean }

/**
 * Carriers refuse us, not the customer, with these: Asterisk calls 401 to 407 "rejected" (21) and 408 "no user
 * responding" (18), which it also says of a carrier that is dead.
 */
const refusedByCarrier: ReadonlySet<number> = new Set([401, 402, 403, 405, 406, 407, 413, 488, 606])

const bySip: Readonly<Record<number, HangupCause>> = {
  404: 'emptyNumber',
  410: 'suspended',
  484: 'emptyNumber',
  485: 'emptyNumber',
  486: 'busy',
  600: 'busy',
  603: 'rejected',
  604: 'emptyNumber',
}

/** Q.850, as a carrier's Reason header says it, or Asterisk guesses from the SIP code. */
const byQ850: Readonly<Record<number, HangupCause>> = {
  1: 'emptyNumber',
  17: 'busy',
  20: 'switchedOff',
  21: 'rejected',
  22: 'suspended',
  26: 'cancelled',
  28: 'emptyNumber',
}

/** Causes Asterisk guesses where the carrier gave no reason; a SIP code says more than these. */
const guessed: ReadonlySet<number> = new Set([0, 16, 18, 19, 21, 127])

/** After the answer only a fault of the line is no normal end; 44 is a line on which no sound came any more. */
const faultsOfTheLine: ReadonlySet<number> = new Set([27, 34, 38, 41, 42, 44, 47])

const unanswered = ({ cause, sip }: AriEnding, isAlerted: boolean): HangupCause => {
  if (sip !== undefined && refusedByCarrier.has(sip)) return 'networkFault'
  const told = sip === undefined ? undefined : bySip[sip]
  if (guessed.has(cause) && told) return told
  const meant = byQ850[cause] ?? told
  if (meant) return meant
  if (cause === 18 || cause === 19) return unheard(sip, isAlerted)
  // The word of the answer was lost: only answered calls end so.
  return cause === 16 ? 'normal' : 'networkFault'
}

/**
 * "No answer", also at our own limit, where there is no SIP code. Nothing rang: a carrier's 480 says that the telephone is
 * off (Asterisk does not hear the reason in it); without any word it was the network that did not answer.
 */
const unheard = (sip: number | undefined, isAlerted: boolean): HangupCause => {
  if (isAlerted) return 'noAnswer'
  return sip === 480 ? 'switchedOff' : 'networkFault'
}

/** Why it ended, in our words. */
export const causeOf = (ending: AriEnding, before: Before): HangupCause => {
  if (!before.isAnswered) return unanswered(ending, before.isAlerted)
  return faultsOfTheLine.has(ending.cause) ? 'lost' : 'normal'
}

/** Who ended a call that we did not end. */
export const byWhom = (cause: HangupCause): 'customer' | 'network' =>
  cause === 'normal' || cause === 'rejected' ? 'customer' : 'network'

/** Whether the carrier failed, rather than the customer: what the breaker of its trunk counts. */
export const isCarrierFault = (cause: HangupCause): boolean => cause === 'networkFault' || cause === 'lost'
