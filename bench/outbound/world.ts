import type { CallScript } from '#adapters/simulator/call-script.ts'
import { person, unreached } from '#adapters/simulator/call-script.ts'
import { logNormal, uniform } from './random.ts'

/** Seconds, as the tables of the literature have them. */
export type Length = {
  mean: number
  cv: number /** a share of short refusals of `shortMean` */
  short?: { share: number; mean: number }
}

/** How the customers of a scenario behave. Every position of the list has its own fixed fate, the same for all policies. */
export type World = {
  /** Chance that a person answers a call placed so many seconds after the start, at that position of the list. */
  answers: (seconds: number, position: number) => number
  ring: Length
  talk: Length
  wrap: Length & { tail?: { share: number; times: number } }
  /** Calls placed while this is true fail at once. */
  outage?: (seconds: number) => boolean
  /** Machines among the unanswered (as a share of all calls), and how well they are told from people. */
  machines?: { share: number; falsePositive: number; delay: [number, number] }
}

export type Fate = { answersAtMs: number | null; endsAtMs: number; talkMs: number; wrapMs: number; mistaken: boolean }

const clip = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))
const lengthOf = (length: Length, seed: number, position: number, what: number): number => {
  const { short } = length
  const [u, v] = [uniform(seed, position, what), uniform(seed, position, what + 1)]
  if (!short) return logNormal(length, u, v)
  // A mixture of short refusals and real conversations.
  return uniform(seed, position, what + 2) < short.share
    ? logNormal({ mean: short.mean, cv: length.cv }, u, v)
    : logNormal(length, u, v)
}

/** What becomes of a call placed to that position at that moment. Milliseconds from the order to dial. */
export const fateOf = (world: World, seed: number, position: number, seconds: number): Fate => {
  const talkMs = Math.round(1000 * Math.max(1, lengthOf(world.talk, seed, position, 10)))
  const wrap = lengthOf(world.wrap, seed, position, 20)
  const { tail, machines } = { tail: world.wrap.tail, machines: world.machines }
  const wrapMs = Math.round(1000 * wrap * (tail && uniform(seed, position, 25) < tail.share ? tail.times : 1))
  const nobody = (endsAtMs: number, mistaken = false): Fate => ({
    answersAtMs: null,
    endsAtMs,
    talkMs,
    wrapMs,
    mistaken,
  })
  if (world.outage?.(seconds)) return nobody(50)
  const ringMs = Math.round(1000 * clip(lengthOf(world.ring, seed, position, 30), 2.5, 24.5))
  const delay = machines
    ? 1000 * (machines.delay[0] + uniform(seed, position, 40) * (machines.delay[1] - machines.delay[0]))
    : 0
  const draw = uniform(seed, position, 1)
  const answers = world.answers(seconds, position)
  if (draw < answers) {
    const mistaken = machines !== undefined && uniform(seed, position, 41) < machines.falsePositive
    return mistaken
      ? nobody(Math.round(ringMs + delay), true)
      : { ...nobody(25_000), answersAtMs: Math.round(ringMs + delay) }
  }
  if (machines && draw < answers + machines.share) return nobody(Math.round(ringMs + delay))
  return uniform(seed, position, 2) < 0.3
    ? nobody(Math.round(1000 + 4000 * uniform(seed, position, 3)))
    : nobody(25_000)
}

export const scriptOf = (fate: Fate): CallScript =>
  fate.answersAtMs === null
    ? unreached('noAnswer', { ringsAfterMs: fate.endsAtMs > 5000 ? 1000 : null, endsAfterMs: fate.endsAtMs })
    : person({ ringsAfterMs: 1000, answersAfterMs: fate.answersAtMs, talkMs: fate.talkMs, patienceMs: 8000 })
