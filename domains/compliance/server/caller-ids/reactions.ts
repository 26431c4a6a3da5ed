import { type Reaction, when } from '#platform/outbox.ts'
import type { CallerIdPool } from './pool.ts'
import { callerIdChanged } from './service.ts'

/** The pool in memory follows what the officer decides, within a second. */
export const callerIdReactions = (pool: CallerIdPool): Reaction[] => [when(callerIdChanged, () => pool.load())]
