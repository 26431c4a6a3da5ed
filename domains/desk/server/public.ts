export type { OutcomeForm } from '../contract.ts'
export { type DeskFloor, type LiveDesk, openLiveDesk, workerOf } from './live.ts'
