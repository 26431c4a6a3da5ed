import type { Base } from '#platform/context.ts'
import {
  type CallerIdLimits,
  type CallerIdNo,
  type CallerIdPurpose,
  type CallerIdRule,
  type CallerUse,
  callerIdKey,
  callerIdNo,
  openCallerUse,
  stricterLimits,
  unknownCallerId,
} from '../../caller-ids.ts'
import { readPoolRules } from './store.ts'

type Entry = { number: string; rule: CallerIdRule; use: CallerUse }
type Ask = { nowMs: number; purpose: Exclude<CallerIdPurpose, 'any'> | null; limits?: CallerIdLimits }

export type CallerIdPool = ReturnType<typeof openCallerIdPool>

/** The numbers we call under, in memory: asked before every dial, and told of every call placed and over. */
export const openCallerIdPool = (base: Base) => {
  const entries = new Map<string, Entry>()
  /** By the number as campaigns write it: the hot path looks up, it does not read numbers. */
  const asWritten = new Map<string, Entry>()

  const entryOf = (number: string): Entry => {
    const known = asWritten.get(number)
    if (known) return known
    const key = callerIdKey(number)
    const entry = entries.get(key) ?? { number: key, rule: unknownCallerId, use: openCallerUse() }
    entries.set(key, entry)
    asWritten.set(number, entry)
    return entry
  }

  return {
    /** Reads the pool anew; what has been used so far stays counted. */
    load: async (): Promise<void> => {
      const rules = await readPoolRules(base.database.engine)
      for (const entry of entries.values()) entry.rule = unknownCallerId
      for (const [number, rule] of rules) entryOf(number).rule = rule
    },
    /**
     * Why no call may go out under this number now; undefined where one may. `limits` are those of the rules the
     * campaign calls under: the stricter of them and the number's own holds. A campaign without a number has no limit.
     * Asked before a call is placed; asked again afterwards it would count that very call.
     */
    no: (callerId: string, { nowMs, purpose, limits }: Ask): CallerIdNo | undefined => {
      if (callerId === '') return undefined
      const { rule, use } = entryOf(callerId)
      return callerIdNo(limits ? { ...rule, ...stricterLimits(rule, limits) } : rule, use, { nowMs, purpose })
    },
    placed: (callerId: string, atMs: number): void => entryOf(callerId).use.placed(atMs),
    ended: (callerId: string): void => entryOf(callerId).use.ended(),
    /** Calls of before a restart, placed in that minute. */
    remember: (callerId: string, atMs: number, count: number): void => entryOf(callerId).use.remember(atMs, count),
    /** One of those that is still up. */
    stillUp: (callerId: string): void => entryOf(callerId).use.stillUp(),
    /** Every number known, with how much it is used. */
    all: (): Iterable<Readonly<Entry>> => entries.values(),
  }
}
