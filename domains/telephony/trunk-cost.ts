/** What one trunk costs and may cost; null: nobody said, or no limit. */
export type TrunkPrice = { readonly pricePerMinute: number | null; readonly dailyCostLimit: number | null }
/** What its calls of a day came to; of those `unheard` nobody heard the end, they count until last known to be up. */
export type TrunkDay = {
  readonly calls: number
  readonly minutes: number
  readonly cost: number
  readonly unheard: number
}
export const emptyTrunkDay: TrunkDay = { calls: 0, minutes: 0, cost: 0, unheard: 0 }

const minuteMs = 60_000

/** Minutes as carriers bill them: each that has begun, from the answer on; one at least. */
export const billedMinutes = (answeredAt: number, until: number): number =>
  Math.max(1, Math.ceil((until - answeredAt) / minuteMs))

/** With one more call that is over; legs to outside are calls here. */
export const withCall = (
  day: TrunkDay,
  { minutes, isHeard }: { minutes: number; isHeard: boolean },
  { pricePerMinute }: TrunkPrice,
): TrunkDay => ({
  calls: day.calls + 1,
  minutes: day.minutes + minutes,
  cost: day.cost + minutes * (pricePerMinute ?? 0),
  unheard: day.unheard + (isHeard ? 0 : 1),
})

/** Calls that are over, and those up as if they ended now. */
export const costSoFar = ({ cost }: TrunkDay, upSince: readonly number[], at: number, price: TrunkPrice): number =>
  upSince.reduce((sum, since) => sum + billedMinutes(since, at) * (price.pricePerMinute ?? 0), cost)

/** It has cost what it may on one day. */
export const isSpent = (cost: number, { pricePerMinute, dailyCostLimit }: TrunkPrice): boolean =>
  // Sums of prices such as 0.06 are off by less than a ten-thousandth.
  pricePerMinute !== null && dailyCostLimit !== null && cost > dailyCostLimit - 0.0001
