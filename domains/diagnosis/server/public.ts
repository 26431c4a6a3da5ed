import * as events from './events.ts'
import { verifyDue as verifyAll } from './jobs.ts'
import { check as checkAll } from './service/check.ts'
import { moveFinding as move } from './service/move-finding.ts'

export const { somethingFound, findingVerified } = events
/** Judges by every rule that is on, for demo centres and benchmarks. Needs a context that sees all. */
export const check = checkAll
/** Moves a finding as its page does, for demo centres; the same moves and refusals. */
export const moveFinding = move
/** Verifies whatever is due, for demo centres. Needs a context that sees all. */
export const verifyDue = verifyAll
