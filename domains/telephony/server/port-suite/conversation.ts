import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** What an agent, a leader and we can do while a customer talks, and how it ends. */
export const conversationSuite = (floor: () => Floor): void => {
  endingTests(floor)
  agentTests(floor)
  transferTests(floor)
  supervisionTests(floor)
}

const endingTests = (floor: () => Floor): void => {
  test('begins when the customer is joined to the headset', async () => {
    const { talk, heardOf, endpoint, kindsOf, port } = floor()
    const callId = await talk()
    expect(await heardOf(callId, 'bridged')).toMatchObject({ endpoint })
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
    expect(await port.liveCalls()).toEqual([callId])
  })

  test('is joined once, and by one headset only', async () => {
    const { talk, endpoint, otherEndpoint, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.connect(callId, endpoint)
    await expect(port.connect(callId, otherEndpoint)).rejects.toMatchObject({ name: 'OrderRefused' })
    await pass(1)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('is ended by the customer', async () => {
    const { talk, heardOf, port } = floor()
    const callId = await talk()
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
    expect(await port.liveCalls()).toEqual([])
  })

  test('is ended by us, once, however often we hang up', async () => {
    const { talk, heardOf, kindsOf, pass, port } = floor()
    const callId = await talk()
    await Promise.all([port.hangUp(callId), port.hangUp(callId)])
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
    await port.hangUp(callId)
    await pass(2)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'ended'])
  })

  test('takes no more orders once it has ended', async () => {
    const { talk, heardOf, otherEndpoint, prompt, port } = floor()
    const callId = await talk()
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    const orders = [
      () => port.hold(callId, true),
      () => port.mute(callId, true),
      () => port.record(callId, true),
      () => port.play(callId, prompt),
      () => port.transfer(callId, { endpoint: otherEndpoint }),
      () => port.supervise(callId, otherEndpoint, 'listen'),
    ]
    for (const order of orders) await expect(order()).rejects.toMatchObject({ name: 'OrderRefused' })
    await port.supervise(callId, otherEndpoint, null)
  })
}

const agentTests = (floor: () => Floor): void => {
  test('is held and resumed', async () => {
    const { talk, heardOf, endpoint, heardBy, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.hold(callId, true)
    await heardOf(callId, 'held')
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && ['music'])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && [])
    await port.hold(callId, true)
    await pass(1)
    await port.hold(callId, false)
    await heardOf(callId, 'resumed')
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'resumed'])
  })

  test('ends while the customer is on hold as at any time', async () => {
    const { talk, heardOf, port } = floor()
    const callId = await talk()
    await port.hold(callId, true)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
  })

  test('goes on while the agent is muted, unheard by the customer', async () => {
    const { talk, endpoint, heardBy, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.mute(callId, true)
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && ['customer'])
    await port.mute(callId, false)
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('plays a prompt to the customer and says when it is over', async () => {
    const { talk, heardOf, prompt, port } = floor()
    const callId = await talk()
    await port.play(callId, prompt)
    await heardOf(callId, 'played')
  })
}

const transferTests = (floor: () => Floor): void => {
  test('is handed to another headset', async () => {
    const { talk, heardOf, endpoint, otherEndpoint, heardBy, port } = floor()
    const callId = await talk()
    await port.transfer(callId, { endpoint: otherEndpoint })
    expect(await heardOf(callId, 'transferred')).toMatchObject({ endpoint: otherEndpoint })
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [otherEndpoint])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && [])
    expect(await port.liveCalls()).toEqual([callId])
  })

  test('is handed on out of hold', async () => {
    const { talk, heardOf, otherEndpoint, heardBy, port } = floor()
    const callId = await talk()
    await port.hold(callId, true)
    await heardOf(callId, 'held')
    await port.transfer(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'transferred')
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [otherEndpoint])
  })

  test('is handed to an outside number', async () => {
    const { talk, heardOf, outsideNumber, port } = floor()
    const callId = await talk()
    await port.transfer(callId, { number: outsideNumber })
    expect(await heardOf(callId, 'transferred')).toMatchObject({ endpoint: outsideNumber })
  })

  test('cannot be handed on before it began', async () => {
    const { dialUntil, otherEndpoint, port } = floor()
    const callId = await dialUntil('person', 'answered')
    await expect(port.transfer(callId, { endpoint: otherEndpoint })).rejects.toMatchObject({ name: 'OrderRefused' })
  })
}

const supervisionTests = (floor: () => Floor): void => {
  test.each([
    ['listen', { leader: ['agent', 'customer'], agent: ['customer'], customer: ['agent'] }],
    ['whisper', { leader: ['agent', 'customer'], agent: ['customer', 'leader'], customer: ['agent'] }],
    ['barge', { leader: ['agent', 'customer'], agent: ['customer', 'leader'], customer: ['agent', 'leader'] }],
  ] as const)('lets a leader %s, and goes on when the leader leaves', async (mode, expected) => {
    const { talk, endpoint, otherEndpoint, heardBy, isDeafToWhispers, kindsOf, pass, port } = floor()
    const ofAgent = mode === 'whisper' && isDeafToWhispers ? ['customer'] : expected.agent
    const names: Record<string, string> = { [endpoint]: 'agent', [otherEndpoint]: 'leader', customer: 'customer' }
    const hears = async (callId: string, party: string) =>
      (await heardBy?.(callId, party))?.map((other) => names[other] ?? other).sort()

    const callId = await talk()
    await port.supervise(callId, otherEndpoint, mode)
    await pass(1)
    expect(await hears(callId, otherEndpoint)).toEqual(heardBy && expected.leader)
    expect(await hears(callId, endpoint)).toEqual(heardBy && ofAgent)
    expect(await hears(callId, 'customer')).toEqual(heardBy && expected.customer)

    await port.supervise(callId, otherEndpoint, null)
    await pass(1)
    expect(await hears(callId, otherEndpoint)).toEqual(heardBy && [])
    expect(await hears(callId, endpoint)).toEqual(heardBy && ['customer'])
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('lets a leader change from listening to joining', async () => {
    const { talk, otherEndpoint, heardBy, pass, port } = floor()
    const callId = await talk()
    await port.supervise(callId, otherEndpoint, 'listen')
    await port.supervise(callId, otherEndpoint, 'barge')
    await pass(1)
    if (heardBy) expect(await heardBy(callId, 'customer')).toContain(otherEndpoint)
    expect(await port.liveCalls()).toEqual([callId])
  })
}
