import type { World } from '../world.ts'
import { type Below, talkBelow, wrapBelow } from './distribution.ts'

/** Grid of all tables, in seconds. */
const step = 0.25
/** Time elapsed beyond which the last value holds, in seconds. */
const longest = 1800
/** Grid of the time elapsed, in seconds; a whole number of steps. */
const elapsedStep = 0.5

const tabulate = (below: Below, until: number): Float64Array => {
  const values = new Float64Array(Math.ceil(until / step) + 2)
  for (let at = 0; at < values.length; at++) values[at] = below(at * step)
  return values
}

/** P(an agent is free within each of some horizons | talking, or wrapping up, for so long). */
export class FreeingTable {
  private readonly talking: Float64Array
  private readonly wrappingUp: Float64Array
  private readonly horizons: number

  /** Horizons in seconds, kept to quarters of a second. */
  constructor(world: World, horizons: readonly number[]) {
    const furthest = Math.max(...horizons)
    const talk = tabulate(talkBelow(world), longest + furthest + 1)
    const wrap = tabulate(wrapBelow(world), longest + furthest + 1)
    // Half steps for the wrap-up: a talk ends in the middle of its step.
    const halfWrap = new Float64Array(wrap.length - 1)
    for (let at = 0; at < halfWrap.length; at++) halfWrap[at] = ((wrap[at] ?? 0) + (wrap[at + 1] ?? 1)) / 2
    const rows = longest / elapsedStep + 1
    this.horizons = horizons.length
    this.talking = new Float64Array(rows * horizons.length)
    this.wrappingUp = new Float64Array(rows * horizons.length)
    for (let row = 0; row < rows; row++) {
      const from = (row * elapsedStep) / step
      for (const [at, horizon] of horizons.entries()) {
        const steps = Math.round(horizon / step)
        this.talking[row * horizons.length + at] = freesAfterTalk(talk, halfWrap, from, steps)
        this.wrappingUp[row * horizons.length + at] = endsWithin(wrap, from, steps)
      }
    }
  }
  /** The chance while talking for so many milliseconds, for the first horizon. */
  whileTalking(elapsedMs: number): number {
    return this.talking[this.rowOf(elapsedMs) * this.horizons] ?? 0
  }
  whileWrappingUp(elapsedMs: number): number {
    return this.wrappingUp[this.rowOf(elapsedMs) * this.horizons] ?? 0
  }
  /** Adds the chances for all horizons, and their variances. */
  addTalking(elapsedMs: number, means: Float64Array, variances: Float64Array): void {
    addRow(this.talking, this.rowOf(elapsedMs) * this.horizons, means, variances)
  }
  addWrappingUp(elapsedMs: number, means: Float64Array, variances: Float64Array): void {
    addRow(this.wrappingUp, this.rowOf(elapsedMs) * this.horizons, means, variances)
  }
  private rowOf(elapsedMs: number): number {
    return Math.min(longest / elapsedStep, (elapsedMs / (1000 * elapsedStep) + 0.5) | 0)
  }
}

const addRow = (table: Float64Array, from: number, means: Float64Array, variances: Float64Array): void => {
  for (let at = 0; at < means.length; at++) {
    const chance = table[from + at] ?? 0
    means[at] = (means[at] ?? 0) + chance
    variances[at] = (variances[at] ?? 0) + chance * (1 - chance)
  }
}

const endsWithin = (below: Float64Array, from: number, steps: number): number => {
  const over = below[from] ?? 1
  return over > 1 - 1e-7 ? 1 : ((below[from + steps] ?? 1) - over) / (1 - over)
}

/** ∫ P(talk ends at elapsed + s) · P(wrap-up ≤ horizon − s) ds over the horizon, given the talk lasts longer than elapsed. */
const freesAfterTalk = (talk: Float64Array, halfWrap: Float64Array, from: number, steps: number): number => {
  let before = talk[from] ?? 1
  const alive = 1 - before
  if (alive < 1e-7) return 1
  let sum = 0
  for (let at = 0; at < steps; at++) {
    const after = talk[from + at + 1] ?? 1
    sum += (after - before) * (halfWrap[steps - at - 1] ?? 0)
    before = after
  }
  return sum / alive
}
