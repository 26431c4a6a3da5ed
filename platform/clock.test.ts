import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastClock, scaledClock, wallClock } from './clock.ts'

const startAt = new Date('2026-03-05T01:00:00Z')
const aTurnOfTheEventLoop = (): Promise<void> => new Promise((then) => setImmediate(then))

describe('a fast clock', () => {
  test('runs every timer at its moment, earlier ones first, at equal moments in the order they were set', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 200 }), async (delays) => {
        const clock = fastClock({ startAt })
        const ran: { order: number; at: number }[] = []
        delays.forEach((delay, order) => {
          clock.after(delay, () => ran.push({ order, at: clock.nowMs() - startAt.getTime() }))
        })
        await clock.run()
        const expected = delays.map((at, order) => ({ order, at })).sort((a, b) => a.at - b.at || a.order - b.order)
        expect(ran).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  test('never runs a timer that was called off, and runs all the others in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(5000), fc.nat(3)), { minLength: 1500, maxLength: 3000 }),
        async (wishes) => {
          const clock = fastClock({ startAt })
          const ran: number[] = []
          const wanted = wishes.filter(([, keep]) => keep === 0).map(([delay]) => delay)
          const timers = wishes.map(([delay, keep]) => ({ keep, callOff: clock.after(delay, () => ran.push(delay)) }))
          for (const { keep, callOff } of timers) if (keep > 0) callOff()
          await clock.run()
          expect(ran).toEqual(wanted.sort((a, b) => a - b))
        },
      ),
      { numRuns: 20 },
    )
  })

  test('goes on when timers set and call off further timers while it runs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(50), { minLength: 1, maxLength: 100 }), async (delays) => {
        const clock = fastClock({ startAt })
        let last = clock.nowMs()
        let ran = 0
        for (const delay of delays) {
          clock.after(delay, () => {
            clock.after(delay, () => expect.unreachable())()
            clock.after(delay % 7, () => {
              expect(clock.nowMs()).toBeGreaterThanOrEqual(last)
              last = clock.nowMs()
              ran++
            })
          })
        }
        await clock.run()
        expect(ran).toBe(delays.length)
      }),
      { numRuns: 30 },
    )
  })

  test('takes strange delays as now, and for ever as never', async () => {
    const clock = fastClock({ startAt })
    const ran: string[] = []
    clock.after(Number.POSITIVE_INFINITY, () => ran.push('for ever'))
    clock.after(-5, () => ran.push('past'))
    clock.after(Number.NaN, () => ran.push('no number'))
    await clock.run()
    expect(ran).toEqual(['past', 'no number'])
    expect(clock.now()).toEqual(startAt)
  })

  test('lets every promise settle between two timers, also two of the same moment', async () => {
    const clock = fastClock({ startAt })
    const order: string[] = []
    const deep = async (name: string, depth: number): Promise<void> => {
      for (let i = 0; i < depth; i++) await null
      order.push(name)
    }
    clock.after(10, () => void deep('first', 100))
    clock.after(10, () => void deep('second', 3))
    clock.after(11, () => order.push('third'))
    await clock.run()
    expect(order).toEqual(['first', 'second', 'third'])
  })

  test('does not pass the moment while somebody holds it', async () => {
    const clock = fastClock({ startAt })
    let savedAt: Date | undefined
    clock.after(1000, async () => {
      const release = clock.hold()
      await aTurnOfTheEventLoop()
      await aTurnOfTheEventLoop()
      savedAt = clock.now()
      release()
    })
    clock.after(1001, () => expect(savedAt).toBeDefined())
    await clock.run()
    expect(savedAt).toEqual(new Date('2026-03-05T01:00:01Z'))
  })

  test('goes on only after the last of several holds, and a second release of one changes nothing', async () => {
    const clock = fastClock({ startAt })
    const ran: string[] = []
    const [first, second] = [clock.hold(), clock.hold()]
    clock.after(1, () => ran.push('timer'))
    const finished = clock.run().then(() => ran.push('finished'))
    first()
    first()
    await aTurnOfTheEventLoop()
    expect(ran).toEqual([])
    second()
    await finished
    expect(ran).toEqual(['timer', 'finished'])
  })

  test('stands still between runs and stops exactly where it was told', async () => {
    const clock = fastClock({ startAt })
    const ran: number[] = []
    for (const delay of [10, 20, 30]) clock.after(delay, () => ran.push(delay))
    await aTurnOfTheEventLoop()
    expect(ran).toEqual([])
    await clock.runFor(20)
    expect(ran).toEqual([10, 20])
    await clock.runUntil(new Date(startAt.getTime() + 25))
    expect(clock.nowMs() - startAt.getTime()).toBe(25)
    await clock.runFor(5)
    expect(ran).toEqual([10, 20, 30])
  })

  test('is stopped from within, drops what was left and takes nothing new', async () => {
    const clock = fastClock({ startAt })
    clock.after(1, () => clock.stop())
    clock.after(2, () => expect.unreachable())
    await clock.run()
    clock.after(0, () => expect.unreachable())
    await clock.run()
  })

  test('is stopped although somebody never lets go', async () => {
    const clock = fastClock({ startAt })
    clock.hold()
    const running = clock.run()
    await aTurnOfTheEventLoop()
    clock.stop()
    await running
  })

  test('tells whoever runs it when a timer throws, and can go on', async () => {
    const clock = fastClock({ startAt })
    let ran = false
    clock.after(1, () => {
      throw new Error('a bug in a timer')
    })
    clock.after(2, () => {
      ran = true
    })
    await expect(clock.run()).rejects.toThrow('a bug in a timer')
    await clock.run()
    expect(ran).toBe(true)
  })

  test('lets sockets speak during a long run', async () => {
    const clock = fastClock({ startAt })
    let turns = 0
    const count = (): void => {
      turns++
      setImmediate(count).unref()
    }
    setImmediate(count)
    for (let i = 0; i < 2000; i++) clock.after(i, () => {})
    await clock.run()
    expect(turns).toBeGreaterThan(10)
  })
})

describe('a clock in real time', () => {
  test('runs timers in the order they are due, at any speed', async () => {
    const clock = scaledClock({ speed: 1000, startAt })
    const order: number[] = []
    const finished = Promise.withResolvers<void>()
    for (const delay of [9000, 1500, 6000, 1501, 3000]) clock.after(delay, () => order.push(delay))
    clock.after(10_000, () => {
      expect(clock.nowMs()).toBeGreaterThanOrEqual(startAt.getTime() + 10_000)
      finished.resolve()
    })
    await finished.promise
    expect(order).toEqual([1500, 1501, 3000, 6000, 9000])
    clock.stop()
  })

  test('calls timers off, one or all', async () => {
    const clock = wallClock()
    clock.after(5, () => expect.unreachable())()
    clock.after(10, () => expect.unreachable())
    await new Promise<void>((then) => {
      clock.after(3, then)
    })
    clock.stop()
    await new Promise((then) => setTimeout(then, 20))
  })

  test('waits longer than Node can, and does not fire at once instead', async () => {
    const clock = wallClock()
    let ran = false
    clock.after(40 * 24 * 3600 * 1000, () => {
      ran = true
    })
    await new Promise((then) => setTimeout(then, 20))
    expect(ran).toBe(false)
    clock.stop()
  })

  test('refuses to stand still or run backwards', () => {
    expect(() => scaledClock({ speed: 0, startAt })).toThrow('speed above 0')
    expect(() => scaledClock({ speed: -1, startAt })).toThrow('speed above 0')
  })
})
