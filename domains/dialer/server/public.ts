export type { LiveDialer } from './live.ts'
export { openLiveDialer } from './live.ts'
