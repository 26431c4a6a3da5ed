import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { intervalScore, pinball } from './score.ts'

const band = { low: 80, median: 100, high: 130 }

describe('the interval score', () => {
  test('is the width of a band that held, and ten times the miss of one that did not', () => {
    expect(intervalScore(band, 100)).toBeCloseTo(50)
    expect(intervalScore(band, 70)).toBeCloseTo(50 + 100)
    expect(intervalScore(band, 135)).toBeCloseTo(50 + 50)
  })
  test('never rewards a wider band that held as well', () => {
    const amount = fc.integer({ min: 0, max: 1000 })
    fc.assert(
      fc.property(amount, amount, amount, (low, width, more) => {
        const actual = low + width / 2
        const narrow = intervalScore({ low, high: low + width }, actual)
        expect(intervalScore({ low: low - more, high: low + width + more }, actual)).toBeGreaterThanOrEqual(narrow)
      }),
    )
  })
})

test('the pinball loss is nothing where all three quantiles were right, and grows with the miss', () => {
  expect(pinball({ low: 5, median: 5, high: 5 }, 5)).toBe(0)
  expect(pinball(band, 300)).toBeGreaterThan(pinball(band, 140))
})
