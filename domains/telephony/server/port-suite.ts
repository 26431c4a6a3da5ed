import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HangupCause } from '../contract.ts'
import { conversationSuite } from './port-suite/conversation.ts'
import { equipmentSuite } from './port-suite/equipment.ts'
import { type Floor, openFloor, type PortUnderTest } from './port-suite/floor.ts'
import { headsetSuite } from './port-suite/headsets.ts'
import { incomingSuite } from './port-suite/incoming.ts'
import { keysAndMessagesSuite } from './port-suite/keys-and-messages.ts'
import * as nodes from './port-suite/nodes.ts'
import { recordingSuite } from './port-suite/recordings.ts'
import { thirdPartySuite } from './port-suite/third-party.ts'
import { whoAnsweredSuite } from './port-suite/who-answered.ts'

/** The same for a provider of two nodes. */
export const { nodesSuite } = nodes

const failures: [keyof PortUnderTest['numbers'], HangupCause][] = [
  ['busy', 'busy'],
  ['switchedOff', 'switchedOff'],
  ['suspended', 'suspended'],
  ['emptyNumber', 'emptyNumber'],
  ['rejected', 'rejected'],
  ['networkFault', 'networkFault'],
]

const parts = {
  'a call nobody answers': (floor) => unansweredSuite(floor),
  'a call somebody answers': (floor) => answeredSuite(floor),
  events: (floor) => eventSuite(floor),
  'a conversation': conversationSuite,
  'a recording': recordingSuite,
  'a headset': headsetSuite,
  'a third party': thirdPartySuite,
  'keys and messages': keysAndMessagesSuite,
  'a call that comes in': incomingSuite,
  'who answered': whoAnsweredSuite,
  equipment: equipmentSuite,
} satisfies Record<string, (floor: () => Floor) => void>
type Part = keyof typeof parts
/** What a provider in real time divides among files that run at once. */
export const portParts = Object.keys(parts) as readonly Part[]

/**
 * What every provider of telephony must do, whatever it is made of. A provider's own test calls this with a way to
 * make one; see `PortUnderTest` for what it must bring. A test takes up to a minute of the provider's time.
 */
export const portSuite = (name: string, make: () => Promise<PortUnderTest>, only = portParts): void => {
  describe(name, () => {
    let floor: Floor
    const openedFloor = (): Floor => floor
    beforeEach(async () => {
      floor = await openFloor(make)
    })
    afterEach(() => floor.close())

    for (const part of only) describe(part, () => parts[part](openedFloor))
  })
}

const unansweredSuite = (floor: () => Floor): void => {
  test.each(failures)('to a number that is %s ends with the cause %s and is never answered', async (number, cause) => {
    const { dial, heardOf, kindsOf } = floor()
    const callId = await dial(number)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause, by: number === 'rejected' ? 'customer' : 'network' })
    expect(kindsOf(callId)).not.toContain('answered')
  })

  test('rings for as long as ordered and no longer', async () => {
    const { dial, heardOf, kindsOf, eventsOf } = floor()
    const callId = await dial('noAnswer', { ringForSeconds: 8 })
    const ringing = await heardOf(callId, 'ringing')
    const ended = await heardOf(callId, 'ended')
    expect(ended).toMatchObject({ cause: 'noAnswer', by: 'network' })
    const rangForSeconds = (ended.at.getTime() - ringing.at.getTime()) / 1000
    expect(rangForSeconds).toBeGreaterThan(4)
    expect(rangForSeconds).toBeLessThan(10)
    expect(kindsOf(callId)).toEqual(['ringing', 'ended'])
    expect(eventsOf(callId)).toHaveLength(2)
  })

  test('is called off while it rings', async () => {
    const { dialUntil, heardOf, port } = floor()
    const callId = await dialUntil('noAnswer', 'ringing')
    await port.hangUp(callId)
    expect(await heardOf(callId, 'ended')).toMatchObject({ cause: 'cancelled', by: 'us' })
  })

  test('cannot be connected', async () => {
    const { dialUntil, endpoint, port, kindsOf, pass } = floor()
    const callId = await dialUntil('noAnswer', 'ringing')
    await expect(port.connect(callId, endpoint)).rejects.toMatchObject({ name: 'OrderRefused' })
    await pass(1)
    expect(kindsOf(callId)).toEqual(['ringing'])
  })
}

const answeredSuite = (floor: () => Floor): void => {
  test('rings before it is answered', async () => {
    const { dialUntil, kindsOf } = floor()
    const callId = await dialUntil('person', 'answered')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered'])
  })

  test('is one call, however often it is ordered', async () => {
    const { order, port, heardOf, kindsOf, pass } = floor()
    const wanted = order('person')
    await Promise.all([port.dial(wanted), port.dial(wanted)])
    await heardOf(wanted.callId, 'answered')
    await port.dial(wanted)
    expect(await port.liveCalls()).toEqual([wanted.callId])
    await port.hangUp(wanted.callId)
    await heardOf(wanted.callId, 'ended')
    await port.dial(wanted)
    await pass(12)
    expect(kindsOf(wanted.callId)).toEqual(['ringing', 'answered', 'ended'])
    expect(await port.liveCalls()).toEqual([])
  })

  test('is given up by a person to whom nobody speaks', async () => {
    const { dialUntil, heardOf } = floor()
    const callId = await dialUntil('person', 'answered')
    const answered = await heardOf(callId, 'answered')
    const ended = await heardOf(callId, 'ended')
    expect(ended).toMatchObject({ cause: 'normal', by: 'customer' })
    expect(ended.at.getTime() - answered.at.getTime()).toBeLessThan(16_000)
  })

  test('is answered by a machine as by anybody, and may be connected', async () => {
    const { dialUntil, endpoint, heardOf, kindsOf, port } = floor()
    const callId = await dialUntil('machine', 'answered')
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
  })

  test('cannot be connected after its end', async () => {
    const { dialUntil, endpoint, heardOf, kindsOf, pass, port } = floor()
    const callId = await dialUntil('person', 'answered')
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await expect(port.connect(callId, endpoint)).rejects.toMatchObject({ name: 'OrderRefused' })
    await pass(2)
    expect(kindsOf(callId).at(-1)).toBe('ended')
  })

  test('that never was cannot be connected, and hanging it up harms nobody', async () => {
    const { endpoint, pass, port, told } = floor()
    await expect(port.connect(crypto.randomUUID(), endpoint)).rejects.toMatchObject({ name: 'OrderRefused' })
    await port.hangUp(crypto.randomUUID())
    await pass(1)
    expect(told).toEqual([])
  })
}

const eventSuite = (floor: () => Floor): void => {
  test('of many calls at once come in order within each call, `ended` last and once', async () => {
    const { dial, numbers, heardOf, kindsOf, eventsOf, pass, port } = floor()
    const names = Object.keys(numbers) as (keyof typeof numbers)[]
    const callIds = await Promise.all([...names, ...names].map((number) => dial(number)))
    expect((await port.liveCalls()).sort()).toEqual([...callIds].sort())

    for (const callId of callIds) await heardOf(callId, 'ended')
    await pass(3)
    for (const callId of callIds) {
      const moments = eventsOf(callId).map(({ at }) => at.getTime())
      expect(moments).toEqual([...moments].sort((a, b) => a - b))
      expect(kindsOf(callId).filter((kind) => kind === 'ended')).toHaveLength(1)
      expect(kindsOf(callId).at(-1)).toBe('ended')
    }
    expect(await port.liveCalls()).toEqual([])
  })

  test('each have an id of their own', async () => {
    const { talk, dial, heardOf, port, told } = floor()
    const callIds = [await talk(), await dial('busy'), await dial('emptyNumber')]
    await port.hangUp(callIds[0]!)
    for (const callId of callIds) await heardOf(callId, 'ended')
    expect(new Set(told.map(({ providerEventId }) => providerEventId)).size).toBe(told.length)
  })

  test('are told to everyone who listens, until they stop', async () => {
    const { dialUntil, heardOf, pass, port } = floor()
    const heard: string[] = []
    const stop = port.listen(({ kind }) => heard.push(kind))
    const callId = await dialUntil('person', 'answered')
    expect(heard).toEqual(['ringing', 'answered'])
    stop()
    stop()
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await pass(1)
    expect(heard).toEqual(['ringing', 'answered'])
  })
}
