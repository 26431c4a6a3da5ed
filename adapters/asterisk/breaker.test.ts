import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Breaker, closedBreaker, heardOutcome, tryPlacing } from './breaker.ts'

/** So many orders a second apart from `start`, each refused or not. */
const hearing = (breaker: Breaker, start: number, outcomes: readonly boolean[], everyMs = 100): Breaker =>
  outcomes.reduce((one, refused, i) => heardOutcome(one, start + i * everyMs, refused), breaker)
const refusals = (count: number): boolean[] => Array.from({ length: count }, () => true)

describe('the breaker of a trunk', () => {
  test('opens when a carrier refuses nearly everything, and lets nothing through', () => {
    const open = hearing(closedBreaker, 0, refusals(10))
    expect(open.state).toBe('open')
    expect(tryPlacing(open, 1000)).toBeUndefined()
    expect(tryPlacing(open, open.openUntil - 1)).toBeUndefined()
  })

  test('stays closed for a few refusals, or for many among more that went well', () => {
    expect(hearing(closedBreaker, 0, refusals(9)).state).toBe('closed')
    const mixed = Array.from({ length: 100 }, (_, i) => i % 2 === 0)
    expect(hearing(closedBreaker, 0, mixed).state).toBe('closed')
  })

  test('forgets what is long past', () => {
    expect(hearing(closedBreaker, 0, refusals(30), 2000).state).toBe('closed')
  })

  test('tries with a few when its time is up, and closes at the first that goes well', () => {
    const open = hearing(closedBreaker, 0, refusals(10))
    const one = tryPlacing(open, open.openUntil)
    const two = one && tryPlacing(one, open.openUntil)
    expect(one?.state).toBe('trying')
    expect(two?.trials).toBe(2)
    expect(two && tryPlacing(two, open.openUntil + 1)).toBeUndefined()
    expect(two && heardOutcome(two, open.openUntil + 500, false)).toEqual(closedBreaker)
  })

  test('opens for longer each time a trial is refused, up to a minute', () => {
    let breaker = hearing(closedBreaker, 0, refusals(10))
    const spans = [breaker.openForMs]
    for (let i = 0; i < 6; i++) {
      const at = breaker.openUntil
      breaker = heardOutcome(tryPlacing(breaker, at) ?? breaker, at, true)
      spans.push(breaker.openForMs)
    }
    expect(spans).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000])
  })

  test('tries again although nothing was ever heard of its trials', () => {
    const open = hearing(closedBreaker, 0, refusals(10))
    let trying: Breaker = open
    for (let i = 0; i < 2; i++) trying = tryPlacing(trying, open.openUntil) ?? trying
    expect(tryPlacing(trying, open.openUntil + 600_000)?.state).toBe('trying')
  })

  test('whatever happens, lets calls go again within two minutes or so', () => {
    const happening = fc.record({ afterMs: fc.nat(20_000), refused: fc.boolean(), places: fc.boolean() })
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (course) => {
        let breaker = closedBreaker
        let now = 0
        for (const { afterMs, refused, places } of course) {
          now += afterMs
          breaker = places ? (tryPlacing(breaker, now) ?? breaker) : heardOutcome(breaker, now, refused)
        }
        expect(tryPlacing(breaker, now + 200_000)).toBeDefined()
      }),
    )
  })
})
