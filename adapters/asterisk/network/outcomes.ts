/**
 * What a carrier can do with a call. A number `+86 142 999 CC NNN` forces the outcome with code CC; any other number gets
 * one by chance. 142 is the segment of practice numbers, which no operator was given.
 */
export const outcomes = {
  /** Rings, answers, talks, hangs up. */
  person: '20',
  /** Rings, answers, and stays until we hang up, ten minutes at most. */
  patient: '25',
  /** Rings, answers, and hangs up after four seconds. */
  brief: '27',
  /** Answers, presses 1, 2 and # from three seconds on, and stays a while. */
  presser: '26',
  machine: '21',
  fax: '22',
  /** Answers and hangs up within the same tenth of a second. */
  instant: '23',
  busy: '86',
  /** Rings for longer than anybody waits, then 480. */
  noAnswer: '80',
  switchedOff: '81',
  suspended: '82',
  emptyNumber: '04',
  rejected: '60',
  /** The network is overloaded: 503 at once. */
  fault: '50',
  timedOut: '08',
  /** Says so before answering (early media), then 404. */
  announced: '18',
  /** 100 Trying, and never another word. */
  dead: '00',
} as const
export type Outcome = keyof typeof outcomes

/** A number whose call comes out like this; `which` from 0 to 999 tells numbers of the same outcome apart. */
export const numberThat = (outcome: Outcome, which = 0): string =>
  `+86142999${outcomes[outcome]}${String(which).padStart(3, '0')}`

/** How often each outcome comes by chance; the sum is 1. */
export type Mix = Partial<Record<Outcome, number>>

/** A mixture like a working day on an average list. */
export const usualMix: Mix = {
  person: 0.2,
  machine: 0.1,
  busy: 0.1,
  noAnswer: 0.4,
  emptyNumber: 0.08,
  fault: 0.04,
  rejected: 0.03,
  announced: 0.05,
}
