import { describe, expect, test } from 'vitest'
import { machine, person } from './call-script.ts'
import { call, numbers, world } from './test-world.ts'

const second = 8000
/** How loud each second of a leg is: the mean size of its A-law bytes, sign and inversion taken off. */
const loudness = (leg: Uint8Array): number[] =>
  Array.from({ length: Math.floor(leg.length / second) }, (_, i) => {
    const part = leg.subarray(i * second, (i + 1) * second)
    return part.reduce((sum, byte) => sum + ((byte ^ 0x55) & 0x7f), 0) / second
  })
const isStill = (level: number): boolean => level < 5

const recordedOf = async (during: (network: ReturnType<typeof world>) => Promise<void>, script = person()) => {
  const centre = world({ behaviour: () => script })
  const { clock, network, told } = centre
  await network.dial(call('one', numbers.person))
  await clock.runFor(5100)
  await network.connect('one', 'agent-1')
  await clock.runFor(10)
  await network.record('one', true)
  await during(centre)
  await network.record('one', false)
  await clock.runFor(10)
  const recorded = told.find((event) => event.kind === 'recorded')
  const legs = await network.recording(recorded?.kind === 'recorded' ? recorded.recording : '')
  if (!legs) throw new Error('nothing was recorded')
  return {
    legs,
    again: () => network.recording('one-1.wav'),
    agent: loudness(legs.agent),
    customer: loudness(legs.customer),
  }
}
const long = person({ talkMs: 120_000 })

describe('the sound of a simulated recording', () => {
  test('is two legs as long as it was recorded, the same each time', async () => {
    const { legs, again } = await recordedOf(({ clock }) => clock.runFor(20_000), long)
    expect(legs.customer.length).toBe(20 * second)
    expect(legs.agent.length).toBe(20 * second)
    expect(await again()).toEqual(legs)
  })

  test('has both speaking by turns, with pauses', async () => {
    const { agent, customer } = await recordedOf(({ clock }) => clock.runFor(60_000), long)
    expect(agent.filter((level) => !isStill(level)).length).toBeGreaterThan(15)
    expect(customer.filter((level) => !isStill(level)).length).toBeGreaterThan(8)
    expect(agent.filter(isStill).length).toBeGreaterThan(5)
    expect(customer.filter(isStill).length).toBeGreaterThan(15)
  })

  test('has music for the customer on hold, who is silent meanwhile', async () => {
    const { agent, customer } = await recordedOf(async ({ clock, network }) => {
      await clock.runFor(10_000)
      await network.hold('one', true)
      await clock.runFor(20_000)
      await network.hold('one', false)
      await clock.runFor(10_000)
    }, long)
    expect(agent.slice(11, 29).every((level) => !isStill(level))).toBe(true)
    expect(customer.slice(11, 29).every(isStill)).toBe(true)
  })

  test('has nothing of an agent who is muted', async () => {
    const { agent, customer } = await recordedOf(async ({ clock, network }) => {
      await network.mute('one', true)
      await clock.runFor(30_000)
    }, long)
    expect(agent.slice(1).every(isStill)).toBe(true)
    expect(customer.some((level) => !isStill(level))).toBe(true)
  })

  test('has a machine that speaks on, whoever listens', async () => {
    const { customer } = await recordedOf(({ clock }) => clock.runFor(15_000), machine({ talkMs: 60_000 }))
    expect(customer.every((level) => !isStill(level))).toBe(true)
  })
})
