export type { OutcomeForm } from '../contract.ts'
export { type Handling, openHandling } from './handling.ts'
/** Whom a campaign hands customers to, without a screen: the same refusals as through HTTP. */
export { changeHandling, messagesPlay } from './handling-routes.ts'
export { messageOf } from './handling-store.ts'
export { type DeskFloor, type LiveDesk, openLiveDesk, workerOf } from './live.ts'
export { openRescue, type Rescue } from './rescue.ts'
