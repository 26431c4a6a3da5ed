import { dayIn } from '#domains/people/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { defineLane, type Journal } from '#platform/journal.ts'
import {
  billedMinutes,
  costSoFar,
  emptyTrunkDay,
  isSpent,
  type TrunkDay,
  type TrunkPrice,
  withCall,
} from '../../trunk-cost.ts'
import type { TelephonyEvent, TelephonyPort } from '../port.ts'
import { readTrunkDays } from './store.ts'

/** Carriers bill by the days of their own country. */
const billingZone = 'Asia/Shanghai'
const lookEveryMs = 5000

type DayRow = TrunkDay & { trunk: string; day: string }
/** Sums of a day as they are now: written twice they are the same. */
export const trunkDays = defineLane<DayRow>({
  name: 'telephony.trunkDays',
  order: 95,
  statement: `insert into telephony.trunk_day (trunk, day, calls, minutes, cost)
    select * from unnest($1::text[], $2::date[], $3::int[], $4::int[], $5::numeric[])
    on conflict (trunk, day) do update set calls = excluded.calls, minutes = excluded.minutes, cost = excluded.cost`,
  keyOf: ({ trunk, day }) => `${day} ${trunk}`,
  columns: [(row) => row.trunk, (row) => row.day, (row) => row.calls, (row) => row.minutes, (row) => row.cost],
})

export type SpendGround = {
  base: Base
  clock: Clock
  journal: Journal
  phones: Pick<TelephonyPort, 'listen'>
  /** When that call was answered, as the ledger has it. */
  answeredAt: (callId: string) => number | null
  /** Other trunks have reached the most of the day than a moment ago. */
  changed: () => void
}
export type TrunkSpend = ReturnType<typeof openTrunkSpend>

const noPrice: TrunkPrice = { pricePerMinute: null, dailyCostLimit: null }
type TallyGround = Pick<SpendGround, 'clock' | 'journal' | 'answeredAt'>

/** The sums of today and the calls that are up. */
const openTally = ({ clock, journal, answeredAt }: TallyGround) => {
  const today = (): string => dayIn(billingZone, clock.now())
  let day = today()
  const days = new Map<string, TrunkDay>()
  const up = new Map<string, { trunk: string; since: number }>()
  let prices: ReadonlyMap<string, TrunkPrice> = new Map()

  const turnDay = (): void => {
    const now = today()
    if (day === now) return
    day = now
    days.clear()
  }
  const priceOf = (trunk: string): TrunkPrice => prices.get(trunk) ?? noPrice
  /** Of a call that was up before this process we are told that it is answered when we find it; the ledger knows better. */
  const sinceOf = (callId: string, told = Number.POSITIVE_INFINITY): number | null => {
    const since = Math.min(told, answeredAt(callId) ?? told)
    return since === Number.POSITIVE_INFINITY ? null : since
  }
  const costOf = (trunk: string): number => {
    const calls = [...up].filter(([, call]) => call.trunk === trunk)
    const since = calls.map(([callId, call]) => sinceOf(callId, call.since) ?? call.since)
    return costSoFar(days.get(trunk) ?? emptyTrunkDay, since, clock.nowMs(), priceOf(trunk))
  }
  const hasReached = (trunk: string, price: TrunkPrice): boolean =>
    price.dailyCostLimit !== null && isSpent(costOf(trunk), price)
  return {
    recover: async (base: Base): Promise<void> => {
      for (const { trunk, ...sum } of await readTrunkDays(base.database.engine, day)) days.set(trunk, sum)
    },
    setPrices: (all: ReadonlyMap<string, TrunkPrice>): void => {
      prices = all
    },
    begin: (callId: string, trunk: string, at: number): void => void up.set(callId, { trunk, since: at }),
    /** A call that was never answered costs nothing. */
    settle: (callId: string, trunk: string, at: number): void => {
      const since = sinceOf(callId, up.get(callId)?.since)
      up.delete(callId)
      if (since === null) return
      turnDay()
      const sum = withCall(days.get(trunk) ?? emptyTrunkDay, billedMinutes(since, at), priceOf(trunk))
      days.set(trunk, sum)
      journal.append(trunkDays, { ...sum, trunk, day })
    },
    costOf,
    priceOf,
    /** The trunks that have reached the most of today. */
    reached: (): ReadonlySet<string> => {
      turnDay()
      return new Set([...prices].filter(([trunk, price]) => hasReached(trunk, price)).map(([trunk]) => trunk))
    },
  }
}

/** What each trunk has cost today, calls that are up included. A call counts on the day it ends. */
export const openTrunkSpend = ({ base, changed, ...ground }: SpendGround) => {
  const { clock, phones } = ground
  const tally = openTally(ground)
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
  const hear = (event: TelephonyEvent): void => {
    if ((event.kind !== 'answered' && event.kind !== 'ended') || event.trunk === undefined) return
    const { callId, trunk, at, kind } = event
    if (over.has(callId)) return
    if (kind === 'answered') tally.begin(callId, trunk, at.getTime())
    else {
      over.add(callId)
      clock.after(60_000, () => void over.delete(callId))
      tally.settle(callId, trunk, at.getTime())
    }
    lookAndTell()
  }
  const stopListening = phones.listen((event) => (early ? void early.push(event) : hear(event)))
  const lookOn = (): void => {
    callOff = clock.after(lookEveryMs, lookOn)
    lookAndTell()
  }
  let callOff = clock.after(lookEveryMs, lookOn)

  return {
    /** Takes up what today's calls came to before this process; from `begin` on it knows that itself. */
    recover: async (): Promise<void> => {
      if (early) await tally.recover(base)
    },
    /** Sums, prices and calls are known: what was heard meanwhile counts now, and from now on at once. */
    begin: (): void => {
      const heard = early ?? []
      early = null
      for (const event of heard) hear(event)
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
    stop: (): void => {
      callOff()
      stopListening()
    },
  }
}
