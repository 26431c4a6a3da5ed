import { betaQuantiles } from './beta.ts'
import { uniform } from './random.ts'
import type { Scenario, Shock, Size } from './scenario.ts'
import { base, minutes, moving, sizes, steady, usual } from './usual-day.ts'
import type { World } from './world.ts'

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

/** How many answer, and how that changes. */
export const answering: Record<string, Scenario> = {
  p10: { ...base, chief: true, ...steady(0.1), title: 'One call in ten is answered', agents: sizes },
  p25: { ...base, chief: true, ...steady(0.25), title: 'One call in four is answered', agents: sizes },
  p50: { ...base, chief: true, ...steady(0.5), title: 'Every other call is answered', agents: sizes },
  steps: {
    ...moving,
    chief: true,
    title: 'The answer rate steps ×1.6 and ÷1.6 every 30 minutes',
    agents: sizes,
    world: () => ({ ...usual, answers: (seconds) => (Math.floor(seconds / stepEvery) % 2 ? 0.4 : 0.25) }),
    shocks: stepShocks,
  },
  sine: {
    ...moving,
    chief: true,
    title: 'A sine of ±35 % over 4 hours, ×1.5 for 90 of every 270 minutes',
    agents: sizes,
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
    agents: sizes,
    world: (size) => segment(size, false),
  },
  segmentKnown: {
    ...moving,
    title: 'The same, the two segments being batches of their own',
    agents: sizes,
    world: (size) => segment(size, true),
  },
  outage: {
    ...moving,
    chief: true,
    title: 'The carrier fails every call at once for 60 s, each hour',
    agents: sizes,
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
    agents: sizes,
    world: () => ({ ...usual, answers: hourCurve }),
  },
  chances: {
    ...base,
    title: 'Each contact has its own chance to answer, Beta(0.8, 2.4), and the list tells it',
    agents: sizes,
    answerRate: null,
    world: () => ({
      ...usual,
      answers: (_seconds, position, seed) => chanceAt(position, seed),
      told: (position, seed) => ({ batchId: '', chance: chanceAt(position, seed) }),
    }),
  },
}
