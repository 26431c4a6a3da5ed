import * as service from './service.ts'

/** Plans a shift; see the refusals of the contract. */
export const addShift = service.addShift
/** Takes a day out of somebody's scheduled hours. */
export const setLeave = service.setLeave
