import { placeOf, placeOfName, readNumber } from '#domains/customers/server/public.ts'
import type { Base } from '#platform/context.ts'
import {
  chooseCallerId,
  nowhere,
  type PoolAsk,
  type PoolMember,
  type PoolNo,
  poolNo,
  type Whereabouts,
} from '../../caller-id-choice.ts'
import { callerIdKey, callerIdStandsNot, openCallerUse, unknownCallerId } from '../../caller-ids.ts'
import { readRegister } from './store.ts'

export type CallerIdPool = ReturnType<typeof openCallerIdPool>

/** What the register says of where a number belongs, else what its digits say. */
const placeOfCallerId = (number: string, region: string): Whereabouts => {
  const named = region === '' ? nowhere : placeOfName(region, '')
  if (named.province !== '' || named.city !== '') return named
  const read = readNumber(number)
  return read.ok ? placeOf(read.number) : nowhere
}

/** A number as we hold it. Where it belongs is found out when somebody asks: one that is alone in its pool never is. */
class Entry implements PoolMember {
  readonly number: string
  readonly use = openCallerUse()
  rule = unknownCallerId
  private known: Whereabouts | undefined
  private named = ''

  constructor(number: string) {
    this.number = number
  }
  set region(region: string) {
    this.named = region
    this.known = undefined
  }
  get place(): Whereabouts {
    this.known ??= placeOfCallerId(this.number, this.named)
    return this.known
  }
}

/**
 * The numbers we call under, in memory: asked before every dial, and told of every call placed and over. A campaign's
 * pool is given as the campaign writes its numbers; a question looks at each of them once or twice, and asks no database.
 */
export const openCallerIdPool = (base: Base) => {
  const entries = new Map<string, Entry>()
  /** By the number as campaigns write it: the hot path looks up, it does not read numbers. */
  const asWritten = new Map<string, Entry>()

  const entryOf = (number: string): Entry => {
    const known = asWritten.get(number)
    if (known) return known
    const key = callerIdKey(number)
    const entry = entries.get(key) ?? new Entry(key)
    entries.set(key, entry)
    asWritten.set(number, entry)
    return entry
  }
  /** An empty number is none: a campaign without numbers has no limit. */
  const membersOf = (callerIds: readonly string[]): Entry[] => callerIds.filter((number) => number !== '').map(entryOf)

  return {
    /** Reads the register anew; what has been used so far stays counted. */
    load: async (): Promise<void> => {
      const register = await readRegister(base.database.engine)
      for (const entry of entries.values()) entry.rule = unknownCallerId
      for (const { number, region, rule } of register) Object.assign(entryOf(number), { rule, region })
      // The tables of places are read at the first question: not in front of the first dial.
      if (register.length > 1) placeOf('+8613800138000')
    },
    /**
     * Why no call may go out under any of these numbers now; undefined where one may. Asked before a call is placed;
     * asked again afterwards it would count that very call.
     */
    no: (callerIds: readonly string[], ask: PoolAsk): PoolNo | undefined => poolNo(membersOf(callerIds), ask),
    /**
     * Under which of these numbers that customer is called now, as the campaign writes it; empty where the campaign has
     * none, undefined where none may be used. `seen`: the one they saw last.
     */
    choose: (
      callerIds: readonly string[],
      ask: PoolAsk,
      { number, seen }: { number: string; seen: string | null },
    ): string | undefined => {
      const written = callerIds.filter((callerId) => callerId !== '')
      const members = written.map(entryOf)
      if (members.length === 0) return ''
      // Where a customer is at home matters only where there is something to choose.
      const near = members.length > 1 ? placeOf(number) : nowhere
      const chosen = chooseCallerId(members, ask, { near, seen: seen === null ? null : entryOf(seen).number })
      return chosen && written[(members as readonly PoolMember[]).indexOf(chosen)]
    },
    /** Whether a call ordered under this number may still go out; how much it is used was asked before. */
    stands: (callerId: string, ask: PoolAsk): boolean =>
      callerId === '' || callerIdStandsNot(entryOf(callerId).rule, ask) === undefined,
    placed: (callerId: string, atMs: number): void => entryOf(callerId).use.placed(atMs),
    ended: (callerId: string): void => entryOf(callerId).use.ended(),
    /** A call of that moment never left our house: it takes nothing of what the number may place. */
    takenBack: (callerId: string, atMs: number): void => entryOf(callerId).use.takenBack(atMs),
    /** Calls of before a restart, placed in that minute. */
    remember: (callerId: string, atMs: number, count: number): void => entryOf(callerId).use.remember(atMs, count),
    /** One of those that is still up. */
    stillUp: (callerId: string): void => entryOf(callerId).use.stillUp(),
    /** Every number known, with how much it is used. */
    all: (): Iterable<PoolMember> => entries.values(),
  }
}
