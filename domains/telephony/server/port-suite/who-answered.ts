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

  recordedTests(floor)

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

/** Who is recorded before it is known who they are. */
const recordedTests = (floor: () => Floor): void => {
  test.each([
    ['person', 'person'],
    ['machine', 'machine'],
  ] as const)(
    'is found out while they are recorded from the answer on, where the answer is met by the order: a %s',
    async (number, as) => {
      const { dial, heardOf, port } = floor()
      const orders: Promise<void>[] = []
      const stop = port.listen(({ kind, callId }) => {
        if (kind === 'answered') orders.push(port.record(callId, true))
      })
      const callId = await dial(number, { machineDetection: 'before' })
      const answered = await heardOf(callId, 'answered')
      const classified = await heardOf(callId, 'classified')
      expect(classified.as).toBe(as)
      await port.record(callId, false)
      const { recording, at } = await heardOf(callId, 'recorded')
      stop()
      await Promise.all(orders)
      const legs = await port.recording(recording)
      const heardMs = (legs?.customer.length ?? 0) / 8
      expect(heardMs).toBeGreaterThan(classified.afterMs - 500)
      expect(Math.abs(at.getTime() - answered.at.getTime() - heardMs)).toBeLessThan(1000)
      await port.hangUp(callId)
      await heardOf(callId, 'ended')
    },
  )
}
