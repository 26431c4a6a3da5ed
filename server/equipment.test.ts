import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import { keepEquipment } from '#domains/telephony/server/public.ts'
import { fastClock } from '#platform/clock.ts'
import { silentLog } from '#platform/log.ts'

/** A telephone system that takes its time, and what it was told. */
const slowPhones = () => {
  const clock = fastClock({ startAt: new Date('2026-03-02T01:00:00Z') })
  const network = simulator({ clock, seed: 1, behaviour: () => person() })
  const lists: string[][] = []
  let atOnce = 0
  let most = 0
  const equip: typeof network.equip = async (equipment) => {
    most = Math.max(most, ++atOnce)
    await wait(5)
    await network.equip(equipment)
    lists.push(equipment.headsets.map(({ endpoint }) => endpoint))
    atOnce--
  }
  return { clock, equip, lists, most: () => most }
}
const headset = (n: number) => ({ endpoint: `seat-${n}`, password: 'secret' })
const headsets = (count: number) => Array.from({ length: count }, (_, n) => headset(n))

describe('Telling the telephone system of headsets', () => {
  test('a shift that comes in within moments is told in two lists, and each who waits for it is in the last', async () => {
    const { clock, equip, lists, most } = slowPhones()
    const equipment = keepEquipment({ base: { log: silentLog }, clock, phones: { equip } })
    const first = equipment.setHeadsets(headsets(1))
    await wait(1)
    const others = headsets(100).map((_, n) => equipment.setHeadsets(headsets(n + 1)))
    await Promise.all([first, ...others])
    expect(lists.map((list) => list.length)).toEqual([1, 100])
    expect(most()).toBe(1)
    equipment.stop()
  })

  test('one who comes after the telling has begun is told in the next', async () => {
    const { clock, equip, lists } = slowPhones()
    const equipment = keepEquipment({ base: { log: silentLog }, clock, phones: { equip } })
    const early = equipment.setHeadsets(headsets(3))
    await wait(2)
    await equipment.setHeadsets(headsets(4))
    await early
    expect(lists.map((list) => list.length)).toEqual([3, 4])
    equipment.stop()
  })
})
