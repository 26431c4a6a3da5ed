import { z } from 'zod'
import type { OutcomeKind } from './outcome.ts'

/** Ends of an attempt after which the same customer may be tried again. */
export const retryCauses = [
  'busy',
  'noAnswer',
  'rejected',
  'switchedOff',
  'suspended',
  'emptyNumber',
  'networkFault',
  'machine',
  'abandoned',
  'lost',
  'cancelled',
  'noDecision',
] as const
export type RetryCause = (typeof retryCauses)[number]

const Rule = z.object({
  retryAfterMinutes: z.int().min(1).max(43_200),
  mostTries: z.int().min(1).max(100),
})
/** How long to wait after such an end, and how many such ends close the contact. */
export type RetryRule = z.infer<typeof Rule>

/** A phone that rings for less is missed by people who would have answered. */
export const leastRingSeconds = 15

export const AttemptPolicy = z.object({
  maxAttempts: z.int().min(1).max(100),
  ringSeconds: z.int().min(leastRingSeconds).max(90),
  byCause: z.object(Object.fromEntries(retryCauses.map((cause) => [cause, Rule])) as Record<RetryCause, typeof Rule>),
})
export type AttemptPolicy = z.infer<typeof AttemptPolicy>

const rule = (retryAfterMinutes: number, mostTries: number): RetryRule => ({ retryAfterMinutes, mostTries })
const hours = 60
const days = 24 * hours

/** Careful where a further call annoys (rejected, abandoned), quick where nobody heard it ring (busy, our own faults). */
export const usualAttemptPolicy: AttemptPolicy = {
  maxAttempts: 5,
  ringSeconds: 25,
  byCause: {
    busy: rule(30, 4),
    noAnswer: rule(4 * hours, 4),
    rejected: rule(2 * days, 2),
    switchedOff: rule(8 * hours, 3),
    suspended: rule(3 * days, 2),
    emptyNumber: rule(1 * days, 1),
    networkFault: rule(10, 5),
    machine: rule(6 * hours, 3),
    abandoned: rule(3 * days, 1),
    lost: rule(5, 3),
    cancelled: rule(5, 3),
    noDecision: rule(2 * days, 3),
  },
}

/**
 * How an attempt ended: a cause of the telephone system (`normal`: talked, but nobody noted an outcome), what we noticed
 * ourselves (`machine`, `abandoned`), or the outcome the agent chose, with the time promised where it is a callback.
 */
export type Ending =
  | { cause: RetryCause | 'normal' }
  | { outcomeKind: OutcomeKind; callbackAt?: Date | string | undefined }

/** Why nobody calls this customer again in this campaign. */
export type CloseReason = OutcomeKind | RetryCause | 'attemptsUsed'
export type NextStep = { close: CloseReason } | { dueAt: Date }

const retriedAs: Partial<Record<OutcomeKind, RetryCause>> = {
  callback: 'noDecision',
  noDecision: 'noDecision',
  voicemail: 'machine',
  abandoned: 'abandoned',
  unreached: 'noAnswer',
}

/** Under which name an ending is counted in `triesByCause`; undefined where it closes the contact for good. */
export const triedAs = (ending: Ending): RetryCause | undefined => {
  if ('outcomeKind' in ending) return retriedAs[ending.outcomeKind]
  return ending.cause === 'normal' ? 'noDecision' : ending.cause
}

/**
 * What follows an attempt. `attempts` and `triesByCause` already count the attempt that has just ended.
 * `attemptLimit` is the entry's own; null leaves it to the campaign. A promised callback is kept even past every limit.
 * `dueAt` knows no calling hours: ask `nextOpening` with it.
 */
export const nextStep = (
  policy: AttemptPolicy,
  contact: {
    attempts: number
    attemptLimit: number | null
    triesByCause: Readonly<Partial<Record<string, number>>>
    now: Date
  } & Ending,
): NextStep => {
  if ('outcomeKind' in contact && contact.outcomeKind === 'callback' && contact.callbackAt)
    return { dueAt: new Date(contact.callbackAt) }
  const cause = triedAs(contact)
  if (!cause) return { close: 'outcomeKind' in contact ? contact.outcomeKind : 'attemptsUsed' }
  const { mostTries, retryAfterMinutes } = policy.byCause[cause]
  if ((contact.triesByCause[cause] ?? 0) >= mostTries) return { close: cause }
  if (contact.attempts >= (contact.attemptLimit ?? policy.maxAttempts)) return { close: 'attemptsUsed' }
  return { dueAt: new Date(contact.now.getTime() + retryAfterMinutes * 60_000) }
}
