import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf } from './chance.ts'
import { apportion, type Dealt, dealByAmounts, dealFairly, dealInTurn, nobody } from './deal.ts'

const value = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-9, 0.5))
const contacts = fc.array(fc.record({ value, group: fc.constantFrom('A', 'B', '', '特级') }), { maxLength: 300 })
const agents = fc.integer({ min: 1, max: 40 })
const seed = fc.integer()

const countOf = (dealt: ArrayLike<number>, hand: number): number =>
  Array.from(dealt).filter((one) => one === hand).length
const sumsOf = (all: readonly Dealt[], dealt: ArrayLike<number>, hands: number): number[] => {
  const sums = Array.from({ length: hands }, () => 0)
  for (const [place, { value: worth }] of all.entries()) {
    const hand = dealt[place] ?? nobody
    sums[hand] = (sums[hand] ?? 0) + worth
  }
  return sums
}
const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers)

describe('fair random', () => {
  test("gives every agent the same expected value but for one contact's, whoever and however many they are", () => {
    fc.assert(
      fc.property(contacts, agents, seed, (all, hands, start) => {
        const dealt = dealFairly(all, hands, chanceOf(start))
        const dearest = Math.max(0, ...all.map((contact) => contact.value))
        expect(spread(sumsOf(all, dealt, hands))).toBeLessThanOrEqual(dearest + 1e-9)
      }),
      { numRuns: 500 },
    )
  })
  test('gives every agent as many contacts but one, and of each class but two', () => {
    fc.assert(
      fc.property(contacts, agents, seed, (all, hands, start) => {
        const dealt = dealFairly(all, hands, chanceOf(start))
        const perHand = Array.from({ length: hands }, (_, hand) => countOf(dealt, hand))
        expect(spread(perHand)).toBeLessThanOrEqual(1)
        expect(Array.from(dealt)).not.toContain(nobody)
        for (const group of ['A', 'B', '', '特级']) {
          const ofGroup = Array.from({ length: hands }, () => 0)
          for (const [place, contact] of all.entries()) if (contact.group === group) ofGroup[dealt[place] as number]!++
          expect(spread(ofGroup)).toBeLessThanOrEqual(2)
        }
      }),
    )
  })
  test('deals the same way from the same seed, and another way from another', () => {
    const all = Array.from({ length: 200 }, (_, place) => ({ value: place / 200, group: 'A' }))
    const deal = (start: number) => [...dealFairly(all, 7, chanceOf(start))]
    expect(deal(5)).toEqual(deal(5))
    expect(deal(5)).not.toEqual(deal(6))
  })
  test('goes on from what agents have received, so that the next run evens out the last', () => {
    const all = Array.from({ length: 40 }, () => ({ value: 0.1, group: '' }))
    const received = [0.2, 0.05]
    dealFairly(all, 2, chanceOf(1), received)
    expect(spread(received)).toBeLessThanOrEqual(0.15 + 1e-9)
  })
  test('gives nothing to nobody', () => {
    expect([...dealFairly([{ value: 1, group: '' }], 0, chanceOf(1))]).toEqual([nobody])
    expect([...dealFairly([], 3, chanceOf(1))]).toEqual([])
  })
})

describe('quotas', () => {
  test('are met exactly while contacts last, and run short alike when they do not', () => {
    fc.assert(
      fc.property(
        contacts,
        fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 12 }),
        seed,
        (all, amounts, start) => {
          const dealt = dealByAmounts(all, amounts, chanceOf(start))
          const wanted = amounts.reduce((sum, amount) => sum + amount, 0)
          const given = amounts.map((_, hand) => countOf(dealt, hand))
          expect(given.reduce((sum, count) => sum + count, 0)).toBe(Math.min(wanted, all.length))
          if (wanted <= all.length) expect(given).toEqual(amounts)
          else
            for (const [hand, count] of given.entries())
              expect(Math.abs(count - ((amounts[hand] ?? 0) * all.length) / wanted)).toBeLessThan(1)
        },
      ),
    )
  })
  test('take the best contacts where there are more than wanted', () => {
    const all = [0.1, 0.9, 0.5, 0.7].map((worth) => ({ value: worth, group: '' }))
    const dealt = dealByAmounts(all, [1, 1], chanceOf(3))
    expect(Array.from(dealt, (hand) => hand !== nobody)).toEqual([false, true, false, true])
  })
  test('as shares add up to the whole', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (total, shares) => {
        const parts = apportion(total, shares)
        const all = shares.reduce((sum, share) => sum + share, 0)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all === 0 ? 0 : total)
        for (const [place, part] of parts.entries())
          if (all > 0) expect(Math.abs(part - (total * (shares[place] ?? 0)) / all)).toBeLessThan(1)
      }),
    )
  })
})

test('round robin goes from one to the next', () => {
  const all = Array.from({ length: 5 }, () => ({ value: 0, group: '' }))
  expect([...dealInTurn(all, 2)]).toEqual([0, 1, 0, 1, 0])
  expect([...dealInTurn(all, 0)]).toEqual([-1, -1, -1, -1, -1])
})
