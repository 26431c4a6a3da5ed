import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callCutoffs, cutoffOf, mustBeKept, nextDue } from './retention.ts'

const now = new Date('2026-03-05T01:00:00Z')
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000)

describe('a record', () => {
  test('goes when it is past its most days, and tells beforehand when that is', () => {
    const rule = { leastDays: 30, mostDays: 365 }
    expect(cutoffOf(rule, now)).toEqual(ago(365))
    expect(nextDue(rule, ago(300))).toEqual(ago(-65))
    expect(nextDue(rule, null)).toBeNull()
  })
  test('of a call stays as long as its recording must', () => {
    const call = { leastDays: 30, mostDays: 90 }
    const recording = { leastDays: 1826, mostDays: 3652 }
    expect(callCutoffs(call, recording, now)).toEqual({ bare: ago(90), recorded: ago(1826) })
    expect(callCutoffs(call, { leastDays: 0, mostDays: 30 }, now)).toEqual({ bare: ago(90), recorded: ago(90) })
    expect(callCutoffs(call, undefined, now).recorded).toBeNull()
  })
  test('never goes before its least, whatever the days people set', () => {
    const Days = fc
      .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 4000 }))
      .map(([least, more]) => ({ leastDays: least, mostDays: least + more }))
    fc.assert(
      fc.property(Days, Days, fc.integer({ min: 0, max: 9000 }), (call, recording, age) => {
        const at = ago(age)
        const { bare, recorded } = callCutoffs(call, recording, now)
        if (at < bare) expect(mustBeKept(call, at, now)).toBe(false)
        if (recorded && at < recorded) {
          expect(mustBeKept(call, at, now)).toBe(false)
          expect(mustBeKept(recording, at, now)).toBe(false)
        }
      }),
    )
  })
})
