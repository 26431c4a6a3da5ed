import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DialOrder, TelephonyEvent } from '#domains/telephony/server/port.ts'
import { portSuite } from '#domains/telephony/server/port-suite.ts'
import { type FastClock, fastClock, scaledClock } from '#platform/clock.ts'
import { bankProfile } from './bank-profile.ts'
import { type Behaviour, machine, person, unreached, withOwnScripts } from './call-script.ts'
import { behaviourByDistribution } from './distribution-behaviour.ts'
import { type SimulatedNetwork, type SimulatorOptions, simulator } from './simulator.ts'

const startAt = new Date('2026-03-05T01:00:00Z')
const numbers = {
  person: '+8613800000001',
  busy: '+8613800000002',
  noAnswer: '+8613800000003',
  switchedOff: '+8613800000004',
  suspended: '+8613800000005',
  emptyNumber: '+8613800000006',
  rejected: '+8613800000007',
  machine: '+8613800000008',
  networkFault: '+8613800000009',
}
const customers = withOwnScripts({
  [numbers.person]: person(),
  [numbers.busy]: unreached('busy'),
  [numbers.noAnswer]: unreached('noAnswer'),
  [numbers.switchedOff]: unreached('switchedOff'),
  [numbers.suspended]: unreached('suspended'),
  [numbers.rejected]: unreached('rejected'),
  [numbers.machine]: machine(),
  [numbers.networkFault]: unreached('networkFault'),
})

const waits = (clock: FastClock) => ({
  pass: (seconds: number) => clock.runFor(seconds * 1000),
  async until(isSo: () => boolean, withinSeconds: number) {
    for (let waited = 0; !isSo(); waited += 0.1) {
      if (waited > withinSeconds) throw new Error(`not so within ${withinSeconds} s`)
      await clock.runFor(100)
    }
  },
})

portSuite('the simulated network', async () => {
  const clock = fastClock({ startAt })
  const network = simulator({ clock, seed: 1, behaviour: customers })
  return {
    port: network,
    numbers,
    callerId: '+864000000000',
    endpoint: 'agent-1',
    otherEndpoint: 'agent-2',
    outsideNumber: '+862100000000',
    prompt: 'welcome',
    ...waits(clock),
    heardBy: async (callId, party) => network.wiretap(callId)?.hears[party] ?? [],
    close: async () => clock.stop(),
  }
})

type World = { clock: FastClock; network: SimulatedNetwork; told: TelephonyEvent[] }
const world = (options: Partial<SimulatorOptions> = {}): World => {
  const clock = fastClock({ startAt })
  const network = simulator({ clock, seed: 'spring', behaviour: customers, ...options })
  const told: TelephonyEvent[] = []
  network.listen((event) => told.push(event))
  return { clock, network, told }
}
const call = (callId: string, to: string, attemptNumber = 1): DialOrder => ({
  callId,
  to,
  attemptNumber,
  callerId: '+864000000000',
  ringForSeconds: 25,
})
const answersEveryCall = (network: SimulatedNetwork): void => {
  network.listen((event) => {
    if (event.kind !== 'answered') return
    network.connect(event.callId, `headset of ${event.callId}`).catch(({ name }) => expect(name).toBe('OrderRefused'))
  })
}
const millisecondsBetween = (told: TelephonyEvent[], from: string, to: string): number => {
  const moment = (kind: string): number => told.find((event) => event.kind === kind)!.at.getTime()
  return moment(to) - moment(from)
}

describe('a simulated customer', () => {
  test('behaves the same in whatever order calls are placed', async () => {
    const orders = Array.from({ length: 60 }, (_, i) => call(`call ${i}`, `+86139${i % 20}`, 1 + Math.floor(i / 20)))
    const courseOf = async (inThisOrder: DialOrder[]): Promise<Map<string, string[]>> => {
      const { clock, network, told } = world({ behaviour: behaviourByDistribution({ profile: bankProfile }) })
      answersEveryCall(network)
      for (const order of inThisOrder) await network.dial(order)
      await clock.run()
      const courses = Map.groupBy(told, ({ callId }) => callId)
      return new Map(
        orders.map(({ callId }) => [
          callId,
          courses.get(callId)!.map((event) => `${event.kind} ${event.at.toISOString()} ${event.providerEventId}`),
        ]),
      )
    }
    const expected = await courseOf(orders)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(orders, { minLength: orders.length }), async (shuffled) => {
        expect(await courseOf(shuffled)).toEqual(expected)
      }),
      { numRuns: 5 },
    )
  })

  test('is another one under another seed', async () => {
    const courses = await Promise.all(
      ['spring', 'autumn'].map(async (seed) => {
        const { clock, network, told } = world({ seed, behaviour: behaviourByDistribution({ profile: bankProfile }) })
        for (let i = 0; i < 20; i++) await network.dial(call(`call ${i}`, `+86139${i}`))
        await clock.run()
        return told.map(({ callId, kind }) => `${callId} ${kind}`)
      }),
    )
    expect(courses[0]).not.toEqual(courses[1])
  })

  test('talks exactly as long as scripted, hold and prompts included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(5_000_000), fc.nat(50), async (talkMs, latencyMs) => {
        const { clock, network, told } = world({ latencyMs, behaviour: () => person({ talkMs }) })
        answersEveryCall(network)
        network.listen(({ kind, callId }) => {
          if (kind !== 'bridged') return
          void network.hold(callId, true)
          void network.play(callId, 'welcome')
        })
        await network.dial(call('one', numbers.person))
        await clock.run()
        expect(millisecondsBetween(told, 'bridged', 'ended')).toBe(talkMs)
      }),
      { numRuns: 30 },
    )
  })

  test('talks exactly as long as scripted on a clock that rings late', async () => {
    const clock = scaledClock({ speed: 200, startAt })
    const network = simulator({ clock, seed: 1, behaviour: () => person({ talkMs: 7777 }) })
    const told: TelephonyEvent[] = []
    answersEveryCall(network)
    const ended = new Promise<void>((over) => {
      network.listen((event) => {
        told.push(event)
        if (event.kind === 'ended') over()
      })
    })
    await network.dial(call('one', numbers.person))
    await ended
    clock.stop()
    expect(millisecondsBetween(told, 'bridged', 'ended')).toBe(7777)
  })

  test('gives up after 4 to 10 seconds of silence', async () => {
    const { clock, network, told } = world({ behaviour: () => person() })
    for (let i = 0; i < 200; i++) await network.dial(call(`call ${i}`, `+86139${i}`))
    await clock.run()
    const waited = [...Map.groupBy(told, ({ callId }) => callId).values()].map((course) =>
      millisecondsBetween(course, 'answered', 'ended'),
    )
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(4000)
    expect(Math.max(...waited)).toBeLessThanOrEqual(10_000)
    expect(new Set(waited).size).toBeGreaterThan(100)
  })

  test('is heard by the agent once they are connected, and after the end', async () => {
    const { clock, network } = world()
    await network.dial(call('one', numbers.person))
    await clock.runFor(6000)
    expect(network.heard('one')).toBeUndefined()
    await network.connect('one', 'agent-1')
    await clock.runFor(100)
    expect(network.heard('one')).toMatchObject({ verdict: 'refusal', refusalReason: 'noNeed' })
    await clock.run()
    expect(network.heard('one')).toMatchObject({ verdict: 'refusal' })
  })

  test('is not heard by anybody when nobody was connected', async () => {
    const { clock, network } = world()
    await network.dial(call('one', numbers.person))
    await clock.run()
    expect(network.heard('one')).toBeUndefined()
  })
})

describe('whatever is ordered, at whatever moment', () => {
  const anOrder = fc.constantFrom<(network: SimulatedNetwork, callId: string) => Promise<void>>(
    (network, callId) => network.dial(call(callId, numbers.person)),
    (network, callId) => network.connect(callId, 'agent-1'),
    (network, callId) => network.hangUp(callId),
    (network, callId) => network.hold(callId, true),
    (network, callId) => network.hold(callId, false),
    (network, callId) => network.mute(callId, true),
    (network, callId) => network.record(callId, true),
    (network, callId) => network.record(callId, false),
    (network, callId) => network.play(callId, 'welcome'),
    (network, callId) => network.transfer(callId, { endpoint: 'agent-2' }),
    (network, callId) => network.supervise(callId, 'leader', 'whisper'),
    (network, callId) => network.supervise(callId, 'leader', null),
    async (network) => network.faults.restart(),
  )

  test('the call ends once, last of all, in order of time, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(15_000), anOrder), { maxLength: 25 }), async (wishes) => {
        const { clock, network, told } = world()
        await network.dial(call('one', numbers.person))
        for (const [moment, order] of wishes) {
          clock.after(moment, () => void order(network, 'one').catch(({ name }) => expect(name).toBe('OrderRefused')))
        }
        await clock.run()
        const kinds = told.map(({ kind }) => kind)
        const moments = told.map(({ at }) => at.getTime())
        expect(kinds.indexOf('ended')).toBe(kinds.length - 1)
        expect(moments).toEqual([...moments].sort((a, b) => a - b))
        expect(new Set(told.map(({ providerEventId }) => providerEventId)).size).toBe(told.length)
        expect(await network.liveCalls()).toEqual([])
        expect(network.wiretap('one')).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})

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
})

test('a listener that acts at once sees a consistent network', async () => {
  const behaviour: Behaviour = () => person()
  const { clock, network, told } = world({ behaviour })
  network.listen((event) => {
    if (event.kind === 'answered') network.faults.restart()
  })
  await network.dial(call('one', numbers.person))
  await clock.run()
  expect(told.map(({ kind }) => kind)).toEqual(['ringing', 'answered', 'ended'])
})
