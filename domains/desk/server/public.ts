export type { OutcomeForm } from '../contract.ts'
export { type DeskFloor, type LiveDesk, openLiveDesk, workerOf } from './live.ts'
export { openRescue, type Rescue } from './rescue.ts'
