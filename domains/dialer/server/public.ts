import { readStock } from './store.ts'

export type { LiveDialer } from './live.ts'
export { openLiveDialer } from './live.ts'

/** How far a campaign has come with its list. */
export const stockOf = readStock
