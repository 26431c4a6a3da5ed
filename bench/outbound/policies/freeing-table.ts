import type { World } from '../world.ts'
import { type Below, talkBelow, wrapBelow } from './distribution.ts'

/** Grid of the time elapsed, in seconds; beyond it the last value holds. */
const elapsedStep = 0.5
const longest = 1800
/** Grid of the integral over the rest of the conversation, in seconds. */
const innerStep = 0.25

/** P(an agent is free within the horizon | talking, or wrapping up, for so long). */
export class FreeingTable {
  private readonly talking: Float64Array
  private readonly wrappingUp: Float64Array

  /** `horizon` in seconds. */
  constructor(world: World, horizon: number) {
    const [talk, wrap] = [talkBelow(world), wrapBelow(world)]
    const size = longest / elapsedStep + 1
    this.talking = new Float64Array(size)
    this.wrappingUp = new Float64Array(size)
    for (let at = 0; at < size; at++) {
      const elapsed = at * elapsedStep
      this.talking[at] = freesAfterTalk(talk, wrap, { elapsed, horizon })
      const over = wrap(elapsed)
      this.wrappingUp[at] = over > 1 - 1e-7 ? 1 : (wrap(elapsed + horizon) - over) / (1 - over)
    }
  }
  whileTalking(elapsedMs: number): number {
    return this.talking[Math.min(this.talking.length - 1, (elapsedMs / (1000 * elapsedStep) + 0.5) | 0)] ?? 0
  }
  whileWrappingUp(elapsedMs: number): number {
    return this.wrappingUp[Math.min(this.wrappingUp.length - 1, (elapsedMs / (1000 * elapsedStep) + 0.5) | 0)] ?? 0
  }
}

/** ∫ P(talk ends at elapsed + s) · P(wrap-up ≤ horizon − s) ds over the horizon, given the talk lasts longer than elapsed. */
const freesAfterTalk = (
  talk: Below,
  wrap: Below,
  { elapsed, horizon }: { elapsed: number; horizon: number },
): number => {
  let before = talk(elapsed)
  const alive = 1 - before
  if (alive < 1e-7) return 1
  let sum = 0
  for (let s = 0; s < horizon; s += innerStep) {
    const width = Math.min(innerStep, horizon - s)
    const after = talk(elapsed + s + width)
    sum += (after - before) * wrap(horizon - s - width / 2)
    before = after
  }
  return sum / alive
}
