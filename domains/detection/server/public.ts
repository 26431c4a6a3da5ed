import * as live from './live.ts'

export type { LiveDetection } from './live.ts'

/** Draws calls for people to check and notes what the machine took every answered call for. */
export const { openLiveDetection } = live
