import { describe, expect, test } from 'vitest'
import type { TelephonyEvent } from '#domains/telephony/server/port.ts'
import type { SimulatedNetwork } from './simulator.ts'
import { answersEveryCall, call, numbers, world } from './test-world.ts'

describe('a faulty network', () => {
  const aHundredCalls = async (spoil: (network: SimulatedNetwork) => void) => {
    const { clock, network, told } = world()
    answersEveryCall(network)
    spoil(network)
    for (let i = 0; i < 100; i++) await network.dial(call(`call ${i}`, numbers.person))
    await clock.run()
    return told
  }
  const ids = (told: TelephonyEvent[]): Set<string> => new Set(told.map(({ providerEventId }) => providerEventId))

  test('tells events twice under the same id', async () => {
    const told = await aHundredCalls((network) => network.faults.events({ duplicated: 0.5 }))
    expect(ids(told).size).toBe(400)
    expect(told.length).toBeGreaterThan(550)
  })

  test('tells events out of order, and still all of them', async () => {
    const told = await aHundredCalls((network) => network.faults.events({ swapped: 0.5 }))
    expect(ids(told).size).toBe(told.length)
    expect(told.filter(({ kind }) => kind === 'ended' || kind === 'answered')).toHaveLength(200)
    const courses = [...Map.groupBy(told, ({ callId }) => callId).values()].map((course) =>
      course.map(({ kind }) => kind).join(' '),
    )
    expect(new Set(courses).size).toBeGreaterThan(2)
  })

  test('tells events late, with their true moment', async () => {
    const { clock, network, told } = world()
    network.faults.events({ delayed: 1, delayMs: 150 })
    network.listen(({ at }) => expect(clock.nowMs() - at.getTime()).toBe(150))
    await network.dial(call('one', numbers.person))
    await clock.run()
    expect(told.map(({ kind }) => kind)).toEqual(['ringing', 'answered', 'ended'])
  })

  test('loses events, of the kinds it is told to', async () => {
    const told = await aHundredCalls((network) => network.faults.events({ lost: 1, lostKinds: ['ended'] }))
    expect(told.some(({ kind }) => kind === 'ended')).toBe(false)
    expect(told.filter(({ kind }) => kind === 'bridged')).toHaveLength(100)
  })

  test('is mended', async () => {
    const told = await aHundredCalls((network) => {
      network.faults.events({ lost: 1 })
      network.faults.events({})
    })
    expect(told).toHaveLength(400)
  })

  test('fails every new call during an outage, and none after it', async () => {
    const { clock, network, told } = world()
    network.faults.outage(60_000)
    await network.dial(call('during', numbers.person))
    await clock.runFor(60_000)
    await network.dial(call('after', numbers.person))
    await clock.run()
    expect(told.filter(({ callId }) => callId === 'during')).toMatchObject([{ kind: 'ended', cause: 'networkFault' }])
    expect(told.some(({ callId, kind }) => callId === 'after' && kind === 'answered')).toBe(true)
  })

  test('drops all calls in a restart, with a word or without', async () => {
    for (const silently of [false, true]) {
      const { clock, network, told } = world()
      await network.dial(call('one', numbers.person))
      await clock.runFor(2000)
      network.faults.restart({ silently })
      expect(await network.liveCalls()).toEqual([])
      await clock.run()
      const kinds = told.map(({ kind }) => kind)
      expect(kinds).toEqual(silently ? ['ringing'] : ['ringing', 'ended'])
      if (!silently) expect(told.at(-1)).toMatchObject({ cause: 'lost', by: 'network' })
    }
  })

  test('ends each call once, even when a listener drops all calls while one ends', async () => {
    for (const dropsAt of ['recorded', 'ended']) {
      const { clock, network, told } = world()
      network.listen(({ kind }) => {
        if (kind === dropsAt) network.faults.restart()
      })
      for (const callId of ['one', 'two']) await network.dial(call(callId, numbers.machine))
      await clock.runFor(6000)
      await network.record('one', true)
      await clock.runFor(1000)
      network.faults.restart()
      await clock.run()
      const kinds = told.map(({ callId, kind }) => `${callId} ${kind}`).slice(4)
      expect(kinds.sort()).toEqual(['one ended', 'one recorded', 'two ended'])
    }
  })

  test('a listener that acts at once sees a consistent network', async () => {
    const { clock, network, told } = world()
    network.listen((event) => {
      if (event.kind === 'answered') network.faults.restart()
    })
    await network.dial(call('one', numbers.person))
    await clock.run()
    expect(told.map(({ kind }) => kind)).toEqual(['ringing', 'answered', 'ended'])
  })
})
