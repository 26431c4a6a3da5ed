import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** A colleague, a leader or somebody outside whom the agent asks while the customer waits. */
export const thirdPartySuite = (floor: () => Floor): void => {
  askingTests(floor)
  endingTests(floor)
  outsideTests(floor)
  lateTests(floor)
  conferenceTests(floor)
  accidentTests(floor)
}

const refusedOrder = { name: 'OrderRefused' }

/** A call whose agent talks to `otherEndpoint` about the customer on hold. */
const consulting = async (floor: () => Floor): Promise<string> => {
  const { talk, heardOf, otherEndpoint, port } = floor()
  const callId = await talk()
  await port.consult(callId, { endpoint: otherEndpoint })
  await heardOf(callId, 'consulting')
  return callId
}
const conferring = async (floor: () => Floor): Promise<string> => {
  const { heardOf, port } = floor()
  const callId = await consulting(floor)
  await port.endConsult(callId, 'confer')
  await heardOf(callId, 'conferred')
  await heardOf(callId, 'resumed')
  return callId
}

const askingTests = (floor: () => Floor): void => {
  test('is asked while the customer hears music', async () => {
    const { endpoint, otherEndpoint, heardBy, heardOf, kindsOf } = floor()
    const callId = await consulting(floor)
    expect(await heardOf(callId, 'consulting')).toMatchObject({ endpoint: otherEndpoint })
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting'])
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && ['music'])
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && [otherEndpoint])
    expect(await heardBy?.(callId, otherEndpoint)).toEqual(heardBy && [endpoint])
  })

  test('may be somebody outside, who leaves when they have said enough', async () => {
    const { talk, heardOf, kindsOf, leavingNumber, port } = floor()
    const callId = await talk()
    await port.consult(callId, { number: leavingNumber })
    expect(await heardOf(callId, 'consulting')).toMatchObject({ endpoint: leavingNumber })
    expect(await heardOf(callId, 'consultOver')).toMatchObject({ endpoint: leavingNumber })
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'consultOver', 'resumed'])
  })

  test('who is busy gives the agent their customer back', async () => {
    const { talk, endpoint, heardBy, heardOf, kindsOf, numbers, port } = floor()
    const callId = await talk()
    await port.consult(callId, { number: numbers.busy })
    expect(await heardOf(callId, 'consultOver')).toMatchObject({ endpoint: numbers.busy })
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consultOver', 'resumed'])
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
  })

  test('who is with a customer of their own is busy, and not disturbed', async () => {
    const { talk, otherEndpoint, heardBy, heardOf, kindsOf, port } = floor()
    const theirs = await talk(otherEndpoint)
    const callId = await talk()
    await port.consult(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consultOver', 'resumed'])
    expect(kindsOf(theirs)).toEqual(['ringing', 'answered', 'bridged'])
    expect(await heardBy?.(theirs, otherEndpoint)).toEqual(heardBy && ['customer'])
  })

  test('is asked for a customer who is connected, one at a time, and is not the agent', async () => {
    const { dialUntil, endpoint, otherEndpoint, outsideNumber, port } = floor()
    const unconnected = await dialUntil('person', 'answered')
    await expect(port.consult(unconnected, { endpoint: otherEndpoint })).rejects.toMatchObject(refusedOrder)
    await port.hangUp(unconnected)
    const callId = await consulting(floor)
    await expect(port.consult(callId, { number: outsideNumber })).rejects.toMatchObject(refusedOrder)
    await expect(port.transfer(callId, { number: outsideNumber })).rejects.toMatchObject(refusedOrder)
    await expect(port.hold(callId, false)).rejects.toMatchObject(refusedOrder)
    await port.endConsult(callId, 'drop')
    await floor().heardOf(callId, 'resumed')
    await expect(port.consult(callId, { endpoint })).rejects.toMatchObject(refusedOrder)
  })
}

const endingTests = (floor: () => Floor): void => {
  test('leaves when the agent is done, who has the customer back', async () => {
    const { endpoint, otherEndpoint, heardBy, heardOf, kindsOf, port } = floor()
    const callId = await consulting(floor)
    await port.endConsult(callId, 'drop')
    expect(await heardOf(callId, 'consultOver')).toMatchObject({ endpoint: otherEndpoint })
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'consultOver', 'resumed'])
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    await expect(port.endConsult(callId, 'drop')).rejects.toMatchObject(refusedOrder)
  })

  test('is called off while it rings', async () => {
    const { talk, heardOf, kindsOf, numbers, pass, port } = floor()
    const callId = await talk()
    await port.consult(callId, { number: numbers.noAnswer })
    await heardOf(callId, 'held')
    await pass(3)
    await expect(port.endConsult(callId, 'handOver')).rejects.toMatchObject(refusedOrder)
    await expect(port.endConsult(callId, 'confer')).rejects.toMatchObject(refusedOrder)
    await port.endConsult(callId, 'drop')
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consultOver', 'resumed'])
  })

  test('takes the customer over, and the agent is free', async () => {
    const { endpoint, otherEndpoint, heardBy, heardOf, kindsOf, port, dialUntil } = floor()
    const callId = await consulting(floor)
    await port.endConsult(callId, 'handOver')
    expect(await heardOf(callId, 'transferred')).toMatchObject({ endpoint: otherEndpoint })
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'transferred'])
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [otherEndpoint])
    const next = await dialUntil('person', 'answered')
    await port.connect(next, endpoint)
    await heardOf(next, 'bridged')
  })

  test('outside takes the customer over', async () => {
    const { talk, heardOf, outsideNumber, port } = floor()
    const callId = await talk()
    await port.consult(callId, { number: outsideNumber })
    await heardOf(callId, 'consulting')
    await port.endConsult(callId, 'handOver')
    expect(await heardOf(callId, 'transferred')).toMatchObject({ endpoint: outsideNumber })
    expect(await port.liveCalls()).toEqual([callId])
  })
}

const outsideTests = (floor: () => Floor): void => {
  const legsOf = (callId: string) =>
    floor()
      .eventsOf(callId)
      .flatMap((event) => (event.kind === 'outside' ? [event] : []))

  test('outside is on a trunk from the order to the end, and costs from the answer on', async () => {
    const { talk, heardOf, eventsOf, outsideNumber, port, equipment } = floor()
    const trunk = equipment.trunks[0]?.name
    const callId = await talk()
    await port.consult(callId, { number: outsideNumber })
    await heardOf(callId, 'consulting')
    expect(legsOf(callId).map(({ stage }) => stage)).toEqual(['placed', 'answered'])
    expect((await port.health()).trunks.find(({ name }) => name === trunk)?.calls).toBe(2)
    await port.endConsult(callId, 'handOver')
    await heardOf(callId, 'transferred')
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    expect(legsOf(callId).map(({ stage }) => stage)).toEqual(['placed', 'answered', 'ended'])
    expect(new Set(legsOf(callId).map(({ leg }) => leg)).size).toBe(1)
    for (const leg of legsOf(callId)) expect(leg).toMatchObject({ number: outsideNumber, trunk })
    expect(eventsOf(callId).at(-1)?.kind).toBe('ended')
    expect((await port.health()).trunks.find(({ name }) => name === trunk)?.calls).toBe(0)
  })

  test('outside who is busy, or sent away, is on no trunk any more', async () => {
    const { talk, heardOf, leavingNumber, numbers, port, equipment } = floor()
    const calls = async () => (await port.health()).trunks.find(({ name }) => name === equipment.trunks[0]?.name)?.calls
    const callId = await talk()
    await port.consult(callId, { number: numbers.busy })
    await heardOf(callId, 'resumed')
    expect(legsOf(callId).map(({ stage }) => stage)).toEqual(['placed', 'ended'])
    expect(await calls()).toBe(1)
    await port.consult(callId, { number: leavingNumber })
    await heardOf(callId, 'consulting')
    await port.endConsult(callId, 'drop')
    await floor().until(() => legsOf(callId).length === 5, 5)
    expect(legsOf(callId).map(({ stage }) => stage)).toEqual(['placed', 'ended', 'placed', 'answered', 'ended'])
    expect(await calls()).toBe(1)
  })

  test('outside whom no trunk may call is not called, neither to be asked nor to take the customer', async () => {
    const { talk, heardOf, kindsOf, outsideNumber, pass, port, equipment } = floor()
    const callId = await talk()
    await port.equip({ ...equipment, trunks: equipment.trunks.map((one) => ({ ...one, allowedPrefixes: ['+999'] })) })
    try {
      await port.consult(callId, { number: outsideNumber })
      await heardOf(callId, 'resumed')
      await port.transfer(callId, { number: outsideNumber })
      await pass(1)
      expect(kindsOf(callId).slice(3)).toEqual(['held', 'consultOver', 'resumed'])
      expect(legsOf(callId)).toEqual([])
    } finally {
      await port.equip(equipment)
    }
  })
}

const lateTests = (floor: () => Floor): void => {
  const lastStage = (callId: string) =>
    floor()
      .eventsOf(callId)
      .flatMap((event) => (event.kind === 'outside' ? [event.stage] : []))
      .at(-1)

  test('outside who answers late does not take a customer whom a colleague has by then', async () => {
    const { talk, heardBy, heardOf, eventsOf, outsideNumber, otherEndpoint, pass, port, equipment } = floor()
    const callId = await talk()
    await port.transfer(callId, { number: outsideNumber })
    await port.transfer(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'transferred')
    await pass(4)
    const handed = eventsOf(callId).flatMap((event) => (event.kind === 'transferred' ? [event.endpoint] : []))
    expect(handed.at(-1)).toBe(otherEndpoint)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [otherEndpoint])
    const { trunks } = await port.health()
    expect(trunks.find(({ name }) => name === equipment.trunks[0]?.name)?.calls).toBe(1)
    expect(['ended', undefined]).toContain(lastStage(callId))
  })

  test('outside who answers late does not take a customer about whom a colleague is asked by then', async () => {
    const { talk, endpoint, heardBy, heardOf, kindsOf, outsideNumber, otherEndpoint, pass, port } = floor()
    const callId = await talk()
    await port.transfer(callId, { number: outsideNumber })
    await port.consult(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'consulting')
    await pass(4)
    expect(await heardBy?.(callId, endpoint)).toEqual(heardBy && [otherEndpoint])
    await port.endConsult(callId, 'drop')
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'consultOver', 'resumed'])
    expect(['ended', undefined]).toContain(lastStage(callId))
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
  })
}

const conferenceTests = (floor: () => Floor): void => {
  test('talks with both', async () => {
    const { endpoint, otherEndpoint, heardBy, kindsOf, port } = floor()
    const callId = await conferring(floor)
    const hears = async (party: string) => (await heardBy?.(callId, party))?.sort()
    expect(await hears('customer')).toEqual(heardBy && [endpoint, otherEndpoint].sort())
    expect(await hears(endpoint)).toEqual(heardBy && ['customer', otherEndpoint].sort())
    expect(await hears(otherEndpoint)).toEqual(heardBy && ['customer', endpoint].sort())
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'conferred', 'resumed'])
    await expect(port.consult(callId, { endpoint: 'yet-another' })).rejects.toMatchObject({
      name: expect.stringMatching(/^(OrderRefused|HeadsetAway)$/),
    })
  })

  test('goes on with the customer when the agent leaves', async () => {
    const { otherEndpoint, heardBy, heardOf, port } = floor()
    const callId = await conferring(floor)
    await port.endConsult(callId, 'handOver')
    expect(await heardOf(callId, 'transferred')).toMatchObject({ endpoint: otherEndpoint })
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [otherEndpoint])
  })

  test('leaves the other two talking', async () => {
    const { endpoint, heardBy, heardOf, kindsOf, otherEndpoint, pass, port } = floor()
    const callId = await conferring(floor)
    await port.endConsult(callId, 'drop')
    expect(await heardOf(callId, 'consultOver')).toMatchObject({ endpoint: otherEndpoint })
    await pass(1)
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(kindsOf(callId).slice(5)).toEqual(['conferred', 'resumed', 'consultOver'])
  })
}

const accidentTests = (floor: () => Floor): void => {
  test('is free again when the customer has hung up', async () => {
    const { heardOf, kindsOf, otherEndpoint, port, talk } = floor()
    const callId = await consulting(floor)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
    await expect(port.endConsult(callId, 'handOver')).rejects.toMatchObject(refusedOrder)
    const next = await talk(otherEndpoint)
    expect(kindsOf(next)).toEqual(['ringing', 'answered', 'bridged'])
    expect(kindsOf(callId).at(-1)).toBe('ended')
  })

  test('is called in vain when the customer hangs up meanwhile', async () => {
    const { talk, heardOf, kindsOf, numbers, pass, port } = floor()
    const callId = await talk()
    await port.consult(callId, { number: numbers.noAnswer })
    await heardOf(callId, 'ended')
    await pass(5)
    expect(kindsOf(callId).at(-1)).toBe('ended')
    expect(await port.liveCalls()).toEqual([])
  })

  test('whose headset goes away has left', async () => {
    const { heardOf, kindsOf, otherEndpoint, port, takeOff } = floor()
    await port.seat(otherEndpoint, true)
    const callId = await consulting(floor)
    await takeOff(otherEndpoint)
    await heardOf(callId, 'resumed')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'consulting', 'consultOver', 'resumed'])
  })

  test('leaves when the headset of the agent goes away', async () => {
    const { endpoint, heardBy, heardOf, kindsOf, port, takeOff } = floor()
    await port.seat(endpoint, true)
    const callId = await consulting(floor)
    await takeOff(endpoint)
    expect(await heardOf(callId, 'released')).toMatchObject({ endpoint })
    expect(kindsOf(callId)).toContain('consultOver')
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && ['music'])
  })
}
