import { dayIn } from '#domains/people/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import {
  billedMinutes,
  costSoFar,
  emptyTrunkDay,
  isSpent,
  type TrunkDay,
  type TrunkPrice,
  withCall,
} from '../../trunk-cost.ts'
import { trunkDays, trunkHeard } from './spend-lanes.ts'
import { readLastHeard, readTrunkDays } from './store.ts'

/** Carriers bill by the days of their own country. */
const billingZone = 'Asia/Shanghai'
const noPrice: TrunkPrice = { pricePerMinute: null, dailyCostLimit: null }

/** What costs on a trunk: a customer's own call, by its id, or a leg of one to outside, by its own. */
type Up = { trunk: string; since: number }
/** `isHeard`: somebody told that it ended. */
export type Ending = { at: number; isHeard: boolean }
/** What one came to. */
export type Bill = { since: number; until: number; minutes: number; cost: number }

export type TallyGround = {
  clock: Clock
  journal: Journal
  /** When that call was answered, as the ledger has it. */
  answeredAt: (callId: string) => number | null
}

/** The sums of today, and what is up. */
export const openTally = ({ clock, journal, answeredAt }: TallyGround) => {
  const today = (): string => dayIn(billingZone, clock.now())
  let day = today()
  const days = new Map<string, TrunkDay>()
  const up = new Map<string, Up>()
  let prices: ReadonlyMap<string, TrunkPrice> = new Map()
  /** When a process of before last looked. */
  let lastHeardBefore: number | null = null

  const turnDay = (): void => {
    const now = today()
    if (day === now) return
    day = now
    days.clear()
  }
  const priceOf = (trunk: string): TrunkPrice => prices.get(trunk) ?? noPrice
  /** Of a call that was up before this process we are told that it is answered when we find it; the ledger knows better. */
  const sinceOf = (id: string, told = Number.POSITIVE_INFINITY): number | null => {
    const since = Math.min(told, answeredAt(id) ?? told)
    return since === Number.POSITIVE_INFINITY ? null : since
  }
  const costOf = (trunk: string): number => {
    const mine = [...up].filter(([, one]) => one.trunk === trunk)
    const since = mine.map(([id, one]) => sinceOf(id, one.since) ?? one.since)
    return costSoFar(days.get(trunk) ?? emptyTrunkDay, since, clock.nowMs(), priceOf(trunk))
  }
  const hasReached = (trunk: string, price: TrunkPrice): boolean =>
    price.dailyCostLimit !== null && isSpent(costOf(trunk), price)
  return {
    recover: async (base: Base): Promise<void> => {
      for (const { trunk, ...sum } of await readTrunkDays(base.database.engine, day)) days.set(trunk, sum)
      lastHeardBefore = await readLastHeard(base.database.engine)
    },
    setPrices: (all: ReadonlyMap<string, TrunkPrice>): void => {
      prices = all
    },
    begin: (id: string, trunk: string, at: number): void => {
      const since = Math.min(at, up.get(id)?.since ?? at)
      up.set(id, { trunk, since })
    },
    /** It is over: what it came to, null where it was never answered and costs nothing. */
    settle: (id: string, trunk: string, { at, isHeard }: Ending): Bill | null => {
      const since = sinceOf(id, up.get(id)?.since)
      up.delete(id)
      if (since === null) return null
      turnDay()
      const until = Math.max(since, at)
      const minutes = billedMinutes(since, until)
      const sum = withCall(days.get(trunk) ?? emptyTrunkDay, { minutes, isHeard }, priceOf(trunk))
      days.set(trunk, sum)
      journal.append(trunkDays, { ...sum, trunk, day })
      return { since, until, minutes, cost: minutes * (priceOf(trunk).pricePerMinute ?? 0) }
    },
    /** What is up, and on which trunk. */
    up: (): [string, string][] => [...up].map(([id, { trunk }]) => [id, trunk]),
    /** What is up is known to be so until now; whoever comes after us can rely on that. */
    look: (): void => {
      if (up.size > 0) journal.append(trunkHeard, clock.now())
    },
    /** Until when what ended while no process listened was known to be up. */
    lastHeardBefore: (): number => lastHeardBefore ?? clock.nowMs(),
    costOf,
    priceOf,
    unheardToday: (trunk: string): number => days.get(trunk)?.unheard ?? 0,
    /** The trunks that have reached the most of today. */
    reached: (): ReadonlySet<string> => {
      turnDay()
      return new Set([...prices].filter(([trunk, price]) => hasReached(trunk, price)).map(([trunk]) => trunk))
    },
  }
}
export type Tally = ReturnType<typeof openTally>
