import { afterEach, describe, expect, it } from 'vitest'
import { AbandonLedger, openLookAhead } from '#domains/dialer/server/public.ts'
import { Floor, type Trial } from './test-floor.ts'

const rule = { target: 0.02, ceiling: 0.03 }
const shiftStart = Date.parse('2026-03-05T01:00:00.000Z')
const hourMs = 3_600_000

let floors: Floor[] = []
const openFloor = (trial: Partial<Trial> = {}): Floor => {
  const pacing = openLookAhead({ ledger: new AbandonLedger(rule) })
  const floor = new Floor({ pacing, agents: 20, answers: 0.25, ...trial })
  floors.push(floor)
  return floor
}
/** No more decisions than the pacing's own beat asks for. */
const decisionsOf = (minutes: number): number => (minutes * 60_000) / 250 + 1

describe('whatever goes wrong on the floor', () => {
  afterEach(async () => {
    for (const floor of floors) {
      expect(floor.noCounts, 'each decision is a whole number, and not below nothing').toEqual([])
      expect(floor.placedForNobody, 'nobody is called while no agent can come free').toBe(0)
      for (const agent of [...floor.rehearsal.agents]) floor.rehearsal.leave(agent, 'signOut')
      await floor.run(60)
      expect(floor.rehearsal.agents, 'everybody goes home').toEqual([])
      expect(floor.rehearsal.calls.size, 'no call is left').toBe(0)
      const { placed } = floor
      await floor.run(10)
      expect(floor.placed, 'an empty floor calls nobody').toBe(placed)
      floor.rehearsal.stop()
    }
    floors = []
  })

  it('a campaign without history begins by calling, with a few calls for each agent', async () => {
    const floor = openFloor()
    await floor.run(1)
    expect(floor.placed).toBeGreaterThanOrEqual(20)
    expect(floor.mostInFlight).toBeLessThanOrEqual(20 * 8)
  })

  it('one agent alone is kept talking, and few of the customers answer to silence', async () => {
    const floor = openFloor({ agents: 1 })
    await floor.run(8 * 60)
    expect(floor.conversations).toBeGreaterThan(8 * 12)
    expect(floor.abandoned).toBeLessThan(0.05)
  })

  it('a list nobody answers is called without flooding the lines', async () => {
    const floor = openFloor({ answers: 0 })
    await floor.run(30)
    expect(floor.conversations).toBe(0)
    expect(floor.mostInFlight).toBeLessThanOrEqual(20 * 25)
  })

  it('where everybody answers, hardly anybody answers to silence and the agents are busy', async () => {
    const floor = openFloor({ answers: 1 })
    await floor.run(2 * 60)
    expect(floor.abandoned).toBeLessThan(0.04)
    expect(floor.conversations).toBeGreaterThan(2 * 20 * 20)
  })

  it('agents who are ready and away by turns are not called for while they are all away', async () => {
    const floor = openFloor({ agents: 4 })
    for (let turn = 0; turn < 600; turn++) {
      for (const agent of floor.agents) {
        if (turn % 2 === 0) floor.rehearsal.leave(agent, 'away')
        else floor.rehearsal.ready(agent)
      }
      await floor.run(1 / 20)
    }
    expect(floor.decisions).toBeLessThanOrEqual(decisionsOf(30))
  })

  it.each([
    ['forward by an hour', hourMs],
    ['back by ten minutes', -hourMs / 6],
  ])('the clock of the computer is set %s, and the calling goes on', async (_, byMs) => {
    const floor = openFloor()
    await floor.run(45)
    floor.clock.set(byMs)
    const { conversations } = floor
    await floor.run(60)
    expect(floor.conversations - conversations).toBeGreaterThan(20 * 15)
    expect(floor.abandoned).toBeLessThan(0.05)
    expect(floor.decisions).toBeLessThanOrEqual(decisionsOf(105))
  })

  it.each([
    ['late', { delayed: 0.3, delayMs: 3000 }],
    ['lost', { lost: 0.05 }],
    ['told twice', { duplicated: 0.5 }],
    ['out of order', { swapped: 0.5 }],
  ])('events of the network are %s, and the calling goes on', async (_, faults) => {
    const floor = openFloor({ faults })
    await floor.run(2 * 60)
    expect(floor.conversations).toBeGreaterThan(2 * 20 * 14)
    expect(floor.mostInFlight).toBeLessThanOrEqual(20 * 8)
  })

  it('a shift that begins with all abandoned calls spent calls one for each free agent', async () => {
    const spent = { at: shiftStart - hourMs, answered: 1000, abandoned: 100 }
    const floor = openFloor({ pacing: openLookAhead({ ledger: new AbandonLedger(rule, [spent]) }) })
    await floor.run(30)
    expect(floor.conversations).toBeGreaterThan(50)
    expect(floor.mostBeyondFree).toBeLessThanOrEqual(0)
    expect(floor.abandoned).toBe(0)
  })

  it('at the end of the list the calling ends, and begins no more', async () => {
    const floor = openFloor({ contacts: 200 })
    await floor.run(60)
    expect(floor.placed).toBe(200)
    expect(floor.ended.length).toBe(200)
    expect(floor.decisions).toBeLessThanOrEqual(decisionsOf(60))
  })
})
