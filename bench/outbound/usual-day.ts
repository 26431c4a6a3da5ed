import type { Scenario } from './scenario.ts'
import type { World } from './world.ts'

export const sizes = [5, 10, 20, 50, 100, 500]
/** Handling time of the usual world in seconds: talk and wrap-up. */
const handlingSeconds = 145

export const usual: Omit<World, 'answers'> = {
  ring: { mean: 11, cv: 5 / 11 },
  talk: { mean: 120, cv: 1.1 },
  wrap: { mean: 25, cv: 0.5 },
}
export const steady = (answerRate: number, other: Partial<World> = {}): Pick<Scenario, 'world' | 'answerRate'> => ({
  answerRate,
  world: () => ({ ...usual, answers: () => answerRate, ...other }),
})
export const base = { target: 0.03, stationary: true } as const
export const moving = { target: 0.03, stationary: false, answerRate: null } as const

export const minutes = 60

/** Calls a second that keep all agents busy. */
export const callsPerSecondNeeded = (agents: number, answerRate: number): number =>
  agents / (handlingSeconds * answerRate)
