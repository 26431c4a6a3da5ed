import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareBounds } from '#contract/interval.ts'
import { falsePositives, isAlarming, type Judged, rateWithFalsePositives } from './estimate.ts'

/** What was judged on one day, on which each call was drawn with that probability. */
const day = (persons: number, machines: number, chance: number): Judged => ({
  persons,
  machines,
  weight: (persons + machines) / chance,
  squares: (persons + machines) / chance ** 2,
  personWeight: persons / chance,
})
const together = (days: readonly Judged[]): Judged =>
  days.reduce((all, one) => ({
    persons: all.persons + one.persons,
    machines: all.machines + one.machines,
    weight: all.weight + one.weight,
    squares: all.squares + one.squares,
    personWeight: all.personWeight + one.personWeight,
  }))

describe('the rate of false positives', () => {
  test('of 3 persons among 60 is 5.0 %, by Wilson from 1.7 to 13.7 %', () => {
    const found = falsePositives(day(3, 57, 0.1))
    expect(found?.rate).toBeCloseTo(0.05, 10)
    expect(found?.low).toBeCloseTo(0.01715, 4)
    expect(found?.high).toBeCloseTo(0.137, 4)
  })
  test('gives each day the weight of the calls it stands for', () => {
    // 1 of 10 at 1 in 2, 2 of 10 at 1 in 10: (2 + 20) of (20 + 100), as good as 120² ÷ (40 + 1000) = 13.8 equal cases.
    const found = falsePositives(together([day(1, 9, 0.5), day(2, 8, 0.1)]))
    expect(found?.rate).toBeCloseTo(22 / 120, 10)
    const cases = 14_400 / 1040
    const bounds = shareBounds((22 / 120) * cases, cases)
    expect(found?.low).toBeCloseTo(bounds?.low ?? 1, 10)
    expect(found?.high).toBeCloseTo(bounds?.high ?? 1, 10)
  })
  test('is not known before anybody judged', () => {
    expect(falsePositives(day(0, 0, 0.1))).toBeNull()
  })
  test('lies in its interval, and is a plain share where all probabilities are the same', () => {
    const chance = fc.double({ min: 0.001, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50), chance), { minLength: 1, maxLength: 9 }), (days) => {
        const judged = together(days.map(([persons, machines, of]) => day(persons, machines, of)))
        const found = falsePositives(judged)
        if (!found) return judged.persons + judged.machines === 0
        return found.low >= 0 && found.low <= found.rate && found.rate <= found.high && found.high <= 1
      }),
    )
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), chance, (persons, machines, of) => {
        const bounds = shareBounds(persons, persons + machines)
        const found = falsePositives(day(persons, machines, of))
        if (!bounds) return found === null
        return found !== null && Math.abs(found.low - bounds.low) < 1e-9 && Math.abs(found.high - bounds.high) < 1e-9
      }),
    )
  })
  test('alarms only where even its lower bound is above 5 %', () => {
    expect(isAlarming(falsePositives(day(3, 17, 0.1)))).toBe(true)
    expect(isAlarming(falsePositives(day(2, 18, 0.1)))).toBe(false)
    expect(isAlarming(null)).toBe(false)
  })
})

test('persons hung up on count as answered and as abandoned: 12 of 400 and 8 of them are 20 of 408', () => {
  expect(rateWithFalsePositives({ answered: 400, abandoned: 12 }, 8)).toBeCloseTo(20 / 408, 12)
  expect(rateWithFalsePositives({ answered: 0, abandoned: 0 }, 0)).toBeNull()
  expect(rateWithFalsePositives({ answered: 400, abandoned: 12 }, null)).toBeNull()
})
