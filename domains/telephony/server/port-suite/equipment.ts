import { expect, test } from 'vitest'
import type { Trunk } from '../port.ts'
import type { Floor } from './floor.ts'

/** The trunks and headsets the provider is told of, and how it says it does. */
export const equipmentSuite = (floor: () => Floor): void => {
  healthTests(floor)
  trunkTests(floor)
}

const changed = async (floor: () => Floor, change: Partial<Trunk>): Promise<Trunk> => {
  const { equipment, port } = floor()
  const [first, ...others] = equipment.trunks
  if (!first) throw new Error('the maker brings no trunk')
  const trunk = { ...first, ...change }
  await port.equip({ ...equipment, trunks: [trunk, ...others.map((other) => ({ ...other, isOn: false }))] })
  return trunk
}

const healthTests = (floor: () => Floor): void => {
  test('says how it does', async () => {
    const { equipment, port, talk } = floor()
    await talk()
    const health = await port.health()
    expect(health.nodes.some(({ isUp, calls }) => isUp && calls > 0)).toBe(true)
    const [trunk] = health.trunks.filter(({ name }) => name === equipment.trunks[0]?.name)
    expect(trunk).toMatchObject({ calls: 1, breaker: 'closed', refused: 0, placed: 1 })
    const { channels = null } = equipment.trunks[0] ?? {}
    expect(trunk?.room).toBe(channels === null ? null : channels - 1)
  })

  test('counts no calls that are over', async () => {
    const { dial, heardOf, port } = floor()
    await heardOf(await dial('busy'), 'ended')
    expect((await port.health()).trunks[0]).toMatchObject({ calls: 0, placed: 1 })
    expect((await port.health()).nodes.every(({ calls }) => calls === 0)).toBe(true)
  })

  test('counts as refused what the carrier refused, and no order that never left the house', async () => {
    const { dial, heardOf, pass, port } = floor()
    await heardOf(await dial('networkFault'), 'ended')
    const [trunk] = (await port.health()).trunks
    expect(trunk).toMatchObject({ refused: 1, placed: 1 })
    await changed(floor, { isOn: false })
    await heardOf(await dial('person'), 'ended')
    await pass(1)
    expect((await port.health()).trunks[0]).toMatchObject({ refused: 1, placed: 1 })
  })

  test('looks at a trunk from end to end', async () => {
    const { equipment, port } = floor()
    const { steps } = await port.checkTrunk(equipment.trunks[0]?.name ?? '')
    expect(steps.filter(({ isRight }) => !isRight)).toEqual([])
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(['name', 'reach', 'answer']))
  })

  test('says what is wrong with a trunk that is not there', async () => {
    const { port } = floor()
    const { steps } = await port.checkTrunk('no-such-trunk')
    expect(steps.at(-1)?.isRight).toBe(false)
  })
}

const trunkTests = (floor: () => Floor): void => {
  const noWay = { cause: 'networkFault', by: 'us' }

  test('carries no more calls at once than the trunk has channels', async () => {
    const { dial, dialUntil, heardOf, port } = floor()
    await changed(floor, { channels: 1 })
    const first = await dialUntil('person', 'answered')
    expect(await heardOf(await dial('person'), 'ended')).toMatchObject(noWay)
    await port.hangUp(first)
    await heardOf(first, 'ended')
    await dialUntil('person', 'answered')
  })

  test('places no more calls in a second than the trunk takes', async () => {
    const { dial, heardOf, pass, port } = floor()
    const { name } = await changed(floor, { callsPerSecond: 2 })
    expect((await port.health()).trunks.find((trunk) => trunk.name === name)?.callsPerSecond).toBe(2)
    const burst = [await dial('person'), await dial('person'), await dial('person')]
    expect(await heardOf(burst[2] ?? '', 'ended')).toMatchObject(noWay)
    await heardOf(burst[0] ?? '', 'answered')
    await heardOf(burst[1] ?? '', 'answered')
    await pass(2)
    await heardOf(await dial('person'), 'answered')
  })

  test('calls nobody over a trunk that is off, or whom it may not call', async () => {
    const { dial, heardOf, kindsOf, port } = floor()
    for (const change of [{ isOn: false }, { allowedPrefixes: ['+999'] }]) {
      const { name, isOn } = await changed(floor, change)
      expect((await port.health()).trunks.find((trunk) => trunk.name === name)?.isOn).toBe(isOn)
      const callId = await dial('person')
      expect(await heardOf(callId, 'ended')).toMatchObject(noWay)
      expect(kindsOf(callId)).toEqual(['ended'])
    }
    await changed(floor, {})
    await heardOf(await dial('person'), 'answered')
  })

  test('calls nobody over a trunk it does not have', async () => {
    const { dial, heardOf } = floor()
    expect(await heardOf(await dial('person', { trunk: 'no-such-trunk' }), 'ended')).toMatchObject(noWay)
  })

  test('keeps the calls that are up when the trunks change', async () => {
    const { talk, kindsOf, pass, port } = floor()
    const callId = await talk()
    await changed(floor, { channels: 10, callsPerSecond: 5 })
    await pass(2)
    expect(kindsOf(callId)).toEqual(['ringing', 'answered', 'bridged'])
    expect(await port.liveCalls()).toEqual([callId])
  })

  test('says over which trunk a call went', async () => {
    const { dial, equipment, heardOf, port } = floor()
    const trunk = equipment.trunks[0]?.name
    expect(await heardOf(await dial('busy'), 'ended')).toMatchObject({ trunk })
    const callId = await dial('person')
    expect(await heardOf(callId, 'answered')).toMatchObject({ trunk })
    await port.hangUp(callId)
    expect(await heardOf(callId, 'ended')).toMatchObject({ trunk })
  })
}
