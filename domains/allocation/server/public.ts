import * as events from './events.ts'
import * as running from './runs.ts'

export const allocationChanged = events.allocationChanged

/** Allocation without a screen, for demo centres and tests: the same use cases and refusals as through HTTP. */
export const planRun = running.planRun
export const applyRun = running.applyRun
