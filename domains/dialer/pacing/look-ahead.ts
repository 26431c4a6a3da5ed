import type { AbandonBalance, AbandonLedger } from './abandon-ledger.ts'
import type { Pacing } from './pacing.ts'

/** What kept the last decision from placing one call more. */
export type PacingLimit =
  /** One more call would put more people at risk of silence than the target allows. */
  | 'answersExpected'
  /** The abandoned calls allowed are spent: one call for each free agent until the ledger recovers. */
  | 'ledgerSpent'
  /** Somebody who answered waits for an agent. */
  | 'customerWaiting'
  | 'noAgents'

/** The last decision, term by term. */
export type Terms = {
  /** Calls ringing for nobody in particular, those just placed included. */
  inFlight: number
  /** How many of them are likely to be answered. */
  expectedAnswers: number
  /** Agents free now or likely to be when those answers come. */
  expectedFree: number
  /** Agents kept back against chance: expected free less expected answers. */
  margin: number
  /** Share of new calls likely to be answered; null before anything is known. */
  answerRate: number | null
  /** Chance that the next answer would find nobody there, and how much of it was thought right. */
  risk: number
  riskAllowed: number
  limit: PacingLimit
  balance: AbandonBalance
}

export interface LookAhead extends Pacing {
  /** The last decision; null before the first. */
  readonly terms: Terms | null
}

/** Past calls and agents' times, so that a campaign does not begin every morning knowing nothing. */
export type Experience = {
  /** Calls of this campaign, oldest first: how long after placing they were answered, or ended without an answer. */
  calls: Iterable<{ batchId: string; attemptNumber: number; chance: number | null; end: 'answered' | 'unreached'; afterMs: number }>
  talkMs: Iterable<number>
  wrapUpMs: Iterable<number>
}

export type LookAheadGround = { ledger: AbandonLedger; experience?: Experience }

export const openLookAhead = ({ ledger }: LookAheadGround): LookAhead => ({
  everyMs: 250,
  terms: null,
  callsToPlace: ({ agents, calls, waiting }) =>
    Math.max(0, agents.filter(({ activity }) => activity === 'free').length - calls.length - waiting),
  served: (end, now) => {
    ledger.answered(now)
    if (end === 'abandoned') ledger.abandoned(now)
  },
})
