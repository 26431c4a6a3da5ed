import { openLiveFloor as open } from './live.ts'

export type { FloorGround, LiveFloor } from './live.ts'
/** What leaders watch, in the process that dials. */
export const openLiveFloor = open
