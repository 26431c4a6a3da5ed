import { callPurposeOf as purposeOf } from './asking.ts'
import { readStock } from './store.ts'

export { type AbandonCount, AbandonLedger } from '../pacing/abandon-ledger.ts'
export { type Experience, type LookAhead, openLookAhead, type Terms } from '../pacing/look-ahead.ts'
export type { Activity, AgentView, CallEnd, CallView, FloorView, Pacing } from '../pacing/pacing.ts'
export { endOf } from '../pacing/pacing.ts'
export { type IdleWatch, openIdleWatch } from './idle-watch.ts'
export type { LineLimits } from './lines.ts'
export type { LiveDialer } from './live.ts'
export { openLiveDialer } from './live.ts'
export { answerWithinMs, PredictiveLine } from './predictive-line.ts'

/** What a campaign of that type calls for, in the words people give consent in. */
export const callPurposeOf = purposeOf
/** How far a campaign has come with its list. */
export const stockOf = readStock
