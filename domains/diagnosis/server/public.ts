import * as events from './events.ts'
import { check as checkAll } from './service/check.ts'

export const { somethingFound, findingVerified } = events
/** Judges by every rule that is on, for demo centres and benchmarks. Needs a context that sees all. */
export const check = checkAll
