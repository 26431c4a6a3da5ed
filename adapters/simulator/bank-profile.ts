import { bankDistribution } from './bank-distribution.ts'
import type { Profile } from './distribution-behaviour.ts'
import { usualRing } from './scripted-behaviour.ts'

const oddsOf = (rate: number): number => rate / (1 - rate)

/** Odds of success in each segment, compared with all contacts. Segments of less than 500 contacts say nothing. */
const comparedWithAll = (segments: Record<string, { contacts: number; rate: number }>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(segments)
      .filter(([, { contacts }]) => contacts >= 500)
      .map(([segment, { rate }]) => [segment, oddsOf(rate) / oddsOf(bankDistribution.successRate)]),
  )

/** Our assumption: people are reached around noon and in the evening, and not at all at night. */
const reachedByHour = [
  0, 0, 0, 0, 0, 0, 0, 0.5, 0.8, 0.9, 1, 1.05, 1.1, 0.95, 0.9, 0.95, 1, 1.05, 1.15, 1.2, 1.1, 0.7, 0, 0,
]
/** Our assumption: who is reached at leisure says yes more often than who is reached at work. */
const successByHour = [
  1, 1, 1, 1, 1, 1, 1, 0.8, 0.8, 1, 1.1, 1.05, 0.9, 0.85, 1, 1.05, 1, 0.95, 1, 1.15, 1.1, 0.9, 1, 1,
]

/**
 * Customers like those of the bank. Measured: when a contact is reached, how long conversations last, how often and in
 * which segments they succeed. Our own assumptions, since the file does not know: why nobody answers, dead numbers,
 * hours of the day, ringing, reasons of refusal, calls back.
 */
export const bankProfile: Profile = {
  reachedByAttempt: bankDistribution.reachedByAttempt,
  reachedByHour,
  unreached: { noAnswer: 55, rejected: 14, busy: 10, switchedOff: 12, machine: 7, networkFault: 2 },
  deadNumbers: { emptyNumber: 0.03, suspended: 0.02 },
  ringSeconds: usualRing,
  talkSeconds: bankDistribution.talkSeconds,
  success: {
    rate: bankDistribution.successRate,
    byHour: successByHour,
    odds: {
      ageBand: comparedWithAll(bankDistribution.successBySegment.ageBand),
      job: comparedWithAll(bankDistribution.successBySegment.job),
      contact: comparedWithAll(bankDistribution.successBySegment.contact),
    },
  },
  otherwise: { refusal: 84, callback: 12, wrongPerson: 4 },
  refusalReasons: { noNeed: 40, tooExpensive: 15, alreadyHasOne: 15, noTime: 15, distrust: 10, mustAskFamily: 5 },
  wantsNoMoreCalls: 0.04,
}
