import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** Customers who call us. */
export const incomingSuite = (floor: () => Floor): void => {
  takenTests(floor)
  untakenTests(floor)
}

const refusedOrder = { name: 'OrderRefused' }

const takenTests = (floor: () => Floor): void => {
  test('says who calls which of our numbers', async () => {
    const { comeIn, heardOf, numbers, ourNumber, port } = floor()
    const callId = await comeIn()
    expect(await heardOf(callId, 'incoming')).toMatchObject({ from: numbers.person, to: ourNumber })
    expect(await port.liveCalls()).toEqual([callId])
  })

  test('is told by their number also over a trunk whose settings were changed', async () => {
    const { comeIn, equipment, heardOf, numbers, port } = floor()
    await port.equip({ ...equipment, trunks: equipment.trunks.map((trunk) => ({ ...trunk, silentSeconds: 90 })) })
    expect(await heardOf(await comeIn(), 'incoming')).toMatchObject({ from: numbers.person })
  })

  test('is taken and connected, and ends as any conversation', async () => {
    const { comeIn, endpoint, heardBy, heardOf, kindsOf, port } = floor()
    const callId = await comeIn()
    await port.answer(callId)
    await heardOf(callId, 'answered')
    await port.connect(callId, endpoint)
    expect(await heardOf(callId, 'bridged')).toMatchObject({ endpoint })
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'customer' })
    expect(kindsOf(callId)).toEqual(['incoming', 'answered', 'bridged', 'ended'])
  })

  test('is taken once', async () => {
    const { comeIn, heardOf, kindsOf, pass, port } = floor()
    const callId = await comeIn()
    await Promise.all([port.answer(callId), port.answer(callId)])
    await heardOf(callId, 'answered')
    await port.answer(callId)
    await pass(2)
    expect(kindsOf(callId)).toEqual(['incoming', 'answered'])
  })

  test('is told something and ended where there is no agent', async () => {
    const { comeIn, heardOf, kindsOf, prompt, port } = floor()
    const callId = await comeIn()
    await port.answer(callId)
    await heardOf(callId, 'answered')
    await port.play(callId, prompt)
    await heardOf(callId, 'played')
    await port.hangUp(callId)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'normal', by: 'us' })
    expect(kindsOf(callId)).toEqual(['incoming', 'answered', 'played', 'ended'])
  })

  test('is recorded, held and handed on as any other', async () => {
    const { comeIn, endpoint, heardOf, kindsOf, otherEndpoint, pass, port } = floor()
    const callId = await comeIn()
    await port.answer(callId)
    await heardOf(callId, 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    await port.record(callId, true)
    await port.hold(callId, true)
    await heardOf(callId, 'held')
    await port.hold(callId, false)
    await heardOf(callId, 'resumed')
    await pass(2)
    await port.transfer(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'transferred')
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    expect(kindsOf(callId).slice(3)).toEqual(['held', 'resumed', 'transferred', 'recorded', 'ended'])
  })
}

const untakenTests = (floor: () => Floor): void => {
  test('that nobody takes is given up by the customer', async () => {
    const { comeIn, heardOf, kindsOf, port } = floor()
    const callId = await comeIn({ givesUpAfterSeconds: 5 })
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'noAnswer', by: 'customer' })
    expect(kindsOf(callId)).toEqual(['incoming', 'ended'])
    expect(await port.liveCalls()).toEqual([])
    await expect(port.answer(callId)).rejects.toMatchObject(refusedOrder)
  })

  test('is turned away before anybody took it', async () => {
    const { comeIn, heardOf, kindsOf, port } = floor()
    const callId = await comeIn()
    await port.hangUp(callId)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'cancelled', by: 'us' })
    expect(kindsOf(callId)).toEqual(['incoming', 'ended'])
  })

  test('is neither connected, told anything nor recorded before it is taken', async () => {
    const { comeIn, endpoint, kindsOf, pass, port, prompt } = floor()
    const callId = await comeIn()
    const orders = [
      () => port.connect(callId, endpoint),
      () => port.play(callId, prompt),
      () => port.record(callId, true),
      () => port.leaveMessage(callId, prompt),
    ]
    for (const order of orders) await expect(order()).rejects.toMatchObject(refusedOrder)
    await pass(1)
    expect(kindsOf(callId)).toEqual(['incoming'])
  })

  test('is not what we dialled ourselves', async () => {
    const { dialUntil, kindsOf, pass, port } = floor()
    const callId = await dialUntil('noAnswer', 'ringing')
    await expect(port.answer(callId)).rejects.toMatchObject(refusedOrder)
    await expect(port.answer(crypto.randomUUID())).rejects.toMatchObject(refusedOrder)
    await pass(1)
    expect(kindsOf(callId)).toEqual(['ringing'])
  })
}
