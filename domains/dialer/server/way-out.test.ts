import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fastClock } from '#platform/clock.ts'
import { Lines } from './lines.ts'
import { openWay, wayOutOf } from './way-out.ts'

const up = { isUp: true, calls: 0, mostCalls: null }
const down = { ...up, isUp: false }
type Breaker = 'closed' | 'open' | 'trying'
const trunk = (breaker: Breaker, room: number | null = null, calls = 0, callsPerSecond: number | null = null) => ({
  ...{ name: '', isOn: true, breaker, room, calls, callsPerSecond, allowedPrefixes: [] as string[] },
})
const off = (calls = 0) => ({ ...trunk('closed', 0, calls), isOn: false })

describe('what our own side lets out', () => {
  test('is nothing while no node is up, whatever the trunks say', () => {
    const trunks = [trunk('closed')]
    expect(wayOutOf({ nodes: [down], trunks })).toMatchObject({ noWay: 'nodesAway', room: 0 })
    expect(wayOutOf({ nodes: [], trunks })).toMatchObject({ noWay: 'nodesAway', room: 0 })
  })
  test('is what the trunks have room for together, where a closed one is among them', () => {
    const way = wayOutOf({
      nodes: [down, up],
      trunks: [trunk('closed', 3), trunk('closed', 4), trunk('open', 9)],
    })
    expect(way).toEqual({ ...openWay, room: 7 })
  })
  test('is no more than the nodes that are up may carry', () => {
    const nodes = [down, { ...up, calls: 7, mostCalls: 10 }, { ...up, calls: 9, mostCalls: 5 }]
    expect(wayOutOf({ nodes, trunks: [trunk('closed')] })).toMatchObject({ noWay: null, room: 3 })
    expect(wayOutOf({ nodes, trunks: [], needsNoTrunk: true })).toMatchObject({ noWay: null, room: 3 })
    expect(wayOutOf({ nodes: [up], trunks: [], needsNoTrunk: true })).toEqual(openWay)
  })
  test('is in any second what the trunks that have room take together', () => {
    const inASecond = (...trunks: ReturnType<typeof trunk>[]): number =>
      wayOutOf({ nodes: [up], trunks }).callsPerSecond
    expect(inASecond(trunk('closed', 3, 0, 2), trunk('closed', null, 9, 5), trunk('open', 9, 0, 50))).toBe(7)
    expect(inASecond(trunk('closed', 0, 30, 2), trunk('closed', 9, 0, 5))).toBe(5)
    // Each call that ends makes room for one.
    expect(inASecond(trunk('closed', 0, 30, 2), trunk('closed', 0, 9, 5))).toBe(7)
    expect(inASecond(trunk('closed', 3, 0, 2), trunk('closed', 9, 0, null))).toBe(Number.POSITIVE_INFINITY)
  })
  test('is a full line, not a fault, where trunks are full of calls', () => {
    expect(wayOutOf({ nodes: [up], trunks: [trunk('closed', 0, 30)] })).toMatchObject({ noWay: null, room: 0 })
  })
  test('is nothing while trunks are off, refuse too much, or are not named at all', () => {
    for (const trunks of [[off()], [trunk('open')], []])
      expect(wayOutOf({ nodes: [up], trunks })).toMatchObject({ noWay: 'trunksShut', room: 0 })
  })
  test('is nothing over a trunk that is off while its last calls go on', () => {
    expect(wayOutOf({ nodes: [up], trunks: [off(30)] })).toMatchObject({ noWay: 'trunksShut', room: 0 })
    // A line that comes free there carries nobody, so the pace of that trunk is none either.
    const trunks = [off(30), trunk('closed', 0, 9, 5)]
    expect(wayOutOf({ nodes: [up], trunks })).toMatchObject({
      noWay: null,
      room: 0,
      callsPerSecond: 5,
      freesRoom: false,
    })
  })
  test('is by trunk where they differ in what they may call', () => {
    const only = ([name = '']: string[], one: ReturnType<typeof trunk>) => ({ ...one, name, allowedPrefixes: [name] })
    expect(wayOutOf({ nodes: [up], trunks: [trunk('closed', 3), trunk('closed', 4)] }).byTrunk).toBeNull()
    const trunks = [
      only(['+86'], trunk('closed', 3, 0, 2)),
      only(['+852'], trunk('closed', 0, 9)),
      only(['+1'], trunk('open', 9)),
      only(['+44'], off()),
      { ...only(['+81'], off()), isSpent: true },
    ]
    expect(wayOutOf({ nodes: [up], trunks }).byTrunk).toEqual([
      { name: '+86', allowedPrefixes: ['+86'], room: 3, callsPerSecond: 2 },
      { name: '+852', allowedPrefixes: ['+852'], room: 0, callsPerSecond: Number.POSITIVE_INFINITY },
      { name: '+1', allowedPrefixes: ['+1'], room: 0, callsPerSecond: Number.POSITIVE_INFINITY },
      { name: '+81', allowedPrefixes: ['+81'], room: 0, callsPerSecond: Number.POSITIVE_INFINITY },
    ])
  })
  test('is one call on trial while a carrier is tried again', () => {
    expect(wayOutOf({ nodes: [up], trunks: [trunk('trying', 20), trunk('open')] })).toMatchObject({
      noWay: 'trunksShut',
      room: 1,
    })
  })
  test('never has room for a call no trunk would take', () => {
    const aTrunk = fc.record({
      isOn: fc.boolean(),
      breaker: fc.constantFrom<Breaker>('closed', 'open', 'trying'),
      room: fc.option(fc.nat(50)),
      calls: fc.nat(50),
      callsPerSecond: fc.option(fc.integer({ min: 1, max: 50 })),
      name: fc.constant(''),
      allowedPrefixes: fc.constant([]),
    })
    fc.assert(
      fc.property(fc.array(aTrunk), (trunks) => {
        const { room } = wayOutOf({ nodes: [up], trunks })
        const takes = trunks.some((one) => one.isOn && one.breaker !== 'open' && one.room !== 0)
        expect(room > 0).toBe(takes && room > 0)
        if (trunks.some((one) => one.isOn && one.breaker === 'closed' && one.room !== 0))
          expect(room).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the lines all campaigns share', () => {
  const open = () => {
    const lines = new Lines(fastClock({ startAt: new Date('2026-03-05T01:00:00Z') }), {
      lines: null,
      callsPerSecond: null,
    })
    let asked = 0
    const share = lines.share(() => void asked++)
    return { lines, share, asked: () => asked }
  }
  test('let one call go on trial between two looks, and wake who waits at the next', () => {
    const { lines, share, asked } = open()
    lines.hear({ ...openWay, noWay: 'trunksShut', room: 1 })
    expect([share.room, share.noWay]).toEqual([1, null])
    share.order()
    expect([share.room, share.noWay, share.binding]).toEqual([0, 'trunksShut', 'trunksShut'])
    // The trial is refused: no reason to try another before the next look.
    share.settle()
    share.free()
    expect(share.room).toBe(0)
    share.wait()
    lines.hear({ ...openWay, noWay: 'trunksShut', room: 1 })
    expect(asked()).toBe(1)
  })
  test('count what they ordered since the last look, and what came free', () => {
    const { lines, share } = open()
    lines.hear({ ...openWay, room: 2 })
    share.order()
    share.order()
    expect([share.room, share.binding, share.noWay]).toEqual([0, 'lineLimit', null])
    share.free()
    expect(share.room).toBe(1)
  })
  test('do not count on the line of a call that may have ended on a trunk that is off', () => {
    const { lines, share, asked } = open()
    const trunks = [off(3), trunk('closed', 0, 9)]
    lines.hear(wayOutOf({ nodes: [up], trunks }))
    share.adopt()
    share.wait()
    share.free()
    expect(share.room).toBe(0)
    // The next look tells which of the two it was.
    lines.hear(wayOutOf({ nodes: [up], trunks: [off(3), trunk('closed', 1, 8)] }))
    expect([share.room, asked() > 0]).toEqual([1, true])
  })
  test('take a number only where a trunk that may call it has room', () => {
    const { lines, share } = open()
    const only = (name: string, room: number) => ({ ...trunk('closed', room), name, allowedPrefixes: [name] })
    expect(lines.waysFor('+861')).toBe('open')
    lines.hear(wayOutOf({ nodes: [up], trunks: [only('+86', 1), only('+852', 5)] }))
    expect(['+861', '+8521', '+11'].map((number) => lines.waysFor(number))).toEqual(['open', 'open', 'none'])
    share.order('+861')
    expect(['+861', '+8521', '+11'].map((number) => lines.waysFor(number))).toEqual(['full', 'open', 'none'])
  })
  const rated = (name: string, callsPerSecond: number) => ({
    ...trunk('closed', 30, 0, callsPerSecond),
    ...{ name, allowedPrefixes: [name] },
  })
  test('let who dials by hand wait for a trunk that is only at its pace, and nobody for one that is full', () => {
    const { lines, share } = open()
    lines.hear(wayOutOf({ nodes: [up], trunks: [rated('+86', 1), { ...rated('+852', 1), room: 0 }] }))
    share.order('+861')
    expect([lines.waysFor('+862'), lines.waysFor('+862', true)]).toEqual(['full', 'open'])
    expect([lines.waysFor('+8521'), lines.waysFor('+8521', true)]).toEqual(['full', 'full'])
  })
  test('say what numbers are worth looking for, and for how many calls', () => {
    const { lines, share } = open()
    expect([lines.openPrefixes, lines.placesFor('+861')]).toEqual([null, Number.POSITIVE_INFINITY])
    const spent = { ...rated('+86', 5), isOn: false, isSpent: true }
    const broken = { ...rated('+1', 5), breaker: 'open' as const }
    lines.hear(wayOutOf({ nodes: [up], trunks: [spent, broken, rated('+852', 2)] }))
    expect(lines.openPrefixes).toEqual(['+852'])
    expect(['+861', '+11', '+8521', '+441'].map((number) => lines.placesFor(number))).toEqual([0, 0, 2, Infinity])
    share.order('+8521')
    expect([lines.openPrefixes, lines.placesFor('+8522')]).toEqual([['+852'], 1])
    share.order('+8522')
    expect([lines.openPrefixes, lines.placesFor('+8522')]).toEqual([[], 0])
  })
  test('do not take a trunk for full by orders of a time the clock was set back from', () => {
    const startAt = new Date('2026-03-05T01:00:00Z')
    let setBackMs = 0
    const fast = fastClock({ startAt })
    const clock = { ...fast, nowMs: () => fast.nowMs() - setBackMs }
    const lines = new Lines(clock, { lines: null, callsPerSecond: null })
    lines.hear(wayOutOf({ nodes: [up], trunks: [rated('+86', 1), rated('+852', 1)] }))
    lines.order('+861')
    lines.settle('+861')
    expect(lines.waysFor('+862')).toBe('full')
    setBackMs = 3_600_000
    expect(lines.waysFor('+862')).toBe('open')
  })
  test('know of the orders that have yet to leave, whatever is told of the trunks meanwhile', () => {
    const { lines, share } = open()
    const only = (name: string, room: number) => ({ ...trunk('closed', room), name, allowedPrefixes: [name] })
    const told = wayOutOf({ nodes: [up], trunks: [only('+86', 2), only('+852', 5)] })
    lines.hear(told)
    share.order('+861')
    share.order('+862')
    lines.hear(told)
    expect([share.room, lines.waysFor('+863'), lines.waysFor('+8521')]).toEqual([5, 'full', 'open'])
    // One has left and is among what the trunks carry; the other was called off.
    share.settle('+861')
    lines.hear(wayOutOf({ nodes: [up], trunks: [only('+86', 1), only('+852', 5)] }))
    expect([share.room, lines.waysFor('+863')]).toEqual([5, 'full'])
    share.settle('+862')
    lines.hear(wayOutOf({ nodes: [up], trunks: [only('+86', 1), only('+852', 5)] }))
    expect([share.room, lines.waysFor('+863')]).toEqual([6, 'open'])
  })
  test('know of legs to outside, which take room and their turn as calls do', () => {
    const { lines, share } = open()
    lines.hear({ ...openWay, room: 2, callsPerSecond: 1 })
    lines.noteOutside()
    expect([share.room, share.binding]).toEqual([0, 'callsPerSecond'])
  })
})
