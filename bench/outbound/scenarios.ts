import { betaQuantiles } from './beta.ts'
import { uniform } from './random.ts'
import type { Scenario, Shock, Size } from './scenario.ts'
import type { World } from './world.ts'

const sizes = [5, 10, 20, 50, 100, 500]
/** Handling time of the usual world in seconds: talk and wrap-up. */
export const handlingSeconds = 145

const usual: Omit<World, 'answers'> = {
  ring: { mean: 11, cv: 5 / 11 },
  talk: { mean: 120, cv: 1.1 },
  wrap: { mean: 25, cv: 0.5 },
}
const steady = (answerRate: number, other: Partial<World> = {}): Pick<Scenario, 'world' | 'answerRate'> => ({
  answerRate,
  world: () => ({ ...usual, answers: () => answerRate, ...other }),
})
const base = { target: 0.03, stationary: true } as const
const moving = { target: 0.03, stationary: false, answerRate: null } as const

const minutes = 60
const stepEvery = 30 * minutes
const stepShocks = ({ hours }: Size): Shock[] => {
  const shocks: Shock[] = []
  for (let at = stepEvery; at + stepEvery <= hours * 3600; at += stepEvery)
    shocks.push({
      at,
      until: at + stepEvery,
      settledFrom: at + stepEvery / 2,
      level: (at / stepEvery) % 2 ? 'high' : 'low',
    })
  return shocks
}

/** Each hour at 25 minutes past, for a minute. */
const outageFrom = 25 * minutes
const outageFor = 60
const outageShocks = ({ hours }: Size): Shock[] => {
  const shocks: Shock[] = []
  for (let at = outageFrom + outageFor; at + 30 * minutes <= hours * 3600; at += 3600)
    shocks.push({ at, until: at + 50 * minutes, settledFrom: at + 15 * minutes, level: 'mended' })
  return shocks.map((shock) => ({ ...shock, until: Math.min(shock.until, hours * 3600) }))
}

/** Answer rate by the hour of the working day, straight lines between. */
const byHour = [0.19, 0.24, 0.28, 0.24, 0.17, 0.22, 0.28, 0.33, 0.36]
const hourCurve = (seconds: number): number => {
  const hour = Math.min(byHour.length - 1, seconds / 3600)
  const [before, after] = [byHour[Math.floor(hour)] ?? 0, byHour[Math.ceil(hour)] ?? 0]
  return before + (hour % 1) * (after - before)
}

/**
 * The list goes from a segment that answers at 0.35 to one at 0.12 within 200 calls, and back, each lasting about three
 * quarters of an hour at 22 conversations an agent-hour.
 */
const segments = { good: 0.35, poor: 0.12, within: 200 }
const isPoor = ({ agents }: Size, position: number, seed: number): boolean => {
  const length = (rate: number): number => Math.round(Math.max(400, (agents * 0.75 * 22) / rate))
  const [good, poor] = [length(segments.good), length(segments.poor)]
  const place = position % (good + poor)
  const from = place < good ? place - good + segments.within : good + poor - place
  return uniform(seed, position, 50) < Math.min(1, Math.max(0, from / segments.within))
}
const segment = (size: Size, known: boolean): World => {
  const poor = (position: number, seed: number): boolean => isPoor(size, position, seed)
  return {
    ...usual,
    answers: (_seconds, position, seed) => (poor(position, seed) ? segments.poor : segments.good),
    ...(known && {
      told: (position, seed) => ({ batchId: poor(position, seed) ? 'poor' : 'good', chance: null }),
    }),
  }
}

const quantiles = betaQuantiles(0.8, 2.4)
const chanceAt = (position: number, seed: number): number => quantiles(uniform(seed, position, 51))

const machines = (share: number, falsePositive: number): Pick<Scenario, 'world' | 'answerRate'> =>
  steady(0.25, { machines: { share, falsePositive, delay: [0.8, 2.5] } })
const logOutAt = ({ hours }: Size): number => hours * 3600 * 0.4

const answering: Record<string, Scenario> = {
  p10: { ...base, ...steady(0.1), title: 'One call in ten is answered', agents: sizes },
  p25: { ...base, ...steady(0.25), title: 'One call in four is answered', agents: sizes },
  p50: { ...base, ...steady(0.5), title: 'Every other call is answered', agents: sizes },
  steps: {
    ...moving,
    title: 'The answer rate steps ×1.6 and ÷1.6 every 30 minutes',
    agents: sizes,
    world: () => ({ ...usual, answers: (seconds) => (Math.floor(seconds / stepEvery) % 2 ? 0.4 : 0.25) }),
    shocks: stepShocks,
  },
  sine: {
    ...moving,
    title: 'A sine of ±35 % over 4 hours, ×1.5 for 90 of every 270 minutes',
    agents: [20, 50, 100],
    world: () => ({
      ...usual,
      answers: (seconds) => {
        const pulse = seconds % (270 * minutes) >= 90 * minutes && seconds % (270 * minutes) < 180 * minutes
        return 0.25 * (1 + 0.35 * Math.sin((2 * Math.PI * seconds) / (240 * minutes))) * (pulse ? 1.5 : 1)
      },
    }),
  },
  segment: {
    ...moving,
    title: 'The list changes from 0.35 to 0.12 within 200 calls, untold',
    agents: [20, 50, 100],
    world: (size) => segment(size, false),
  },
  segmentKnown: {
    ...moving,
    title: 'The same, the two segments being batches of their own',
    agents: [20, 50, 100],
    world: (size) => segment(size, true),
  },
  outage: {
    ...moving,
    title: 'The carrier fails every call at once for 60 s, each hour',
    agents: [5, 20, 50, 100, 500],
    world: () => ({
      ...usual,
      answers: () => 0.25,
      outage: (seconds) => seconds % 3600 >= outageFrom && seconds % 3600 < outageFrom + outageFor,
    }),
    shocks: outageShocks,
  },
  hours: {
    ...moving,
    title: 'The answer rate follows the hour of the day, 0.17 to 0.36',
    agents: [20, 50],
    world: () => ({ ...usual, answers: hourCurve }),
  },
  chances: {
    ...base,
    title: 'Each contact has its own chance to answer, Beta(0.8, 2.4), and the list tells it',
    agents: [10, 20, 50, 100],
    answerRate: null,
    world: () => ({
      ...usual,
      answers: (_seconds, position, seed) => chanceAt(position, seed),
      told: (position, seed) => ({ batchId: '', chance: chanceAt(position, seed) }),
    }),
  },
}

const customers: Record<string, Scenario> = {
  ring18: { ...base, ...steady(0.25, { ring: { mean: 18, cv: 8 / 18 } }), title: 'Ring 18 ± 8 s', agents: [20, 50] },
  machines20: {
    ...base,
    ...machines(0.2, 0.01),
    title: '20 % machines, 1 % of people taken for one',
    agents: [20, 50],
  },
  machines40: {
    ...base,
    ...machines(0.4, 0.05),
    title: '40 % machines, 5 % of people taken for one',
    agents: [20, 50],
  },
  talk60: {
    ...base,
    // 60 % of 20 s and 40 % of 120 s, each with CV 0.78, have mean 60 s and CV 1.3.
    ...steady(0.25, { talk: { mean: 120, cv: 0.78, short: { share: 0.6, mean: 20 } }, wrap: { mean: 15, cv: 0.5 } }),
    title: 'Talk 60 s, CV 1.3: many short refusals',
    agents: [20, 50],
  },
  talk240: {
    ...base,
    ...steady(0.25, { talk: { mean: 240, cv: 0.8 }, wrap: { mean: 30, cv: 0.5 } }),
    title: 'Talk 240 s, CV 0.8',
    agents: [20, 50],
  },
  wrapTail: {
    ...base,
    ...steady(0.25, { wrap: { mean: 25, cv: 0.5, tail: { share: 0.1, times: 4 } } }),
    title: 'One wrap-up in ten takes four times as long',
    agents: [20, 50],
  },
  wrapForced: {
    ...base,
    ...steady(0.25, { wrap: { mean: 15, cv: 0 } }),
    title: 'Wrap-up cut at 15 s',
    agents: [20, 50],
  },
}

const floor: Record<string, Scenario> = {
  shift: {
    ...moving,
    ...steady(0.25),
    title: 'Lunch in thirds, breaks of 5 minutes an hour, a last call at the end',
    agents: [10, 20, 50, 100],
    shift: () => ({ lunch: true, breakMinutesPerHour: 5, end: true }),
  },
  logout: {
    ...moving,
    ...steady(0.25),
    title: '30 % of the agents are signed out in one instant, for half an hour',
    agents: [20, 50, 100],
    shift: (size) => ({ logOut: { share: 0.3, at: logOutAt(size), backAfter: 30 * minutes } }),
    shocks: (size) => {
      const at = logOutAt(size)
      return [{ at, until: at + 30 * minutes, settledFrom: at + 12 * minutes, level: 'fewer' }]
    },
  },
  blend20: {
    ...base,
    ...steady(0.25),
    title: 'Inbound calls fill 20 % of the time',
    agents: [20, 50],
    inboundShare: 0.2,
  },
}

const infrastructure: Record<string, Scenario> = {
  cps1: {
    ...base,
    ...steady(0.25),
    title: 'Calls per second: just the need',
    agents: [20, 50],
    callsPerSecondTimes: 1,
  },
  cps2: {
    ...base,
    ...steady(0.25),
    title: 'Calls per second: twice the need',
    agents: [20, 50],
    callsPerSecondTimes: 2,
  },
  delay150: {
    ...base,
    ...steady(0.25),
    title: 'Every event comes 150 ms late',
    agents: [20, 50],
    faults: { delayed: 1, delayMs: 150 },
  },
  lost2: { ...base, ...steady(0.25), title: '2 % of the events are lost', agents: [20, 50], faults: { lost: 0.02 } },
}

const targets: Record<string, Scenario> = {
  target1: { ...base, ...steady(0.25), title: 'Target 1 %', agents: [5, 10, 20, 50, 100], target: 0.01 },
  target15: { ...base, ...steady(0.25), title: 'Target 1.5 %', agents: [5, 10, 20, 50, 100], target: 0.015 },
}

/** All days of the benchmark, by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...answering,
  ...customers,
  ...floor,
  ...infrastructure,
  ...targets,
}

/** Calls a second that keep all agents busy. */
export const callsPerSecondNeeded = (agents: number, answerRate: number): number =>
  agents / (handlingSeconds * answerRate)
