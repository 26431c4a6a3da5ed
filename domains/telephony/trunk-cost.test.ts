import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { billedMinutes, costSoFar, emptyTrunkDay, isSpent, withCall } from './trunk-cost.ts'

const price = { pricePerMinute: 0.06, dailyCostLimit: 0.3 }

describe('what a trunk costs', () => {
  test('is its price for each minute that has begun since the answer, one at least', () => {
    expect([0, 1, 60_000, 60_001, 3_600_000].map((length) => billedMinutes(0, length))).toEqual([1, 1, 1, 2, 60])
    // A provider's clock that runs ahead makes no call free.
    expect(billedMinutes(5000, 0)).toBe(1)
  })
  test('counts calls that are up as if they ended now, so it never falls as time goes by', () => {
    const lengths = fc.array(fc.nat(7_200_000), { maxLength: 20 })
    fc.assert(
      fc.property(lengths, lengths, fc.nat(600_000), (over, up, later) => {
        const day = over.reduce(
          (sum, length) => withCall(sum, { minutes: billedMinutes(0, length), isHeard: true }, price),
          emptyTrunkDay,
        )
        const upSince = up.map((length) => 7_200_000 - length)
        const [now, then] = [7_200_000, 7_200_000 + later].map((at) => costSoFar(day, upSince, at, price))
        expect(day.calls).toBe(over.length)
        expect(then as number).toBeGreaterThanOrEqual(now as number)
        expect(now as number).toBeGreaterThanOrEqual((over.length + up.length) * 0.06 - 1e-9)
      }),
    )
  })
  test('says of how many calls nobody heard the end', () => {
    const heard = withCall(emptyTrunkDay, { minutes: 2, isHeard: true }, price)
    expect(withCall(heard, { minutes: 1, isHeard: false }, price)).toMatchObject({ calls: 2, minutes: 3, unheard: 1 })
  })
  test('is spent when it has reached the most of a day, and never where there is no price or no limit', () => {
    const minute = { minutes: 1, isHeard: true }
    const five = Array.from({ length: 5 }).reduce<typeof emptyTrunkDay>(
      (sum) => withCall(sum, minute, price),
      emptyTrunkDay,
    )
    expect(isSpent(five.cost, price)).toBe(true)
    expect(isSpent(five.cost - 0.06, price)).toBe(false)
    expect(isSpent(1e6, { pricePerMinute: null, dailyCostLimit: 1 })).toBe(false)
    expect(isSpent(1e6, { pricePerMinute: 1, dailyCostLimit: null })).toBe(false)
  })
})
