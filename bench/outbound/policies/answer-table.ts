import type { World } from '../world.ts'
import { answerBelow } from './distribution.ts'

const stepMs = 50
const longest = 30

/** Of the calls nobody answers so many fail at once, within 1 to 5 s; the others ring until they are given up. */
const failAtOnce = 0.3
const givenUpAfter = 25

/**
 * P(a person will answer | the call is under way so long and nobody has), by Bayes from the distributions of a scenario:
 * p·(1 − G(a)) over the chance that a call of that age is still under way.
 */
export class AnswerTable {
  private readonly chances: Float64Array

  constructor(world: World, answers: number) {
    const below = answerBelow(world)
    const { machines } = world
    const machine = machines ? Math.min(machines.share, 1 - answers) : 0
    const person = answers * (1 - (machines?.falsePositive ?? 0))
    const nobody = 1 - answers - machine
    this.chances = new Float64Array((longest * 1000) / stepMs + 1)
    for (let at = 0; at < this.chances.length; at++) {
      const age = (at * stepMs) / 1000
      const unheard = 1 - below(age)
      const quick = age < 1 ? 1 : Math.max(0, (5 - age) / 4)
      const silent = failAtOnce * quick + (1 - failAtOnce) * (age < givenUpAfter ? 1 : 0)
      const underWay = (answers + machine) * unheard + nobody * silent
      this.chances[at] = underWay < 1e-9 ? 0 : (person * unheard) / underWay
    }
  }
  at(ageMs: number): number {
    return this.chances[(ageMs / stepMs) | 0] ?? 0
  }
}
