import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** Whether a person or a machine answered, as far as can be heard. */
export const whoAnsweredSuite = (floor: () => Floor): void => {
  test.each([
    ['person', 'person'],
    ['machine', 'machine'],
  ] as const)('is found out before anybody is connected: a %s', async (number, as) => {
    const { dial, endpoint, heardOf, kindsOf, port } = floor()
    const callId = await dial(number, { machineDetection: 'before' })
    const answered = await heardOf(callId, 'answered')
    const classified = await heardOf(callId, 'classified')
    expect(classified.as).toBe(as)
    expect(classified.afterMs).toBeGreaterThan(0)
    expect(classified.afterMs).toBeLessThan(10_000)
    expect(Math.abs(classified.at.getTime() - answered.at.getTime() - classified.afterMs)).toBeLessThan(1000)
    await port.connect(callId, endpoint)
    await heardOf(callId, 'bridged')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'classified', 'bridged'])
  })

  test.each([
    ['person', 'person'],
    ['machine', 'machine'],
  ] as const)('is found out while they talk: a %s', async (number, as) => {
    const { dial, endpoint, heardBy, heardOf, kindsOf, port } = floor()
    const callId = await dial(number, { machineDetection: 'while' })
    await heardOf(callId, 'answered')
    await port.connect(callId, endpoint)
    expect((await heardOf(callId, 'classified')).as).toBe(as)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'classified'])
    expect(await heardBy?.(callId, 'customer')).toEqual(heardBy && [endpoint])
  })

  test('nobody asked for is not told', async () => {
    const { dial, heardOf, kindsOf, pass, port } = floor()
    const callIds = [await dial('machine'), await dial('machine', { machineDetection: 'off' })]
    for (const callId of callIds) await heardOf(callId, 'answered')
    await pass(5)
    for (const callId of callIds) {
      expect(kindsOf(callId)).toEqual(['ringing', 'answered'])
      await port.hangUp(callId)
    }
  })

  test('is not told once they have hung up', async () => {
    const { dial, heardOf, kindsOf, pass, port } = floor()
    const callId = await dial('person', { machineDetection: 'before' })
    await heardOf(callId, 'answered')
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    await pass(5)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'ended'])
  })
}
