import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWithPhones } from '#tools/test/phones.ts'
import { memoryVariable } from './call.ts'
import { askHttp } from './client.ts'
import { userOfSeat } from './names.ts'
import { numberThat } from './network/outcomes.ts'
import { type Ear, earOn, place } from './test-ear.ts'
import {
  addressOf,
  openTestExchange,
  openTestPort,
  passed,
  type TestExchange,
  waitUntil,
  whatIsUp,
} from './test-exchange.ts'
import { openWire, type Wire } from './test-wire.ts'

type TestPort = Awaited<ReturnType<typeof openTestPort>>

describeWithPhones('Asterisk, when what somebody hears by is lost', (programs) => {
  let exchange: TestExchange
  let wire: Wire
  let own: TestPort
  let ear: Ear
  const talk = async (): Promise<string> => {
    const callId = await place(own.port, 'patient')
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, 'agent-1')
    return callId
  }
  const ask = (method: 'GET' | 'DELETE', path: string): Promise<Response> =>
    askHttp(addressOf(exchange.node), method, path)
  const upNow = async (kind: RegExp): Promise<string[]> =>
    (await whatIsUp(addressOf(exchange.node))).filter((id) => kind.test(id))
  /** Who is in the bridge of that headset. */
  const insideOf = async (endpoint: string): Promise<string[]> => {
    const all = (await (await ask('GET', 'bridges')).json()) as { id: string; channels: string[] }[]
    return all.find(({ id }) => userOfSeat(id) === endpoint)?.channels ?? []
  }

  beforeAll(async () => {
    exchange = await openTestExchange(programs)
  })
  afterAll(() => exchange?.close())
  beforeEach(async () => {
    wire = await openWire(exchange.node.http)
    own = await openTestPort(exchange, { url: wire.url })
    ear = earOn(own.port)
  })
  afterEach(async () => {
    wire.mend()
    await own.close().finally(() => {
      ear.stop()
      wire.close()
    })
  })
  const isUp = async (): Promise<boolean> => (await own.port.health()).nodes.every((node) => node.isUp)
  const cutAndMend = async (): Promise<void> => {
    wire.cut()
    await waitUntil(async () => !(await isUp()), 5)
    wire.mend()
    await waitUntil(isUp, 10)
    await passed(500)
  }

  test('a leader goes on listening after the line to Asterisk was cut, and an echo goes on', async () => {
    const callId = await talk()
    await own.port.supervise(callId, 'agent-2', 'listen')
    const before = await upNow(/^lead\./)
    expect(before).toHaveLength(1)
    await cutAndMend()
    expect(await upNow(/^lead\./)).toEqual(before)
    expect(await insideOf('agent-2')).toContain(before[0])
    await own.port.supervise(callId, 'agent-2', null)
    await waitUntil(async () => (await upNow(/^lead\./)).length === 0, 5)
    await own.port.echo('agent-2', true)
    const echo = await upNow(/^echo\./)
    await cutAndMend()
    expect(await upNow(/^echo\./)).toEqual(echo)
    await own.port.echo('agent-2', false)
  })

  test('a leader whose spy ended while nobody heard, or by itself, listens anew', async () => {
    const callId = await talk()
    await own.port.supervise(callId, 'agent-2', 'whisper')
    await passed(5500)
    const [first] = await upNow(/^lead\./)
    wire.cut()
    await waitUntil(async () => !(await isUp()), 5)
    await ask('DELETE', `channels/${first}`)
    wire.mend()
    const another = async (): Promise<string | undefined> => (await upNow(/^lead\./)).find((id) => id !== first)
    await waitUntil(async () => (await another()) !== undefined, 12)
    const second = await another()
    await passed(5500)
    await ask('DELETE', `channels/${second}`)
    await waitUntil(async () => (await upNow(/^lead\./)).some((id) => id !== second), 5)
  })

  const isKeptMuted = async (callId: string): Promise<boolean> => {
    const kept = await ask('GET', `channels/call.${callId}/variable?variable=${memoryVariable}`)
    return ((await kept.json()) as { value: string }).value.includes('"muted":true')
  }
  /** Both at once, until the one who is to take the customer is gone first: the call, or undefined where they were not. */
  const handOverToOneWhoLeaves = async (): Promise<string | undefined> => {
    const callId = await talk()
    await own.port.mute(callId, true)
    await own.port.supervise(callId, 'agent-2', 'listen')
    await own.port.consult(callId, { number: numberThat('patient') })
    await ear.heard(callId, 'consulting')
    const [far] = await upNow(/^far\./)
    const gone = ask('DELETE', `channels/${far}`)
    const refused = await own.port.endConsult(callId, 'handOver').then(
      () => null,
      (error: Error) => error.name,
    )
    await gone
    if (refused === null) {
      await own.port.hangUp(callId)
      await ear.heard(callId, 'ended')
      return undefined
    }
    expect(refused).toBe('OrderRefused')
    return callId
  }

  test('a customer is with the agent again when whoever was to take them hangs up in that moment', async () => {
    let callId: string | undefined
    for (let attempt = 0; attempt < 12 && callId === undefined; attempt++) callId = await handOverToOneWhoLeaves()
    if (callId === undefined) throw new Error('they were never gone first')
    const told = callId
    await ear.heard(told, 'resumed')
    expect(ear.kinds(told)).toContain('consultOver')
    expect(ear.kinds(told)).not.toContain('transferred')
    expect(await insideOf('agent-1')).toContain(`call.${told}`)
    // Nothing has changed for the agent, nor for whoever listens to them.
    expect(await isKeptMuted(told)).toBe(true)
    await waitUntil(async () => (await upNow(/^lead\./)).length === 1, 5)
    expect(await insideOf('agent-2')).toEqual(expect.arrayContaining(await upNow(/^lead\./)))
    await own.port.supervise(told, 'agent-2', null)
    await own.port.hold(told, true)
    await own.port.hold(told, false)
    await own.port.consult(told, { endpoint: 'agent-2' })
    await waitUntil(() => ear.kinds(told).filter((kind) => kind === 'consulting').length === 2, 5)
  })

  test('a headset that was being called when the line was cut is seated, whatever became of that leg, and takes a call', async () => {
    const areSeated = async (): Promise<boolean> => (await own.port.headsets()).every(({ state }) => state === 'seated')
    // Before the order arrives, before the headset answers, and before it has its bridge.
    for (const afterMs of [0, 2, 5, 10, 15, 20, 30, 50]) {
      await own.port.seat('agent-2', false)
      await waitUntil(async () => !(await areSeated()), 5)
      own.port.seat('agent-2', true).catch(() => {})
      await passed(afterMs)
      wire.cut()
      await passed(200)
      wire.mend()
      await waitUntil(isUp, 10)
      await waitUntil(areSeated, 20)
    }
    const callId = await place(own.port, 'person')
    await ear.heard(callId, 'answered')
    await own.port.connect(callId, 'agent-2')
    // The leg, and the bridge named like it.
    const up = await upNow(/^seat\.agent-2/)
    expect([up.length, new Set(up).size]).toEqual([2, 1])
  }, 200_000)
})
