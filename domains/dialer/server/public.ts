import { readStock } from './store.ts'

export type { Activity, AgentView, CallEnd, CallView, FloorView, Pacing } from '../pacing/pacing.ts'
export type { LiveDialer } from './live.ts'
export { openLiveDialer } from './live.ts'
export { answerWithinMs, PredictiveLine } from './predictive-line.ts'

/** How far a campaign has come with its list. */
export const stockOf = readStock
