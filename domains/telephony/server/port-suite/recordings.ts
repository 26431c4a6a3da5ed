import { expect, test } from 'vitest'
import type { Floor } from './floor.ts'

/** A-law samples a second. */
const samplesPerSecond = 8000

/** A line nobody speaks on carries hardly anything but the two bytes of silence and their neighbours. */
const hasSound = (leg: Uint8Array): boolean => new Set(leg).size > 16

/** How a conversation is recorded, and what there is to fetch afterwards. */
export const recordingSuite = (floor: () => Floor): void => {
  recordingTests(floor)
  fetchingTests(floor)
}

const recordingTests = (floor: () => Floor): void => {
  test('goes on until we stop it', async () => {
    const { talk, heardOf, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.record(callId, true)
    await pass(2)
    await port.record(callId, true)
    await pass(2)
    await port.record(callId, false)
    const { recording, seconds } = await heardOf(callId, 'recorded')
    expect(recording).not.toBe('')
    expect(seconds).toBeGreaterThanOrEqual(3)
    expect(seconds).toBeLessThanOrEqual(6)
    expect(kindsOf(callId)).not.toContain('ended')
  })

  test('goes on to the end of the call, and is told before it', async () => {
    const { talk, heardOf, kindsOf, pass, port } = floor()
    const callId = await talk()
    await port.record(callId, true)
    await pass(3)
    await port.hangUp(callId)
    await heardOf(callId, 'ended')
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged', 'recorded', 'ended'])
  })

  test('has a name of its own', async () => {
    const { talk, eventsOf, pass, port, until } = floor()
    const callId = await talk()
    const recordings = (): string[] =>
      eventsOf(callId).flatMap((event) => (event.kind === 'recorded' ? [event.recording] : []))
    for (const wanted of [1, 2]) {
      await port.record(callId, true)
      await pass(2)
      await port.record(callId, false)
      await until(() => recordings().length === wanted, 10)
    }
    expect(new Set(recordings()).size).toBe(2)
  })
}

const fetchingTests = (floor: () => Floor): void => {
  const recorded = async (): Promise<{ callId: string; recording: string; seconds: number }> => {
    const { talk, heardOf, pass, port } = floor()
    const callId = await talk()
    await port.record(callId, true)
    await pass(6)
    await port.record(callId, false)
    const { recording, seconds } = await heardOf(callId, 'recorded')
    return { callId, recording, seconds }
  }

  test('is fetched as two legs of one length', async () => {
    const { port } = floor()
    const { recording, seconds } = await recorded()
    const legs = await port.recording(recording)
    expect(legs?.agent.length).toBe(legs?.customer.length)
    expect(Math.abs((legs?.customer.length ?? 0) / samplesPerSecond - seconds)).toBeLessThanOrEqual(1)
    expect(hasSound(legs?.customer ?? new Uint8Array())).toBe(true)
  })

  test('waits to be fetched until it is forgotten', async () => {
    const { port } = floor()
    const { callId, recording, seconds } = await recorded()
    const waiting = await port.finishedRecordings()
    expect(waiting.find((one) => one.recording === recording)).toMatchObject({ callId, seconds })
    await port.forgetRecording(recording)
    await port.forgetRecording(recording)
    expect(await port.recording(recording)).toBeUndefined()
    expect((await port.finishedRecordings()).map((one) => one.recording)).not.toContain(recording)
  })

  test('nobody ever made is not there', async () => {
    const { port } = floor()
    expect(await port.recording(`${crypto.randomUUID()}-1`)).toBeUndefined()
    expect(await port.recording('../../etc/passwd')).toBeUndefined()
    await port.forgetRecording('../../etc/passwd')
  })

  test('goes on while another agent takes the customer', async () => {
    const { talk, heardOf, otherEndpoint, pass, port } = floor()
    const callId = await talk()
    await port.record(callId, true)
    await pass(2)
    await port.transfer(callId, { endpoint: otherEndpoint })
    await heardOf(callId, 'transferred')
    await pass(2)
    await port.hangUp(callId)
    expect((await heardOf(callId, 'recorded')).seconds).toBeGreaterThanOrEqual(3)
  })
}
