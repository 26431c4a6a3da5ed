import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodesSuite } from '#domains/telephony/server/port-suite.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { earOn, place } from './test-ear.ts'
import {
  openTestExchange,
  openTestPort,
  passed,
  portUnderTest,
  type TestExchange,
  waitUntil,
  whatIsUp,
} from './test-exchange.ts'

type TestPort = Awaited<ReturnType<typeof openTestPort>>

describeWithPhones('Two Asterisks behind one port', (programs) => {
  let exchange: TestExchange
  let own: TestPort
  let ear: ReturnType<typeof earOn>
  beforeAll(async () => {
    exchange = await openTestExchange(programs, { nodes: 2 })
  })
  afterAll(() => exchange?.close())
  beforeEach(async () => {
    own = await openTestPort(exchange)
    ear = earOn(own.port)
  })
  afterEach(async () => {
    try {
      await own.close()
    } finally {
      ear.stop()
    }
  })

  const homeOf = async (endpoint: string): Promise<string | undefined> =>
    (await own.port.headsets()).find((headset) => headset.endpoint === endpoint)?.node
  const callsOn = async (name: string | undefined): Promise<number | undefined> =>
    (await own.port.health()).nodes.find((node) => node.name === name)?.calls
  const answered = async (near: string): Promise<string> => {
    const callId = await place(own.port, 'patient', { near })
    await ear.heard(callId, 'answered')
    return callId
  }

  test('share the headsets, and a call is placed where the headset is that it is for', async () => {
    expect(new Set([await homeOf('agent-1'), await homeOf('agent-2')]).size).toBe(2)
    for (const endpoint of ['agent-1', 'agent-2']) {
      const callId = await answered(endpoint)
      expect(await callsOn(await homeOf(endpoint))).toBe(1)
      await own.port.connect(callId, endpoint)
      expect(await ear.heard(callId, 'bridged')).toMatchObject({ endpoint })
      await own.port.hangUp(callId)
      await ear.heard(callId, 'ended')
    }
  })

  test('tell browsers of both, the one with most room first', async () => {
    const sockets = own.port.headsetSockets() ?? []
    expect(sockets.map(({ node }) => node).sort()).toEqual(['node-1', 'node-2'])
    const callId = await answered('agent-1')
    expect(own.port.headsetSockets()?.[0]?.node).toBe(await homeOf('agent-2'))
    await own.port.hangUp(callId)
  })

  describe('a customer on one and a headset on the other', () => {
    test('talk as on one: held, muted, recorded, handed back, hung up', async () => {
      const callId = await answered('agent-1')
      await own.port.connect(callId, 'agent-2')
      expect(await ear.heard(callId, 'bridged')).toMatchObject({ endpoint: 'agent-2' })
      await own.port.record(callId, true)
      await passed(3000)
      await own.port.hold(callId, true)
      await own.port.hold(callId, false)
      await own.port.mute(callId, true)
      await own.port.mute(callId, false)
      await own.port.record(callId, false)
      const recorded = await ear.heard(callId, 'recorded')
      const legs = recorded.kind === 'recorded' ? await own.port.recording(recorded.recording) : undefined
      // The voice of the agent came across both machines.
      expect(new Set(legs?.agent).size).toBeGreaterThan(16)
      expect(new Set(legs?.customer).size).toBeGreaterThan(16)
      await own.port.transfer(callId, { endpoint: 'agent-1' })
      await ear.heard(callId, 'transferred')
      const between = async (): Promise<string[]> =>
        (await Promise.all(own.addresses.map(whatIsUp))).flat().filter((id) => !/^(seat|call)\./.test(id))
      await waitUntil(async () => (await between()).length === 0, 5)
      await own.port.hangUp(callId)
      expect(await ear.heard(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
    })

    test('lose each other when the headset goes, and find each other when it is back', async () => {
      const callId = await answered('agent-1')
      await own.port.connect(callId, 'agent-2')
      await ear.heard(callId, 'bridged')
      await own.takeOff('agent-2')
      expect(await ear.heard(callId, 'released')).toMatchObject({ endpoint: 'agent-2' })
      await own.putOn('agent-2')
      await waitUntil(() => ear.kinds(callId).filter((kind) => kind === 'bridged').length === 2, 20)
      expect(await own.port.liveCalls()).toEqual([callId])
    })
  })

  test('one of them dies: its calls are lost, its headset is seated at the other and takes calls there', async () => {
    const home = await homeOf('agent-2')
    const node = exchange.network.nodes.find(({ name }) => name === home)
    const lost = await answered('agent-2')
    await own.port.connect(lost, 'agent-2')
    const kept = await answered('agent-1')
    await own.port.connect(kept, 'agent-1')
    await node?.kill()
    try {
      expect(await ear.heard(lost, 'ended', 40)).toMatchObject({ cause: 'lost', by: 'network' })
      await waitUntil(async () => (await homeOf('agent-2')) === (await homeOf('agent-1')), 20)
      await waitUntil(async () => (await own.port.headsets()).every(({ state }) => state === 'seated'), 20)
      const next = await answered('agent-2')
      await own.port.connect(next, 'agent-2')
      await ear.heard(next, 'bridged')
      expect(await own.port.liveCalls()).toEqual([kept, next])
      expect(ear.kinds(kept)).toEqual(['ringing', 'answered', 'bridged'])
    } finally {
      await node?.start()
      await waitUntil(async () => (await own.port.health()).nodes.every(({ isUp }) => isUp), 20)
    }
  })
})

describeWithPhones('Two Asterisks with a limit', (programs) => {
  let exchange: TestExchange
  beforeAll(async () => {
    exchange = await openTestExchange(programs, { nodes: 2 })
  })
  afterAll(() => exchange?.close())
  nodesSuite('Asterisk', () => portUnderTest(exchange, { mostCalls: 2 }))
})
