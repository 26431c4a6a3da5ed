import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { qualityOf, voiceGrades } from './voice-quality.ts'

const clean = { received: 100, lost: 0, jitterMs: 1, roundTripMs: 20 }

describe('how well a headset hears', () => {
  test('is as good as a telephone can be on a quiet network', () => {
    expect(qualityOf(clean)).toMatchObject({ grade: 'good', lossShare: 0 })
    expect(qualityOf(clean)?.mos).toBeCloseTo(4.4, 1)
  })
  test('is fair from 5 % loss, poor from 10 %, bad from 20 %, as listeners of A-law said', () => {
    const grades = [1, 5, 10, 20].map((lost) => qualityOf({ ...clean, received: 100 - lost, lost })?.grade)
    expect(grades).toEqual(['good', 'fair', 'poor', 'bad'])
  })
  test('falls with the way to the exchange and back: half a second is poor at best', () => {
    expect(qualityOf({ ...clean, roundTripMs: 150 })?.grade).toBe('good')
    expect(['poor', 'bad']).toContain(qualityOf({ ...clean, roundTripMs: 700 })?.grade)
  })
  test('is unknown while nothing is received', () => {
    expect(qualityOf({ received: 0, lost: 0, jitterMs: 0, roundTripMs: undefined })).toBeUndefined()
  })
  test('is bad when everything is lost, and never outside the scale', () => {
    expect(qualityOf({ received: 0, lost: 50, jitterMs: 0, roundTripMs: 20 })?.grade).toBe('bad')
    const natural = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(
        natural,
        fc.integer({ min: -50, max: 100_000 }),
        natural,
        natural,
        (received, lost, jitterMs, trip) => {
          const quality = qualityOf({ received, lost, jitterMs, roundTripMs: trip })
          if (!quality) {
            expect([received, Math.max(0, lost)]).toEqual([0, 0])
            return
          }
          expect(quality.mos).toBeGreaterThanOrEqual(1)
          expect(quality.mos).toBeLessThanOrEqual(4.5)
          expect(quality.lossShare).toBeGreaterThanOrEqual(0)
          expect(quality.lossShare).toBeLessThanOrEqual(1)
          expect(voiceGrades).toContain(quality.grade)
        },
      ),
    )
  })
  test('never gets better by losing more, by more jitter or by a longer way', () => {
    const few = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(few, few, few, few, (lost, jitterMs, roundTripMs, more) => {
        const at = (than: object) => qualityOf({ received: 200, lost, jitterMs, roundTripMs, ...than })?.mos ?? 0
        expect(at({ lost: lost + more })).toBeLessThanOrEqual(at({}) + 1e-9)
        expect(at({ jitterMs: jitterMs + more })).toBeLessThanOrEqual(at({}) + 1e-9)
        expect(at({ roundTripMs: roundTripMs + more })).toBeLessThanOrEqual(at({}) + 1e-9)
      }),
    )
  })
})
