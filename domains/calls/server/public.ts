import { type Outcome, type OutcomeCode, outcomes } from '../outcome.ts'

export { answeredAt, stateOf } from '../call-record.ts'
export type { CallNews, CallOrder, LiveCall, LiveCalls, Talker } from './live.ts'
export { openLiveCalls } from './live.ts'

/** What that code means. */
export const outcomeOf = (code: OutcomeCode): Outcome => outcomes[code]
