import { simulator } from '#adapters/simulator/simulator.ts'
import type { Pacing } from '#domains/dialer/server/public.ts'
import { type Person, Rehearsal, type RehearsedCall } from '#domains/simulation/server/public.ts'
import { steppedClock } from '#platform/stepped-clock.ts'
import { uniform } from './random.ts'
import { fateOf, scriptOf, type World } from './world.ts'

const startAt = new Date('2026-03-05T01:00:00.000Z')

export type Bounds = { seed: number; agents: number; hours: number }
export type Listed = Person & { position: number }
export type Figures = Record<string, number>

/** One run, for experiments. */
export const runOne = async (world: World, { seed, agents, hours }: Bounds, pacing: Pacing): Promise<Figures> => {
  const clock = steppedClock({ startAt })
  const began = startAt.getTime()
  const phones = simulator({
    clock,
    seed,
    behaviour: (to, _n, { at }) => scriptOf(fateOf(world, seed, Number(to), (at.getTime() - began) / 1000)),
  })
  let position = 0
  let [answered, abandoned, talkMs, placed] = [0, 0, 0, 0]
  const windows = new Map<number, { answered: number; abandoned: number }>()
  const rehearsal = new Rehearsal<Listed>({
    clock,
    phones,
    pacing,
    ringForSeconds: 25,
    next: () => ({ to: String(position), batchId: '', attemptNumber: 1, chance: null, position: position++ }),
    wrapUpMs: ({ person }) => fateOf(world, seed, person.position, 0).wrapMs,
    spareLines: () => Number.POSITIVE_INFINITY,
    onPlaced: () => void placed++,
    onOver: (call: RehearsedCall<Listed>, now) => {
      if (call.answeredAt === null) return
      const window = Math.floor((call.answeredAt - began) / 900_000)
      const counts = windows.get(window) ?? { answered: 0, abandoned: 0 }
      windows.set(window, counts)
      answered++
      counts.answered++
      if (call.joinedAt === null) {
        abandoned++
        counts.abandoned++
      } else talkMs += now - call.joinedAt
    },
  })
  for (let n = 0; n < agents; n++) {
    const agent = rehearsal.signIn()
    clock.after(600_000 * uniform(seed, n, 77), () => rehearsal.ready(agent))
  }
  const warm = began + 900_000
  const end = began + hours * 3_600_000
  for (let at = began; at < warm; at += 10_000) {
    clock.runUntilMs(at)
    await undefined
  }
  const base = rehearsal.agents.map(({ spent, waits }) => ({ ...spent, n: waits.length }))
  ;[answered, abandoned, talkMs, placed] = [0, 0, 0, 0]
  windows.clear()
  for (let at = warm; at < end; at += 10_000) {
    clock.runUntilMs(at)
    await undefined
  }
  rehearsal.stop()
  let [busy, total, talk] = [0, 0, 0]
  rehearsal.agents.forEach(({ spent }, n) => {
    const was = base[n]!
    const t = spent.talking - was.talking,
      w = spent.wrapUp - was.wrapUp,
      f = spent.free - was.free
    busy += t + w
    talk += t
    total += t + w + f
  })
  const rates = [...windows.values()]
    .filter((w) => w.answered >= 20)
    .map((w) => w.abandoned / w.answered)
    .sort((a, b) => a - b)
  return {
    occupancy: busy / total,
    talk: talk / total,
    abandon: abandoned / answered,
    answered,
    placed,
    abandon15p95: rates[Math.floor(rates.length * 0.95)] ?? 0,
  }
}
