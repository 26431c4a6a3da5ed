import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandOf, quantile } from './band.ts'
import { believe } from './beliefs.ts'
import { beta, dirichlet, gamma, pick, seededChance, shifted } from './chance.ts'
import { noEvidence } from './evidence.ts'
import { callingDays, hoursOf } from './schedule.ts'
import { usualVariation, variationOf } from './variation.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const draws = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw)

describe('chance', () => {
  const chance = seededChance(5, 1)
  test('is the same for the same seed and stream', () => {
    expect(draws(5, seededChance(9, 2))).toEqual(draws(5, seededChance(9, 2)))
    expect(draws(5, seededChance(9, 2))).not.toEqual(draws(5, seededChance(9, 3)))
  })
  test('draws gamma, beta and Dirichlet with the means they should have', () => {
    for (const shape of [0.3, 1, 4, 50])
      expect(mean(draws(20_000, () => gamma(chance, shape)))).toBeCloseTo(shape, shape > 10 ? 0 : 1)
    expect(mean(draws(20_000, () => beta(chance, 2, 6)))).toBeCloseTo(0.25, 2)
    expect(mean(draws(5000, () => dirichlet(chance, [1, 2, 7])[2] ?? 0))).toBeCloseTo(0.7, 1)
  })
  test('picks as often as it should', () => {
    expect(mean(draws(20_000, () => pick(chance, [0.2, 0.3, 0.5])))).toBeCloseTo(1.3, 1)
  })
  test('shifts a share without ever leaving 0 to 1', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, fc.double({ min: -20, max: 20, noNaN: true }), (of, by) => {
        expect(shifted(of, by)).toBeGreaterThanOrEqual(0)
        expect(shifted(of, by)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('a band', () => {
  test('of n draws holds a further one 8 times in 10', () => {
    const chance = seededChance(3, 0)
    let held = 0
    for (let trial = 0; trial < 3000; trial++) {
      const { low, high } = bandOf(draws(40, chance))
      const further = chance()
      if (further >= low && further <= high) held++
    }
    expect(held / 3000).toBeCloseTo(0.8, 1)
  })
  test('gives back the chance that thinning added, never less than chance itself', () => {
    const chance = seededChance(4, 0)
    const counts = draws(400, () => gamma(chance, 50))
    const whole = bandOf(counts.map((count) => count * 10))
    const thinned = bandOf(counts, 10)
    expect(thinned.high - thinned.low).toBeLessThan(whole.high - whole.low)
    expect(thinned.high - thinned.low).toBeGreaterThan(2 * Math.sqrt(500))
  })
  test('has its quantiles in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b)
        expect(quantile(sorted, 0.1)).toBeLessThanOrEqual(quantile(sorted, 0.5))
        expect(quantile(sorted, 0.5)).toBeLessThanOrEqual(quantile(sorted, 0.9))
      }),
    )
  })
})

describe('what is believed', () => {
  const answers = [{ attempt: 1, hour: 10, placed: 1000, answered: 600 }]
  const ledger = { ...noEvidence, answers }
  const shareOf = (ledgers: Parameters<typeof believe>[0]): number => {
    const [first = { yes: 0, no: 1 }] = believe(ledgers).answers
    return first.yes / (first.yes + first.no)
  }
  test('follows the own ledger, is drawn towards campaigns alike, and less towards the rest of the centre', () => {
    const none = { own: noEvidence, alike: noEvidence, centre: noEvidence }
    const [own, alike, centre] = [
      shareOf({ ...none, own: ledger }),
      shareOf({ ...none, alike: ledger }),
      shareOf({ ...none, centre: ledger }),
    ]
    expect(own).toBeCloseTo(0.6, 2)
    expect(own).toBeGreaterThan(alike)
    expect(alike).toBeGreaterThan(centre)
    expect(centre).toBeGreaterThan(shareOf(none))
  })
})

describe('variation between days', () => {
  const days = (shares: readonly number[]) =>
    shares.map((share) => ({ tried: 4000, hit: Math.round(4000 * share), expected: null }))
  test('is the usual one while nobody knows better', () => {
    expect(variationOf([])).toEqual({ day: usualVariation.day, drift: usualVariation.drift })
  })
  test('tells days that jump from a level that wanders off', () => {
    const jumps = variationOf(days([0.1, 0.16, 0.09, 0.17, 0.1, 0.16, 0.09, 0.17, 0.1, 0.16]))
    const wanders = variationOf(days([0.05, 0.06, 0.07, 0.085, 0.1, 0.12, 0.14, 0.165, 0.19, 0.22]))
    expect(jumps.day).toBeGreaterThan(0.2)
    expect(jumps.drift).toBeLessThan(wanders.drift)
    expect(wanders.drift).toBeGreaterThan(0.1)
  })
  test('is less than the usual where all days are alike', () => {
    expect(variationOf(days(Array.from({ length: 20 }, () => 0.1))).day).toBeLessThan(usualVariation.day)
  })
})

describe('calling days', () => {
  const week = Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
      day,
      day === 'sunday'
        ? []
        : [
            { from: '09:30', to: '12:00' },
            { from: '14:00', to: '18:15' },
          ],
    ]),
  )
  const rules = {
    callingHours: { windows: week, outsideUsualConfirmed: false } as never,
    timeZone: 'Asia/Shanghai',
    endsOn: null,
  }
  const startAt = Date.parse('2026-03-06T03:30:00Z')
  test('begin in the middle of a window, skip closed days and are cut by the hour of the site', () => {
    const days = callingDays(rules, { startAt, days: 3, hoursPerDay: null })
    expect(days.map(({ day }) => day)).toEqual(['2026-03-06', '2026-03-07', '2026-03-09'])
    expect(days[0]?.stretches.map(({ hour }) => hour)).toEqual([11, 14, 15, 16, 17, 18])
    expect(hoursOf(days.slice(1))).toBe(13.5)
  })
  test('may be shortened, and end with the campaign', () => {
    const days = callingDays({ ...rules, endsOn: '2026-03-07' }, { startAt, days: 90, hoursPerDay: 3 })
    expect(days.length).toBe(2)
    expect(hoursOf(days.slice(1))).toBe(3)
  })
})
