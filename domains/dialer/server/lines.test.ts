import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Clock, type FastClock, fastClock } from '#platform/clock.ts'
import { Lines } from './lines.ts'
import { openWay } from './way-out.ts'

const startAt = new Date('2026-03-05T01:00:00Z')

/** A campaign that orders a call whenever there is room, and keeps each up for so long; when each left. */
const eager = (lines: Lines, clock: Clock, upMs: number) => {
  const leftAt: number[] = []
  const order = (): void => {
    while (share.room > 0) {
      share.order()
      const go = (): void => {
        share.settle()
        leftAt.push(clock.nowMs() - startAt.getTime())
      }
      share.depart({ isWanted: () => true, go })
      clock.after(upMs, () => share.free())
    }
    share.wait()
  }
  const share = lines.share(order)
  order()
  return leftAt
}
/** A clock whose timers ring so much too late. */
const lateBy = (clock: FastClock, lateness: () => number): Clock => ({
  ...clock,
  after: (milliseconds, then) => clock.after(milliseconds + lateness(), then),
})
const aLateness = fc.infiniteStream(fc.nat(40)).map((stream) => () => stream.next().value as number)

/** The shortest time in which one call more than `most` left. */
const shortest = (leftAt: readonly number[], most: number): number =>
  Math.min(...leftAt.slice(most).map((at, n) => at - (leftAt[n] as number)))

describe('the lines', () => {
  test('take no more calls in any second than they may, however late timers ring', async () => {
    const campaigns = fc.integer({ min: 1, max: 4 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), campaigns, aLateness, async (most, count, lateness) => {
        const clock = fastClock({ startAt })
        const late = lateBy(clock, lateness)
        const lines = new Lines(late, { lines: null, callsPerSecond: most })
        const all = Array.from({ length: count }, () => eager(lines, late, 90_000))
        await clock.runFor(10_000)
        const left = all.flat().sort((a, b) => a - b)
        expect(shortest(left, most)).toBeGreaterThanOrEqual(1000)
        expect(left.length).toBeGreaterThan(most * 9)
      }),
      { numRuns: 40 },
    )
  })
  test.each([1, 7, 20, 35, 200])('let %i calls a second go evenly, and lose hardly any of them', async (most) => {
    const clock = fastClock({ startAt })
    let turn = 0
    // Timers of an idle machine ring within a millisecond.
    const late = lateBy(clock, () => turn++ % 2)
    const left = eager(new Lines(late, { lines: null, callsPerSecond: most }), late, 90_000)
    await clock.runFor(60_000)
    expect(left.length).toBeGreaterThanOrEqual(most * 60 * 0.99)
    expect(shortest(left, Math.ceil(most * 0.15) + 1)).toBeGreaterThan(100)
  })
  test('take no more in any second than the trunks do, however late an order is on record', async () => {
    const aWish = fc.record({ afterMs: fc.nat(1500), writtenMs: fc.nat(900), isCalledOff: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.array(aWish, { maxLength: 40 }), async (most, wishes) => {
        const clock = fastClock({ startAt })
        const lines = new Lines(clock, { lines: null, callsPerSecond: null })
        lines.hear({ ...openWay, callsPerSecond: most })
        const left: number[] = []
        let told = 0
        const order = (writtenMs: number, isWanted: boolean): void => {
          share.order()
          const go = (): void => {
            told++
            share.settle()
            if (isWanted) left.push(clock.nowMs())
          }
          clock.after(writtenMs, () => share.depart({ isWanted: () => isWanted, go }))
        }
        const share = lines.share(() => {})
        let ordered = 0
        for (const { afterMs, writtenMs, isCalledOff } of wishes) {
          await clock.runFor(afterMs)
          for (; share.room > 0; ordered++) order(writtenMs, !isCalledOff)
        }
        await clock.run()
        expect(told).toBe(ordered)
        expect(shortest(left, most)).toBeGreaterThan(1000)
      }),
      { numRuns: 100 },
    )
  })
  test('go on with a call as soon as the trunks take more of them', async () => {
    const clock = fastClock({ startAt })
    const lines = new Lines(clock, { lines: null, callsPerSecond: null })
    lines.hear({ ...openWay, callsPerSecond: 1 })
    const left = eager(lines, clock, 90_000)
    expect(lines.binding).toBe('callsPerSecond')
    await clock.runFor(2500)
    expect(left).toEqual([0, 1005, 2010])
    lines.hear({ ...openWay, callsPerSecond: 100 })
    await clock.runFor(600)
    expect(left.length).toBeGreaterThan(20)
  })
  test('take one call in two seconds where half a call a second is allowed', async () => {
    const clock = fastClock({ startAt })
    const left = eager(new Lines(clock, { lines: null, callsPerSecond: 0.5 }), clock, 90_000)
    await clock.runFor(6000)
    expect(left).toEqual([0, 2000, 4000, 6000])
  })
  test('let who dials by hand wait for a moment rather than hear of no line', () => {
    const clock = fastClock({ startAt })
    const lines = new Lines(clock, { lines: null, callsPerSecond: 5 })
    const share = lines.share(() => {})
    for (; share.room > 0; ) share.order()
    expect(share.roomByHand).toBeGreaterThan(0)
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
