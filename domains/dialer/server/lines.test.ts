import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastClock } from '#platform/clock.ts'
import { Lines } from './lines.ts'
import { openWay } from './way-out.ts'

const startAt = new Date('2026-03-05T01:00:00Z')

/** A campaign that orders a call whenever there is room, and keeps each up for so long. */
const eager = (lines: Lines, clock: ReturnType<typeof fastClock>, upMs: number) => {
  const orderedAt: number[] = []
  const order = (): void => {
    while (share.room > 0) {
      orderedAt.push(clock.nowMs() - startAt.getTime())
      share.order()
      clock.after(upMs, () => share.free())
    }
    share.wait()
  }
  const share = lines.share(order)
  order()
  return orderedAt
}

describe('the lines', () => {
  test('take no more calls in any second than they may', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), async (most, campaigns) => {
        const clock = fastClock({ startAt })
        const lines = new Lines(clock, { lines: null, callsPerSecond: most })
        const all = Array.from({ length: campaigns }, () => eager(lines, clock, 90_000))
        await clock.runFor(10_000)
        const ordered = all.flat().sort((a, b) => a - b)
        for (const [n, at] of ordered.entries())
          if (n >= most) expect(at - (ordered[n - most] as number)).toBeGreaterThanOrEqual(1000)
        expect(ordered.length).toBe(most * 11)
      }),
      { numRuns: 20 },
    )
  })
  test('take no more in any second than the trunks do, however late an order leaves', async () => {
    const aWish = fc.record({ afterMs: fc.nat(1500), writtenMs: fc.nat(900) })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.array(aWish, { maxLength: 40 }), async (most, wishes) => {
        const clock = fastClock({ startAt })
        const lines = new Lines(clock, { lines: null, callsPerSecond: null })
        lines.hear({ ...openWay, callsPerSecond: most })
        const left: number[] = []
        const order = (writtenMs: number): void => {
          share.order()
          clock.after(writtenMs, () => clock.after(lines.departsInMs(), () => left.push(clock.nowMs())))
        }
        const share = lines.share(() => {})
        for (const { afterMs, writtenMs } of wishes) {
          await clock.runFor(afterMs)
          while (share.room > 0) order(writtenMs)
        }
        await clock.run()
        for (const [n, at] of left.entries())
          if (n >= most) expect(at - (left[n - most] as number)).toBeGreaterThan(1000)
      }),
      { numRuns: 100 },
    )
  })
  test('go on with a call as soon as the trunks take one more', async () => {
    const clock = fastClock({ startAt })
    const lines = new Lines(clock, { lines: null, callsPerSecond: null })
    lines.hear({ ...openWay, callsPerSecond: 2 })
    const ordered = eager(lines, clock, 90_000)
    expect(lines.binding).toBe('callsPerSecond')
    await clock.runFor(2100)
    expect(ordered).toEqual([0, 0, 1005, 1005, 2010, 2010])
    lines.hear({ ...openWay, callsPerSecond: 3 })
    expect(ordered.length).toBe(7)
  })
  test('take one call in two seconds where half a call a second is allowed', async () => {
    const clock = fastClock({ startAt })
    const ordered = eager(new Lines(clock, { lines: null, callsPerSecond: 0.5 }), clock, 90_000)
    await clock.runFor(6000)
    expect(ordered).toEqual([0, 2000, 4000, 6000])
  })
  test('carry no more calls at once than there are lines, and come round to every campaign', async () => {
    const clock = fastClock({ startAt })
    const lines = new Lines(clock, { lines: 4, callsPerSecond: null })
    const all = [30_000, 20_000, 10_000].map((upMs) => eager(lines, clock, upMs))
    await clock.runFor(3_600_000)
    for (const orderedAt of all) expect(orderedAt.length).toBeGreaterThan(10)
    expect(lines.room).toBe(0)
    expect(lines.binding).toBe('lineLimit')
  })
})
