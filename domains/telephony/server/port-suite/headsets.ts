import { expect, test } from 'vitest'
import type { HeadsetState } from '../../contract.ts'
import type { Floor } from './floor.ts'

/** What becomes of headsets, with a customer on them and without. */
export const headsetSuite = (floor: () => Floor): void => {
  newsTests(floor)
  awayTests(floor)
  lossTests(floor)
  leaderTests(floor)
  intercomTests(floor)
  echoTests(floor)
}

const newsTests = (floor: () => Floor): void => {
  const stateOf = async (endpoint: string): Promise<HeadsetState | undefined> =>
    (await floor().port.headsets()).find((headset) => headset.endpoint === endpoint)?.state

  test('is told when it goes away and when it can be joined again, to whoever still listens', async () => {
    const { endpoint, pass, port, putOn, takeOff, until } = floor()
    await port.seat(endpoint, true)
    await pass(1)
    const told: string[] = []
    const stop = port.listenToHeadsets((news) => told.push(`${news.endpoint} ${news.state}`))
    await takeOff(endpoint)
    await until(() => told.includes(`${endpoint} away`), 30)
    expect(await stateOf(endpoint)).toBe('away')
    await putOn(endpoint)
    await until(() => told.at(-1) === `${endpoint} seated`, 30)
    expect(await stateOf(endpoint)).toBe('seated')
    stop()
    stop()
    const before = told.length
    await port.seat(endpoint, false)
    await pass(2)
    expect(told).toHaveLength(before)
  })

  test('that is to be seated no longer takes no customer, and is no less there', async () => {
    const { dialUntil, endpoint, heardOf, pass, port } = floor()
    await port.seat(endpoint, false)
    await pass(2)
    expect(await stateOf(endpoint)).toBe('registered')
    const callId = await dialUntil('person', 'answered')
    await expect(port.connect(callId, endpoint)).rejects.toMatchObject({ name: 'HeadsetAway' })
    await port.seat(endpoint, true)
    await pass(2)
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
  })
}

const awayTests = (floor: () => Floor): void => {
  const takenOff = async (endpoint: string): Promise<void> => {
    const { port, takeOff, until } = floor()
    const gone: string[] = []
    const stop = port.listenToHeadsets((news) => gone.push(`${news.endpoint} ${news.state}`))
    await port.seat(endpoint, true)
    await takeOff(endpoint)
    await until(() => gone.includes(`${endpoint} away`), 30)
    stop()
  }

  test('that is away is refused, and the customer can still be connected to another', async () => {
    const { dialUntil, endpoint, otherEndpoint, heardOf, kindsOf, port } = floor()
    await takenOff(endpoint)
    const callId = await dialUntil('person', 'answered')
    await expect(port.connect(callId, endpoint)).rejects.toMatchObject({ name: 'HeadsetAway' })
    await port.connect(callId, otherEndpoint)
    expect(await heardOf(callId, 'bridged')).toMatchObject({ endpoint: otherEndpoint })
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('that is away is handed nobody, asked by nobody, and hears nobody', async () => {
    const { talk, endpoint, otherEndpoint, heardBy, kindsOf, pass, port } = floor()
    await takenOff(otherEndpoint)
    const callId = await talk()
    const orders = [
      () => port.transfer(callId, { endpoint: otherEndpoint }),
      () => port.consult(callId, { endpoint: otherEndpoint }),
      () => port.supervise(callId, otherEndpoint, 'listen'),
      () => port.intercom(otherEndpoint, `${endpoint}-nobody`, true),
      () => port.echo(otherEndpoint, true),
    ]
    for (const order of orders) await expect(order()).rejects.toMatchObject({ name: 'HeadsetAway' })
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })
}

const lossTests = (floor: () => Floor): void => {
  test('that goes away in the middle and comes back is joined again', async () => {
    const { talk, endpoint, heardBy, heardOf, kindsOf, port, putOn, takeOff } = floor()
    await port.seat(endpoint, true)
    const callId = await talk()
    await takeOff(endpoint)
    const released = await heardOf(callId, 'released')
    expect(released).toMatchObject({ endpoint })
    expect(released.forGood).toBeUndefined()
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && ['music'])
    expect(await port.liveCalls()).toEqual([callId])
    await putOn(endpoint)
    expect(await heardOf(callId, 'bridged', 2)).toMatchObject({ endpoint })
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'released', 'bridged'])
  })

  test('that goes away and does not come back leaves its customer to another, for good', async () => {
    const { talk, endpoint, otherEndpoint, heardOf, kindsOf, pass, port, putOn, takeOff } = floor()
    await port.seat(endpoint, true)
    const callId = await talk()
    await takeOff(endpoint)
    await heardOf(callId, 'released')
    await port.connect(callId, otherEndpoint)
    expect(await heardOf(callId, 'bridged', 2)).toMatchObject({ endpoint: otherEndpoint })
    await putOn(endpoint)
    await pass(2)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'released', 'bridged'])
  })

  test('that goes away does not keep its customer on the line', async () => {
    const { talk, endpoint, heardOf, kindsOf, takeOff, port } = floor()
    await port.seat(endpoint, true)
    const callId = await talk()
    await takeOff(endpoint)
    await heardOf(callId, 'released')
    await expect(port.hold(callId, true)).rejects.toMatchObject({ name: 'OrderRefused' })
    expect(await heardOf(callId, 'ended')).toMatchObject({ by: 'customer' })
    expect(kindsOf(callId).at(-1)).toBe('ended')
  })
}

const leaderTests = (floor: () => Floor): void => {
  test('that goes away leaves its leader with nobody, and free for a customer', async () => {
    const { talk, endpoint, otherEndpoint, heardBy, heardOf, pass, port, takeOff } = floor()
    await port.seat(endpoint, true)
    const callId = await talk()
    await port.supervise(callId, otherEndpoint, 'listen')
    await pass(1)
    await takeOff(endpoint)
    await heardOf(callId, 'released')
    await pass(1)
    expect(await heardBy?.(callId, otherEndpoint)).toEqual(heardBy && [])
    await port.connect(callId, otherEndpoint)
    expect(await heardOf(callId, 'bridged', 2)).toMatchObject({ endpoint: otherEndpoint })
  })

  test("that goes away leaves a colleague's conversation, and is not back in it when it is back", async () => {
    const { talk, endpoint, otherEndpoint, heardBy, pass, port, putOn, takeOff, until } = floor()
    await port.seat(otherEndpoint, true)
    const told: string[] = []
    const stop = port.listenToHeadsets((news) => told.push(`${news.endpoint} ${news.state}`))
    const callId = await talk()
    await port.supervise(callId, otherEndpoint, 'whisper')
    await pass(1)
    await takeOff(otherEndpoint)
    await until(() => told.includes(`${otherEndpoint} away`), 30)
    await putOn(otherEndpoint)
    await until(() => told.at(-1) === `${otherEndpoint} seated`, 30)
    await pass(1)
    expect(await heardBy?.(callId, otherEndpoint)).toEqual(heardBy && [])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && ['customer'])
    stop()
  })
}

const intercomTests = (floor: () => Floor): void => {
  test('talks to another without a customer, until they part', async () => {
    const { endpoint, otherEndpoint, hearsApart, pass, port, told } = floor()
    await port.intercom(endpoint, otherEndpoint, true)
    await port.intercom(endpoint, otherEndpoint, true)
    await pass(1)
    expect(await hearsApart?.(endpoint)).toEqual(hearsApart && [otherEndpoint])
    expect(await hearsApart?.(otherEndpoint)).toEqual(hearsApart && [endpoint])
    await port.intercom(endpoint, otherEndpoint, false)
    await port.intercom(endpoint, otherEndpoint, false)
    await pass(1)
    expect(await hearsApart?.(endpoint)).toEqual(hearsApart && [])
    expect(told).toEqual([])
  })

  test('that talks to another is there for a customer at once', async () => {
    const { dialUntil, endpoint, otherEndpoint, heardBy, hearsApart, heardOf, pass, port } = floor()
    await port.intercom(otherEndpoint, endpoint, true)
    await pass(1)
    const callId = await dialUntil('person', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(await hearsApart?.(otherEndpoint)).toEqual(hearsApart && [])
  })

  test('with a customer on it is not called by a colleague, nor given an echo', async () => {
    const { talk, endpoint, otherEndpoint, heardBy, pass, port } = floor()
    const callId = await talk()
    await expect(port.intercom(otherEndpoint, endpoint, true)).rejects.toMatchObject({ name: 'OrderRefused' })
    await expect(port.echo(endpoint, true)).rejects.toMatchObject({ name: 'OrderRefused' })
    await pass(1)
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && ['customer'])
  })

  test('that goes away leaves the other one free', async () => {
    const { endpoint, otherEndpoint, heardOf, hearsApart, dialUntil, pass, port, takeOff } = floor()
    await port.seat(endpoint, true)
    await port.intercom(endpoint, otherEndpoint, true)
    await pass(1)
    await takeOff(endpoint)
    await pass(10)
    expect(await hearsApart?.(otherEndpoint)).toEqual(hearsApart && [])
    const callId = await dialUntil('person', 'answered')
    await port.connect(callId, otherEndpoint)
    await heardOf(callId, 'bridged')
  })
}

const echoTests = (floor: () => Floor): void => {
  test('hears itself, until it is enough or a customer comes', async () => {
    const { dialUntil, endpoint, hearsApart, heardBy, heardOf, pass, port } = floor()
    await port.echo(endpoint, true)
    await pass(1)
    expect(await hearsApart?.(endpoint)).toEqual(hearsApart && [endpoint])
    await port.echo(endpoint, false)
    await port.echo(endpoint, false)
    await pass(1)
    expect(await hearsApart?.(endpoint)).toEqual(hearsApart && [])
    await port.echo(endpoint, true)
    const callId = await dialUntil('person', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && ['customer'])
  })
}
