import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DialOrder, TelephonyEvent } from '#domains/telephony/server/port.ts'
import { nodesSuite, portSuite } from '#domains/telephony/server/port-suite.ts'
import { type FastClock, fastClock, scaledClock } from '#platform/clock.ts'
import { bankProfile } from './bank-profile.ts'
import { person } from './call-script.ts'
import { behaviourByDistribution } from './distribution-behaviour.ts'
import type { SimulatedNode } from './nodes.ts'
import { type SimulatedNetwork, simulator } from './simulator.ts'
import { answersEveryCall, aTrunk, call, customers, numbers, startAt, world } from './test-world.ts'

type PortUnderTest = Awaited<ReturnType<Parameters<typeof portSuite>[1]>>

const waits = (clock: FastClock) => ({
  pass: (seconds: number) => clock.runFor(seconds * 1000),
  async until(isSo: () => boolean, withinSeconds: number) {
    for (let waited = 0; !isSo(); waited += 0.1) {
      if (waited > withinSeconds) throw new Error(`not so within ${withinSeconds} s`)
      await clock.runFor(100)
    }
  },
})

const portUnderTest = async (nodes?: readonly SimulatedNode[]): Promise<PortUnderTest> => {
  const clock = fastClock({ startAt })
  const network = simulator({
    clock,
    seed: 1,
    behaviour: customers,
    promptMs: (prompt) => (prompt === 'terms' ? 70_000 : 2000),
    detection: { falseMachines: 0, falsePersons: 0, unsure: 0 },
    ...(nodes ? { nodes } : {}),
  })
  const ourNumber = '+864000000000'
  const headsets = ['agent-1', 'agent-2'].map((endpoint) => ({ endpoint, password: 'secret' }))
  const ownPrompt = { name: 'prompt-1', sound: '1', url: 'http://localhost/1.alaw', milliseconds: 5000 }
  const equipment = { headsets, trunks: [aTrunk], prompts: [ownPrompt] }
  await network.equip(equipment)
  await clock.runFor(10)
  return {
    port: network,
    numbers,
    callerId: ourNumber,
    endpoint: 'agent-1',
    otherEndpoint: 'agent-2',
    outsideNumber: numbers.person,
    leavingNumber: numbers.shortSpoken,
    prompt: 'welcome',
    longPrompt: 'terms',
    ownPrompt,
    takeOff: async (endpoint) => network.faults.headset(endpoint, 'away'),
    putOn: async (endpoint) => network.faults.headset(endpoint, 'seated'),
    ourNumber,
    callIn: async (from, wishes) => {
      network.callIn(from, ourNumber, wishes && { ringsForMs: wishes.givesUpAfterSeconds * 1000 })
    },
    equipment,
    ...waits(clock),
    heardBy: async (callId, party) => network.wiretap(callId)?.hears[party] ?? [],
    hearsApart: async (endpoint) => network.hearsApart(endpoint),
    close: async () => clock.stop(),
  }
}

portSuite('the simulated network', () => portUnderTest())
nodesSuite('the simulated network', () => portUnderTest(['east', 'west'].map((name) => ({ name, mostCalls: 2 }))))

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

  test('who would answer after our limit for ringing does not answer', async () => {
    const { clock, network, told } = world({ behaviour: () => person({ answersAfterMs: 25_000 }) })
    await network.dial(call('one', numbers.person))
    await clock.run()
    expect(told).toMatchObject([{ kind: 'ringing' }, { kind: 'ended', cause: 'noAnswer', by: 'network' }])
    expect(millisecondsBetween(told, 'ringing', 'ended')).toBe(24_000)
  })

  test('who is handed on is no longer listened to by the leader of the first agent', async () => {
    const { clock, network } = world()
    answersEveryCall(network)
    await network.dial(call('one', numbers.person))
    await clock.runFor(6000)
    await network.supervise('one', 'leader', 'barge')
    await network.transfer('one', { endpoint: 'agent-2' })
    await clock.runFor(100)
    expect(network.wiretap('one')?.hears).toEqual({ customer: ['agent-2'], 'agent-2': ['customer'] })
  })

  test('meets events in order of time although the computer sets its clock back', async () => {
    const clock = fastClock({ startAt })
    let setBackMs = 0
    const nowMs = (): number => clock.nowMs() - setBackMs
    const network = simulator({
      clock: { ...clock, nowMs, now: () => new Date(nowMs()) },
      seed: 1,
      behaviour: customers,
    })
    const moments: number[] = []
    network.listen(({ at }) => moments.push(at.getTime()))
    answersEveryCall(network)
    await network.dial(call('one', numbers.person))
    await clock.runFor(6000)
    setBackMs = 60_000
    await network.hold('one', true)
    await clock.run()
    expect(moments).toHaveLength(5)
    expect(moments).toEqual([...moments].sort((a, b) => a - b))
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
    (network, callId) => network.answer(callId),
    (network, callId) => network.play(callId, 'terms'),
    (network, callId) => network.stopPlaying(callId),
    (network, callId) => network.sendDigits(callId, '12#'),
    (network, callId) => network.consult(callId, { endpoint: 'agent-2' }),
    (network, callId) => network.consult(callId, { number: numbers.shortSpoken }),
    (network, callId) => network.consult(callId, { number: numbers.busy }),
    (network, callId) => network.endConsult(callId, 'handOver'),
    (network, callId) => network.endConsult(callId, 'confer'),
    (network, callId) => network.endConsult(callId, 'drop'),
    (network, callId) => network.leaveMessage(callId, 'welcome'),
    (network) => network.intercom('agent-1', 'agent-2', true),
    (network) => network.echo('agent-1', true),
    (network) => network.seat('agent-1', true),
    (network) => network.seat('agent-1', false),
    async (network, callId) => network.press(callId, '9'),
    async (network) => network.faults.headset('agent-1', 'away'),
    async (network) => network.faults.headset('agent-1', 'seated'),
    async (network) => network.faults.headset('agent-2', 'away'),
    async (network) => network.faults.restart(),
  )

  test('the call ends once, last of all, in order of time, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(15_000), anOrder), { maxLength: 30 }), async (wishes) => {
        const { clock, network, told } = world()
        await network.dial(call('one', numbers.person))
        for (const [moment, order] of wishes) {
          const refused = ({ name }: Error) => expect(['OrderRefused', 'HeadsetAway']).toContain(name)
          clock.after(moment, () => void order(network, 'one').catch(refused))
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
      { numRuns: 500 },
    )
  })
})
