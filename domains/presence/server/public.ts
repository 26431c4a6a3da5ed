import * as corrections from './corrections.ts'

/** Recorded time reads otherwise from now on. */
export const timeCorrected = corrections.timeCorrected
export { isPause, type Pause } from '../agent-state.ts'
export type { AgentNews, LivePresence } from './live.ts'
export { openLivePresence } from './live.ts'
export type { LiveAgent, Worker } from './live-agent.ts'
export { findPause } from './store.ts'
