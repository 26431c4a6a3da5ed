import { type Outcome, type OutcomeCode, outcomes } from '../outcome.ts'
import * as evidence from './abandoned.ts'
import { readAnswersOver } from './answers-over.ts'
import { readDials, readPast } from './past.ts'
import * as retention from './retention.ts'

export {
  answeredAt,
  neverLeft,
  releasedSince,
  seemsMachine,
  soundsLikeMachine,
  stateOf,
  talkMs,
} from '../call-record.ts'
export type { AbandonedCall, AnswerCount, AnswerCounts } from './abandoned.ts'
export type { LiveCalls, RecordedNews } from './live.ts'
export { openLiveCalls } from './live.ts'
export type { CallOrder, LiveCall, Talker } from './live-call.ts'
export type { CallNews } from './news.ts'
export type { Past } from './past.ts'
export type { CallKey } from './retention.ts'

/** What the record knows of a campaign's calls. */
export const pastOf = readPast
/** Over which trunk calls were answered. */
export const answersOver = readAnswersOver
/** How much each number has been called under since then. */
export const dialsSince = readDials

/** Who answered a campaign's predictive calls, and how many of them found no agent in time. */
export const answersOf = evidence.countAnswers
/** The calls that found none, within the reader's reach; `placeOf` says where the next page begins. */
export const { readAbandoned, placeOf } = evidence

/** What that code means. */
export const outcomeOf = (code: OutcomeCode): Outcome => outcomes[code]

/** Lets go of what is past its time; the keepers of retention say what that is. */
export const { forgetCalls, forgetRecordings, noteRecording, recordingsForgotten, waiveRecording } = retention
