export { isPause, type Pause } from '../agent-state.ts'
export type { AgentNews, LiveAgent, LivePresence, Worker } from './live.ts'
export { openLivePresence } from './live.ts'
export { findPause } from './store.ts'
