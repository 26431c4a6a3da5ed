import { type CallScript, person, type Unreached, unreached } from '#adapters/simulator/call-script.ts'
import { logNormal, uniform } from './random.ts'

/** Seconds, lognormal. */
export type Length = {
  mean: number
  cv: number
  /** So many of them come from a shorter distribution of the same spread: refusals. */
  short?: { share: number; mean: number }
}

/** How the customers of a scenario behave. Every position of the list has its own fixed fate, the same for all policies. */
export type World = {
  /** Chance that a person answers a call placed so many seconds after the start, at that position of the list. */
  answers: (seconds: number, position: number, seed: number) => number
  /** Order to answer. */
  ring: Length
  talk: Length
  wrap: Length & { tail?: { share: number; times: number } }
  /** Calls placed while this is true fail at once. */
  outage?: (seconds: number) => boolean
  /**
   * Answering machines as a share of all calls. Who or what answered is known `delay` seconds later; so many people are
   * taken for machines and hung up on.
   */
  machines?: { share: number; falsePositive: number; delay: readonly [number, number] }
  /** What the list tells of a contact beforehand: the batch it came with, and how likely it is to answer. */
  told?: (position: number, seed: number) => { batchId: string; chance: number | null }
}

/** Milliseconds from the order to dial; `wrapMs` and `talkMs` are lengths. */
export type Fate = {
  /** When the line is told that a person answered; null if it never is. */
  answersAtMs: number | null
  /** How long before that the customer picked up. */
  listenedMs: number
  /** When the call ends that nobody answered, and why; a `noAnswer` rang. */
  endsAtMs: number
  cause: Extract<Unreached, 'noAnswer' | 'busy' | 'networkFault'>
  talkMs: number
  wrapMs: number
  /** A person answered and was taken for a machine. */
  mistaken: boolean
}

const outageEndsMs = 50
/** The legal floor is 15 s; a phone of the benchmark rings for 25. */
export const ringForMs = 25_000
const shareThatFailsFast = 0.3

const clip = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

const lengthOf = (length: Length, seed: number, position: number, what: number): number => {
  const { short, cv } = length
  const [u, v] = [uniform(seed, position, what), uniform(seed, position, what + 1)]
  const mean = short && uniform(seed, position, what + 2) < short.share ? short.mean : length.mean
  return logNormal({ mean, cv }, u, v)
}

/** How long the call with that position and the work after it would last, whenever it is called. */
const lengths = (world: World, seed: number, position: number): { talkMs: number; wrapMs: number } => {
  const { tail } = world.wrap
  const times = tail && uniform(seed, position, 25) < tail.share ? tail.times : 1
  return {
    talkMs: Math.round(1000 * Math.max(1, lengthOf(world.talk, seed, position, 10))),
    wrapMs: Math.round(1000 * times * lengthOf(world.wrap, seed, position, 20)),
  }
}

/** What becomes of a call placed to that position so many seconds after the start. */
export const fateOf = (world: World, seed: number, position: number, seconds: number): Fate => {
  const { machines } = world
  const nobody: Fate = {
    answersAtMs: null,
    listenedMs: 0,
    endsAtMs: ringForMs,
    cause: 'noAnswer',
    mistaken: false,
    ...lengths(world, seed, position),
  }
  if (world.outage?.(seconds)) return { ...nobody, endsAtMs: outageEndsMs, cause: 'networkFault' }
  const ringMs = Math.round(1000 * clip(lengthOf(world.ring, seed, position, 30), 2.5, 24.5))
  const [soonest, latest] = machines?.delay ?? [0, 0]
  const listenedMs = Math.round(1000 * (soonest + uniform(seed, position, 40) * (latest - soonest)))
  const toldAtMs = ringMs + listenedMs
  const draw = uniform(seed, position, 1)
  const answers = world.answers(seconds, position, seed)
  if (draw < answers) {
    const mistaken = machines !== undefined && uniform(seed, position, 41) < machines.falsePositive
    return mistaken
      ? { ...nobody, endsAtMs: toldAtMs, listenedMs, mistaken }
      : { ...nobody, answersAtMs: toldAtMs, listenedMs }
  }
  if (machines && draw < answers + machines.share) return { ...nobody, endsAtMs: toldAtMs, listenedMs }
  if (uniform(seed, position, 2) >= shareThatFailsFast) return nobody
  return { ...nobody, endsAtMs: Math.round(1000 + 4000 * uniform(seed, position, 3)), cause: 'busy' }
}

/** Nobody waits longer than this in silence; abandoned calls are hung up on long before. */
const patienceMs = 8000
const setUpMs = 1000

export const scriptOf = (fate: Fate): CallScript =>
  fate.answersAtMs === null
    ? unreached(fate.cause, { ringsAfterMs: fate.cause === 'noAnswer' ? setUpMs : null, endsAfterMs: fate.endsAtMs })
    : person({ ringsAfterMs: setUpMs, answersAfterMs: fate.answersAtMs, talkMs: fate.talkMs, patienceMs })
