import type { Base } from '#platform/context.ts'
import type { TrunkPrice } from '../../trunk-cost.ts'
import type { TelephonyEvent, TelephonyPort } from '../port.ts'
import { openOutsideLegs } from './outside-legs.ts'
import { readOpenOutsideLegs } from './store.ts'
import { type Ending, openTally, type TallyGround } from './tally.ts'

const lookEveryMs = 5000

/** A call that was answered over a trunk, as the ledger has it. */
export type AnsweredOver = { callId: string; trunk: string; answeredAt: number }

export type SpendGround = TallyGround & {
  base: Base
  phones: Pick<TelephonyPort, 'listen'>
  /** When that call ended, as the ledger has it; null: it is up. Undefined: the ledger does not have it at hand. */
  endedAt: (callId: string) => number | null | undefined
  /** Other trunks have reached the most of the day than a moment ago. */
  changed: () => void
}
export type TrunkSpend = ReturnType<typeof openTrunkSpend>

/**
 * What each trunk has cost today, calls that are up and legs to outside included. A call counts on the day it ends. One
 * whose end nobody told counts until it was last known to be up.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the sums its small functions share.
export const openTrunkSpend = ({ base, changed, phones, endedAt, ...ground }: SpendGround) => {
  const { clock, journal } = ground
  const tally = openTally(ground)
  const outside = openOutsideLegs({ journal, tally })
  let spent: ReadonlySet<string> = new Set()
  /** Calls that have just ended: told again they cost nothing more. */
  const over = new Set<string>()
  /** Heard before the sums of today, the prices and the calls were known; null as soon as they are. */
  let early: TelephonyEvent[] | null = []

  /** Looks anew; answers whether it is another set than before. */
  const look = (): boolean => {
    const now = tally.reached()
    const isSame = now.size === spent.size && [...now].every((trunk) => spent.has(trunk))
    for (const trunk of now)
      if (!spent.has(trunk))
        base.log.warn({ trunk, cost: tally.costOf(trunk) }, 'a trunk has cost what it may on one day')
    spent = now
    return !isSame
  }
  const lookAndTell = (): void => {
    if (look()) changed()
  }
  const end = (callId: string, trunk: string | undefined, ending: Ending): void => {
    if (over.has(callId)) return
    over.add(callId)
    clock.after(60_000, () => void over.delete(callId))
    outside.endAllOf(callId, ending)
    if (trunk !== undefined && tally.settle(callId, trunk, ending) && !ending.isHeard)
      base.log.warn({ callId, trunk }, 'nobody heard a call end: it is charged until it was last known to be up')
  }
  const hear = (event: TelephonyEvent): void => {
    const { callId } = event
    if (over.has(callId)) return
    const at = event.at.getTime()
    if (event.kind === 'outside') outside.hear(event)
    else if (event.kind === 'answered' && event.trunk !== undefined) tally.begin(callId, event.trunk, at)
    else if (event.kind === 'ended') end(callId, event.trunk, { at, isHeard: event.cause !== 'lost' })
    else return
    lookAndTell()
  }
  const stopListening = phones.listen((event) => (early ? void early.push(event) : hear(event)))
  /** Who is over by the ledger, although the telephone system never said so. */
  const endForgotten = (): void => {
    for (const [id, trunk] of tally.up()) {
      const at = endedAt(id)
      if (typeof at === 'number') end(id, trunk, { at, isHeard: false })
    }
    // A call that came in is on no trunk of ours, and may have somebody outside all the same.
    for (const id of outside.callIds()) {
      const at = endedAt(id)
      if (typeof at === 'number') end(id, undefined, { at, isHeard: false })
    }
  }
  /** Those outside whose call is over, or long forgotten. */
  const endLeft = (at: number): void => {
    for (const callId of outside.callIds()) if (endedAt(callId) !== null) end(callId, undefined, { at, isHeard: false })
  }
  const lookOn = (): void => {
    callOff = clock.after(lookEveryMs, lookOn)
    if (early) return
    endForgotten()
    tally.look()
    lookAndTell()
  }
  let callOff = clock.after(lookEveryMs, lookOn)

  return {
    /** Takes up what today's calls came to before this process; from `begin` on it knows that itself. */
    recover: async (): Promise<void> => {
      if (!early) return
      await tally.recover(base)
      outside.takeUp(await readOpenOutsideLegs(base.database.engine))
    },
    /** Sums, prices and calls are known: what was heard meanwhile counts now, and from now on at once. */
    begin: (): void => {
      const heard = early ?? []
      early = null
      for (const event of heard) hear(event)
    },
    /** These ended while no process of ours listened: each is charged until one last knew it to be up. */
    endedUnheard: (calls: readonly AnsweredOver[]): void => {
      const ending = { at: tally.lastHeardBefore(), isHeard: false }
      for (const { callId, trunk, answeredAt } of calls) {
        if (over.has(callId)) continue
        tally.begin(callId, trunk, answeredAt)
        end(callId, trunk, ending)
      }
      endLeft(ending.at)
      lookAndTell()
    },
    /** Prices and limits are these from now on; what is over has cost what it cost. */
    follow: (all: ReadonlyMap<string, TrunkPrice>): void => {
      tally.setPrices(all)
      look()
    },
    isSpent: (trunk: string): boolean => spent.has(trunk),
    /** Null where nobody said what it costs. */
    costToday: (trunk: string): number | null =>
      tally.priceOf(trunk).pricePerMinute === null ? null : tally.costOf(trunk),
    unheardToday: tally.unheardToday,
    stop: (): void => {
      callOff()
      stopListening()
    },
  }
}
