import type { Ending } from '#domains/campaigns/server/public.ts'

type OutcomeKind = Extract<Ending, { outcomeKind: unknown }>['outcomeKind']

/** What a conversation can come to; kinds that need no conversation (abandoned, unreached) are left out. */
export const spokenKinds = [
  'success',
  'callback',
  'noDecision',
  'refusal',
  'wrongPerson',
  'voicemail',
  'invalid',
  'complaint',
  'doNotCall',
] as const satisfies readonly OutcomeKind[]
export type SpokenKind = (typeof spokenKinds)[number]

/** How an attempt nobody answered can end. Our own `cancelled` and `lost` are left out. */
export const failureCauses = [
  'noAnswer',
  'rejected',
  'busy',
  'switchedOff',
  'suspended',
  'emptyNumber',
  'networkFault',
] as const
export type FailureCause = (typeof failureCauses)[number]

/** Attempts from this one on are learned together. */
export const attemptClasses = 12
export const attemptClass = (attempt: number): number => Math.min(attempt, attemptClasses) - 1

/** Milliseconds: how many were measured, and as many points, each standing for an equal share of them, from short to long. */
export type Lengths = { count: number; quantiles: readonly number[] }
export const noLengths: Lengths = { count: 0, quantiles: [] }

/** The attempts of one class on one day, for what differs from day to day beyond chance. */
export type PastDay = {
  day: string
  attempt: number
  placed: number
  answered: number
  spoken: number
  succeeded: number
}

/** What a ledger says: plain counts of calls that are over, in three sizes: one campaign, those like it, all. */
export type Evidence = {
  /** By attempt (class) and hour of the site's clock: calls, and those somebody or a machine answered. */
  answers: readonly { attempt: number; hour: number; placed: number; answered: number }[]
  failures: Readonly<Partial<Record<FailureCause, number>>>
  outcomes: Readonly<Partial<Record<SpokenKind, number>>>
  /** From the order to dial to the answer. */
  ringMs: Lengths
  /** From the order to dial to the end. */
  failureMs: Readonly<Partial<Record<FailureCause, Lengths>>>
  talkMs: Readonly<Partial<Record<SpokenKind, Lengths>>>
  wrapUpMs: Lengths
  /** Oldest first. */
  days: readonly PastDay[]
}

export const noEvidence: Evidence = {
  answers: [],
  failures: {},
  outcomes: {},
  ringMs: noLengths,
  failureMs: {},
  talkMs: {},
  wrapUpMs: noLengths,
  days: [],
}

/** From the nearest to the farthest: the campaign itself, campaigns of its type, the whole centre. */
export type Ledgers = { own: Evidence; alike: Evidence; centre: Evidence }
