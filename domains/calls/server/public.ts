import { type Outcome, type OutcomeCode, outcomes } from '../outcome.ts'
import { readPast } from './past.ts'

export { answeredAt, stateOf, talkMs } from '../call-record.ts'
export type { CallNews, LiveCalls } from './live.ts'
export { openLiveCalls } from './live.ts'
export type { CallOrder, LiveCall, Talker } from './live-call.ts'
export type { Past } from './past.ts'

/** What the record knows of a campaign's calls. */
export const pastOf = readPast

/** What that code means. */
export const outcomeOf = (code: OutcomeCode): Outcome => outcomes[code]
