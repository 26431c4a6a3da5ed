export type { OutcomeForm } from '../contract.ts'
export { type Handling, openHandling } from './handling.ts'
export { type DeskFloor, type LiveDesk, openLiveDesk, workerOf } from './live.ts'
export { openRescue, type Rescue } from './rescue.ts'
