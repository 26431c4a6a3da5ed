import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeWithPhones } from '#tools/test/phones.ts'
import { askHttp } from './client.ts'
import { type Ear, earOn } from './test-ear.ts'
import { openTestExchange, openTestPort, type TestExchange, waitUntil, whatIsUp } from './test-exchange.ts'
import { openWorld, type Party, parties, tonesIn, type World } from './test-world.ts'

type TestPort = Awaited<ReturnType<typeof openTestPort>>
const outside = `+86${parties.outside.number}`

describeWithPhones('Colleagues on two Asterisks', (programs) => {
  let exchange: TestExchange
  let own: TestPort
  let ear: Ear
  let world: World

  beforeAll(async () => {
    exchange = await openTestExchange(programs, { nodes: 3 })
    const other = exchange.network.nodes[2]
    if (!other) throw new Error('three nodes were ordered')
    world = await openWorld(other)
    own = await openPort()
  })
  const openPort = (): Promise<TestPort> => {
    const phones = { ...exchange, phoneAt: world.phoneAt, putOn: async () => {} }
    return openTestPort(phones, { only: 2, headsets: 3, trunks: [{ ...exchange.trunk, address: world.address }] })
  }
  afterAll(async () => {
    await own?.close()
    world?.close()
    await exchange?.close()
  })
  beforeEach(() => {
    ear = earOn(own.port)
  })
  /** Nothing but the headsets in their own bridges. */
  const leftOver = async (): Promise<string[]> =>
    (await Promise.all(own.addresses.map(whatIsUp))).flat().filter((id) => !id.startsWith('seat.'))
  afterEach(async () => {
    for (const callId of await own.port.liveCalls()) {
      await own.port.hangUp(callId)
      await ear.heard(callId, 'ended')
    }
    await waitUntil(async () => (await leftOver()).length === 0, 5).catch(() => {})
    expect(await leftOver()).toEqual([])
    for (const party of ['agent-1', 'agent-2', 'leader-1'] as const) await world.hears(party, [])
    ear.stop()
  })

  const hears = (party: Party, whom: readonly string[]): Promise<void> => world.hears(party, whom)
  const homeOf = async (endpoint: string): Promise<string | undefined> =>
    (await own.port.headsets()).find((headset) => headset.endpoint === endpoint)?.node
  const place = async (near: string): Promise<string> => {
    const callId = crypto.randomUUID()
    const to = `+86${parties.customer.number}`
    await own.port.dial({ callId, to, callerId: '+864008001234', ringForSeconds: 20, attemptNumber: 1, near })
    await ear.heard(callId, 'answered')
    return callId
  }
  const talk = async (near: string, endpoint: string): Promise<string> => {
    const callId = await place(near)
    await own.port.connect(callId, endpoint)
    await ear.heard(callId, 'bridged')
    return callId
  }
  /** Each headset goes where there is most room: to the two in turn. */
  const seatAnew = async (): Promise<void> => {
    await waitUntil(async () => (await own.port.health()).nodes.every(({ isUp }) => isUp), 20)
    // So that each node has asked each telephone whether it is there.
    await wait(3000)
    const all = ['agent-1', 'agent-2', 'leader-1']
    for (const endpoint of all) await own.port.seat(endpoint, false)
    await waitUntil(async () => (await own.port.headsets()).every(({ state }) => state !== 'seated'), 10)
    for (const endpoint of all) await own.port.seat(endpoint, true)
    await waitUntil(async () => (await own.port.headsets()).every(({ state }) => state === 'seated'), 45)
  }
  const count = (callId: string, kind: string): number => ear.kinds(callId).filter((one) => one === kind).length

  test('the headsets are on two', async () => {
    const homes = await Promise.all(['agent-1', 'agent-2', 'leader-1'].map(homeOf))
    expect(homes[0]).not.toBe(homes[1])
    expect(homes).toContain(homes[2])
  })

  // Where the customer is, the agent, and whom they ask.
  describe.each([
    { near: 'agent-1', agent: 'agent-1', asked: 'agent-2', what: 'the colleague is on another' },
    {
      near: 'agent-2',
      agent: 'agent-1',
      asked: 'agent-2',
      what: 'the agent is on another than customer and colleague',
    },
    { near: 'agent-2', agent: 'agent-1', asked: 'leader-1', what: 'the customer is on another than both' },
  ] as const)('$what', ({ near, agent, asked }) => {
    test('a colleague is asked, and sent away again', async () => {
      const callId = await talk(near, agent)
      await own.port.consult(callId, { endpoint: asked })
      await ear.heard(callId, 'consulting')
      await hears(agent, [asked])
      await hears(asked, [agent])
      await hears('customer', ['music'])
      await own.port.endConsult(callId, 'drop')
      await ear.heard(callId, 'resumed')
      await hears('customer', [agent])
      await hears(agent, ['customer'])
      await hears(asked, [])
      const kinds = ear.kinds(callId)
      expect(kinds.slice(kinds.indexOf('held'))).toEqual(['held', 'consulting', 'consultOver', 'resumed'])
    })

    test('all three talk, the recording goes on, and the agent leaves', async () => {
      const callId = await talk(near, agent)
      await own.port.record(callId, true)
      await own.port.consult(callId, { endpoint: asked })
      await ear.heard(callId, 'consulting')
      await own.port.endConsult(callId, 'confer')
      await ear.heard(callId, 'resumed')
      await hears('customer', [agent, asked])
      await hears(agent, ['customer', asked])
      await hears(asked, ['customer', agent])
      await own.port.endConsult(callId, 'handOver')
      expect(await ear.heard(callId, 'transferred')).toMatchObject({ endpoint: asked })
      await hears('customer', [asked])
      await hears(asked, ['customer'])
      await hears(agent, [])
      await wait(1000)
      await own.port.record(callId, false)
      const told = await ear.heard(callId, 'recorded')
      const legs = told.kind === 'recorded' ? await own.port.recording(told.recording) : undefined
      expect(tonesIn(legs?.customer)).toEqual(['customer'])
      const seconds = [...(legs?.agent.keys() ?? [])].filter((at) => at % 8000 === 0)
      expect(seconds.map((at) => tonesIn(legs?.agent.slice(at, at + 8000)).join())).toContain(`${agent},${asked}`)
      // The new agent has them as any other: held, and asked about in turn.
      await own.port.hold(callId, true)
      await hears('customer', ['music'])
      await own.port.hold(callId, false)
      await hears('customer', [asked])
    })

    test('the customer is handed over after a word with the colleague, and back without', async () => {
      const callId = await talk(near, agent)
      await own.port.consult(callId, { endpoint: asked })
      await ear.heard(callId, 'consulting')
      await own.port.endConsult(callId, 'handOver')
      await ear.heard(callId, 'transferred')
      await hears('customer', [asked])
      await hears(agent, [])
      await own.port.transfer(callId, { endpoint: agent })
      await waitUntil(() => count(callId, 'transferred') === 2, 5)
      await hears('customer', [agent])
      await hears(asked, [])
    })

    test('a leader listens, whispers, joins, leaves, and takes over', async () => {
      const callId = await talk(near, agent)
      await own.port.supervise(callId, asked, 'listen')
      await hears(asked, ['customer', agent])
      await hears(agent, ['customer'])
      await hears('customer', [agent])
      await own.port.supervise(callId, asked, 'whisper')
      await hears(agent, ['customer', asked])
      await hears('customer', [agent])
      await own.port.supervise(callId, asked, 'barge')
      await hears('customer', [agent, asked])
      await hears(agent, ['customer', asked])
      await hears(asked, ['customer', agent])
      await own.port.supervise(callId, asked, null)
      await hears(asked, [])
      await hears('customer', [agent])
      await own.port.supervise(callId, asked, 'listen')
      await own.port.transfer(callId, { endpoint: asked })
      await ear.heard(callId, 'transferred')
      await hears('customer', [asked])
      await hears(asked, ['customer'])
      await hears(agent, [])
    })

    test('somebody outside is asked, joins, and gets the customer', async () => {
      const callId = await talk(near, agent)
      await own.port.consult(callId, { number: outside })
      await ear.heard(callId, 'consulting')
      await hears(agent, ['outside'])
      await hears('outside', [agent])
      await hears('customer', ['music'])
      await own.port.endConsult(callId, 'confer')
      await hears('customer', [agent, 'outside'])
      await own.port.endConsult(callId, 'handOver')
      await ear.heard(callId, 'transferred')
      await hears('customer', ['outside'])
      await hears('outside', ['customer'])
      await hears(agent, [])
      await world.hangUp('outside')
      expect(await ear.heard(callId, 'ended')).toMatchObject({ by: 'us' })
    })
  })

  test('a leader elsewhere whose way in is lost comes in anew', async () => {
    const callId = await talk('agent-1', 'agent-1')
    await own.port.supervise(callId, 'agent-2', 'barge')
    await hears('customer', ['agent-1', 'agent-2'])
    const home = await homeOf('agent-1')
    const kept = own.addresses.find(({ name }) => name === home)!
    const way = async (): Promise<string | undefined> => (await whatIsUp(kept)).find((id) => id.startsWith('way.'))
    const lost = await way()
    // One lost sooner is not tried again.
    await wait(5000)
    await askHttp(kept, 'DELETE', `channels/${lost}`)
    await waitUntil(async () => ![undefined, lost].includes(await way()), 5)
    await hears('customer', ['agent-1', 'agent-2'])
    await hears('agent-2', ['customer', 'agent-1'])
    await own.port.supervise(callId, 'agent-2', null)
    await hears('agent-2', [])
  })

  test('two colleagues talk to each other until one of them gets a customer', async () => {
    await own.port.intercom('agent-1', 'agent-2', true)
    await hears('agent-1', ['agent-2'])
    await hears('agent-2', ['agent-1'])
    await own.port.intercom('agent-2', 'agent-1', false)
    await hears('agent-1', [])
    await own.port.intercom('agent-1', 'agent-2', true)
    const callId = await talk('agent-2', 'agent-2')
    await hears('agent-2', ['customer'])
    await hears('agent-1', [])
    await expect(own.port.intercom('agent-1', 'agent-2', true)).rejects.toThrow('is in a conversation')
    await own.port.hangUp(callId)
  })

  test('who hangs up while colleagues are joining leaves nothing behind', async () => {
    for (const order of [
      (callId: string) => own.port.consult(callId, { endpoint: 'agent-2' }),
      (callId: string) => own.port.transfer(callId, { endpoint: 'agent-2' }),
      (callId: string) => own.port.supervise(callId, 'agent-2', 'whisper'),
      (callId: string) => own.port.supervise(callId, 'agent-2', 'barge'),
    ])
      for (const afterMs of [0, 5, 15, 40]) {
        const callId = await talk('agent-1', 'agent-1')
        const given = order(callId).catch((error: Error) => expect(error.name).toMatch(/OrderRefused|HeadsetAway/))
        await wait(afterMs)
        await own.port.hangUp(callId)
        await given
        await ear.heard(callId, 'ended')
      }
  })

  test('a colleague whose Asterisk dies is no longer asked, the agent has the customer back', async () => {
    const home = await homeOf('agent-2')
    const node = exchange.network.nodes.find(({ name }) => name === home)
    const callId = await talk('agent-1', 'agent-1')
    await own.port.consult(callId, { endpoint: 'agent-2' })
    await ear.heard(callId, 'consulting')
    await node?.kill()
    try {
      await ear.heard(callId, 'resumed', 40)
      await hears('customer', ['agent-1'])
      await hears('agent-1', ['customer'])
      const up = (await whatIsUp(own.addresses.find(({ name }) => name !== home)!)).filter(
        (id) => !/^(seat|call)\./.test(id),
      )
      expect(up).toEqual([])
    } finally {
      await node?.start()
      await seatAnew()
    }
  })

  test('an Asterisk that dies with the customer frees the headset it was joined to elsewhere', async () => {
    const [home, other] = [await homeOf('agent-1'), await homeOf('agent-2')]
    expect(home).not.toBe(other)
    const far = exchange.network.nodes.find(({ name }) => name === other)
    const callId = await talk('agent-2', 'agent-1')
    await far?.kill()
    try {
      expect(await ear.heard(callId, 'ended', 40)).toMatchObject({ cause: 'lost' })
      const kept = own.addresses.find(({ name }) => name === home)!
      await waitUntil(async () => (await whatIsUp(kept)).every((id) => id.startsWith('seat.')), 10)
    } finally {
      await far?.start()
      await seatAnew()
    }
  })
})
