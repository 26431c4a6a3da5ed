import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareBounds } from '#contract/interval.ts'
import { falsePositives, isAlarming, type Judged, personsAmongMachines, rateWithFalsePositives } from './estimate.ts'

/** What was judged on one day, on which each call was drawn with that probability. */
const day = (persons: number, machines: number, chance: number): Judged => ({
  weight: (persons + machines) / chance,
  squares: (persons + machines) / chance ** 2,
  personWeight: persons / chance,
})
const together = (days: readonly Judged[]): Judged =>
  days.reduce((all, one) => ({
    weight: all.weight + one.weight,
    squares: all.squares + one.squares,
    personWeight: all.personWeight + one.personWeight,
  }))

describe('the share of persons among machines', () => {
  test('of 3 persons among 60 is 5.0 %, by Wilson from 1.7 to 13.7 %', () => {
    const found = personsAmongMachines(day(3, 57, 0.1))
    expect(found?.rate).toBeCloseTo(0.05, 10)
    expect(found?.low).toBeCloseTo(0.01715, 4)
    expect(found?.high).toBeCloseTo(0.137, 4)
  })
  test('gives each day the weight of the calls it stands for', () => {
    // 1 of 10 at 1 in 2, 2 of 10 at 1 in 10: (2 + 20) of (20 + 100), as good as 120² ÷ (40 + 1000) = 13.8 equal cases.
    const found = personsAmongMachines(together([day(1, 9, 0.5), day(2, 8, 0.1)]))
    expect(found?.rate).toBeCloseTo(22 / 120, 10)
    const cases = 14_400 / 1040
    const bounds = shareBounds((22 / 120) * cases, cases)
    expect(found?.low).toBeCloseTo(bounds?.low ?? 1, 10)
    expect(found?.high).toBeCloseTo(bounds?.high ?? 1, 10)
  })
  test('is not known before anybody judged', () => {
    expect(personsAmongMachines(day(0, 0, 0.1))).toBeNull()
  })
  test('lies in its interval, and is a plain share where all probabilities are the same', () => {
    const chance = fc.double({ min: 0.001, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50), chance), { minLength: 1, maxLength: 9 }), (days) => {
        const judged = together(days.map(([persons, machines, of]) => day(persons, machines, of)))
        const found = personsAmongMachines(judged)
        if (!found) return judged.weight === 0
        return found.low >= 0 && found.low <= found.rate && found.rate <= found.high && found.high <= 1
      }),
    )
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), chance, (persons, machines, of) => {
        const bounds = shareBounds(persons, persons + machines)
        const found = personsAmongMachines(day(persons, machines, of))
        if (!bounds) return found === null
        return found !== null && Math.abs(found.low - bounds.low) < 1e-9 && Math.abs(found.high - bounds.high) < 1e-9
      }),
    )
  })
})

describe('the rate of false positives', () => {
  test('of 3 persons among 60 judged, 200 machines and 800 others, is 10 of 810: 1.2 %, from 0.4 to 3.3 %', () => {
    const found = falsePositives(personsAmongMachines(day(3, 57, 0.1)), 200, 800)
    expect(found?.rate).toBeCloseTo(10 / 810, 10)
    // 1.715 % and 13.70 % of 200 are 3.43 and 27.4 persons.
    expect(found?.low).toBeCloseTo(3.43 / 803.43, 4)
    expect(found?.high).toBeCloseTo(27.4 / 827.4, 4)
  })
  test('is all of them where everybody was taken for a machine, and nothing where no person was', () => {
    expect(falsePositives({ rate: 0.1, low: 0.05, high: 0.2 }, 40, 0)).toEqual({ rate: 1, low: 1, high: 1 })
    expect(falsePositives({ rate: 0, low: 0, high: 0.2 }, 40, 10)).toEqual({ rate: 0, low: 0, high: 8 / 18 })
  })
  test('is not known before anybody judged, nor where nobody but machines answered', () => {
    expect(falsePositives(null, 40, 6)).toBeNull()
    expect(falsePositives({ rate: 0, low: 0, high: 0.2 }, 40, 0)).toBeNull()
    expect(falsePositives({ rate: 0.5, low: 0.2, high: 0.8 }, 0, 0)).toBeNull()
  })
  test('lies in its interval, and is persons ÷ persons', () => {
    const counts = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(5000), fc.nat(5000))
    fc.assert(
      fc.property(counts, ([persons, machines, taken, others]) => {
        const share = personsAmongMachines(day(persons, machines, 0.2))
        const found = falsePositives(share, taken, others)
        if (!share || !found) return share === null || share.rate * taken + others === 0
        const inOrder = found.low >= 0 && found.low <= found.rate && found.rate <= found.high && found.high <= 1
        return inOrder && Math.abs(found.rate * (share.rate * taken + others) - share.rate * taken) < 1e-6
      }),
    )
  })
  test('alarms only where even its lower bound is above 5 %, not where that of the share among machines is', () => {
    // 3 of 20: from 5.2 %. Of 100 machines and 100 others that is 5.2 of 105.2; of as many machines alone, all.
    const share = personsAmongMachines(day(3, 17, 0.1))
    expect(share?.low).toBeGreaterThan(0.05)
    expect(isAlarming(falsePositives(share, 100, 100))).toBe(false)
    expect(isAlarming(falsePositives(share, 200, 100))).toBe(true)
    expect(isAlarming(falsePositives(personsAmongMachines(day(2, 18, 0.1)), 100, 100))).toBe(false)
    expect(isAlarming(null)).toBe(false)
  })
})

test('persons hung up on count as answered and as abandoned: 12 of 400 and 8 of them are 20 of 408', () => {
  expect(rateWithFalsePositives({ answered: 400, abandoned: 12 }, 8)).toBeCloseTo(20 / 408, 12)
  expect(rateWithFalsePositives({ answered: 0, abandoned: 0 }, 0)).toBeNull()
  expect(rateWithFalsePositives({ answered: 400, abandoned: 12 }, null)).toBeNull()
})
