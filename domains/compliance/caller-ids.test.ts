import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CallerIdRule, callerIdKey, callerIdNo, openCallerUse } from './caller-ids.ts'

const rule = (change: Partial<CallerIdRule> = {}): CallerIdRule => ({
  purpose: 'any',
  state: 'inUse',
  restUntilMs: null,
  openFlags: 0,
  concurrentLimit: null,
  hourLimit: null,
  dayLimit: null,
  ...change,
})
const start = Date.parse('2026-03-05T01:00:00Z')
const minute = 60_000
const ask = (nowMs: number, purpose: 'marketing' | 'service' | null = null) => ({ nowMs, purpose })

describe('a caller id', () => {
  test('is the same number however it is written', () => {
    for (const written of ['02160000000', '+862160000000', '0086-21-6000 0000', '+86 021 6000 0000'])
      expect(callerIdKey(written)).toBe('02160000000')
    expect(callerIdKey('95588')).toBe('95588')
    expect(callerIdKey('+8695588')).toBe('95588')
    expect(callerIdKey('400-800-1234')).toBe('4008001234')
    expect(callerIdKey('+86 138 0013 8000')).toBe('13800138000')
    expect(callerIdKey('+1 (202) 555-0100')).toBe('+12025550100')
  })
  test('without limits is always free; at rest, retired or approved for something else it is not', () => {
    const use = openCallerUse()
    expect(callerIdNo(rule(), use, ask(start))).toBeUndefined()
    expect(callerIdNo(rule({ state: 'retired' }), use, ask(start))?.cause).toBe('callerIdRetired')
    const resting = rule({ state: 'resting', restUntilMs: start + minute })
    expect(callerIdNo(resting, use, ask(start))).toEqual({ cause: 'callerIdResting', againAtMs: start + minute })
    expect(callerIdNo(resting, use, ask(start + minute))).toBeUndefined()
    expect(callerIdNo(rule({ state: 'resting' }), use, ask(start))?.againAtMs).toBeNull()
    expect(callerIdNo(rule({ purpose: 'service' }), use, ask(start, 'marketing'))?.cause).toBe('callerIdPurpose')
    expect(callerIdNo(rule({ purpose: 'service' }), use, ask(start, 'service'))).toBeUndefined()
  })
  test('carries as many calls at once as it may, and is free when one ends', () => {
    const use = openCallerUse()
    use.placed(start)
    expect(callerIdNo(rule({ concurrentLimit: 1 }), use, ask(start))).toEqual({
      cause: 'callerIdBusy',
      againAtMs: null,
      count: 1,
      most: 1,
    })
    use.ended()
    use.ended()
    expect(use.concurrent()).toBe(0)
    expect(callerIdNo(rule({ concurrentLimit: 1 }), use, ask(start))).toBeUndefined()
  })
  test('knows from when on an hour or a day has room again', () => {
    const use = openCallerUse()
    for (let n = 0; n < 3; n++) use.placed(start + n * 10 * minute)
    const now = start + 30 * minute
    const no = callerIdNo(rule({ hourLimit: 3 }), use, ask(now))
    expect(no).toEqual({ cause: 'callerIdInHour', againAtMs: start + 61 * minute, count: 3, most: 3 })
    expect(callerIdNo(rule({ hourLimit: 3 }), use, ask(start + 61 * minute))).toBeUndefined()
    expect(callerIdNo(rule({ hourLimit: 3, dayLimit: 3 }), use, ask(start + 61 * minute))?.cause).toBe('callerIdInDay')
    expect(callerIdNo(rule({ dayLimit: 3 }), use, ask(start + 24 * 60 * minute + minute))).toBeUndefined()
  })
  test('counts the calls of before a restart, those still up among them', () => {
    const use = openCallerUse()
    use.remember(start - 25 * 60 * minute, 4)
    use.remember(start - 5 * minute, 2)
    use.remember(start - 90 * minute, 1)
    use.stillUp()
    expect([use.inHour(start), use.inDay(start), use.concurrent()]).toEqual([2, 3, 1])
  })
  test('is never used more within any hour or day than its limits say, whatever the rush', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 * minute }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (gaps, hourLimit, dayLimit) => {
          const use = openCallerUse()
          const placed: number[] = []
          let now = start
          for (const gap of gaps) {
            now += gap
            const no = callerIdNo(rule({ hourLimit, dayLimit }), use, ask(now))
            if (no) {
              // What it promises is true: then there is room.
              const later = no.againAtMs as number
              expect(later).toBeGreaterThan(now)
              continue
            }
            use.placed(now)
            placed.push(now)
            for (const [span, limit] of [
              [60 * minute, hourLimit],
              [24 * 60 * minute, dayLimit],
            ] as const)
              expect(placed.filter((at) => at > now - span).length).toBeLessThanOrEqual(limit)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
  test('has room at the moment it named, for random histories', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 * minute }), { minLength: 1, maxLength: 80 }),
        fc.integer({ min: 1, max: 5 }),
        (gaps, limit) => {
          const use = openCallerUse()
          let now = start
          for (const gap of gaps) {
            now += gap
            use.placed(now)
          }
          for (const limits of [{ hourLimit: limit }, { dayLimit: limit }]) {
            const no = callerIdNo(rule(limits), use, ask(now))
            if (!no) continue
            // Asked in order of time: the day is asked last.
            expect(callerIdNo(rule(limits), use, ask(no.againAtMs as number))).toBeUndefined()
          }
        },
      ),
    )
  })
})
