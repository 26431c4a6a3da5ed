import type { Length, World } from '../world.ts'
import { normalBelow } from './normal.ts'

/** P(length ≤ seconds). */
export type Below = (seconds: number) => number

const logNormalBelow = ({ mean, cv }: { mean: number; cv: number }): Below => {
  const variance = Math.log(1 + cv * cv)
  const [centre, deviation] = [Math.log(mean) - variance / 2, Math.sqrt(variance)]
  if (deviation < 1e-9) return (seconds) => (seconds >= mean ? 1 : 0)
  return (seconds) => (seconds <= 0 ? 0 : normalBelow((Math.log(seconds) - centre) / deviation))
}

const lengthBelow = (length: Length): Below => {
  const long = logNormalBelow(length)
  const { short } = length
  if (!short) return long
  const refusal = logNormalBelow({ mean: short.mean, cv: length.cv })
  return (seconds) => short.share * refusal(seconds) + (1 - short.share) * long(seconds)
}

/** Nobody talks for less than a second. */
export const talkBelow = (world: World): Below => {
  const below = lengthBelow(world.talk)
  return (seconds) => (seconds < 1 ? 0 : below(seconds))
}

export const wrapBelow = (world: World): Below => {
  const below = lengthBelow(world.wrap)
  const { tail } = world.wrap
  if (!tail) return below
  return (seconds) => tail.share * below(seconds / tail.times) + (1 - tail.share) * below(seconds)
}

/** Order to answer: nobody answers within 2.5 s, nor after 24.5 s but then. */
const ringBelow = (world: World): Below => {
  const below = lengthBelow(world.ring)
  return (seconds) => (seconds < 2.5 ? 0 : seconds >= 24.5 ? 1 : below(seconds))
}

/** Order to the moment we know of the answer: ringing, and where machines are told from people the time that takes. */
export const answerBelow = (world: World): Below => {
  const ring = ringBelow(world)
  const { machines } = world
  if (!machines) return ring
  const [least, most] = machines.delay
  const parts = 20
  return (seconds) => {
    let sum = 0
    for (let part = 0; part < parts; part++) sum += ring(seconds - least - ((part + 0.5) / parts) * (most - least))
    return sum / parts
  }
}

/** E[X] of a length that is never negative, as the area over its distribution function. */
export const meanOf = (below: Below, until: number, step = 0.1): number => {
  let sum = 0
  for (let at = step / 2; at < until; at += step) sum += 1 - below(at)
  return sum * step
}
