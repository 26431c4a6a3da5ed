/** What of a policy is to be tuned to a scenario: the highest value that keeps the abandon rate at the target. */
export type Tunable = {
  param: string
  /** Values to try where the source has only so many. */
  grid?: readonly number[]
  /** Else where to look, abandons growing with the value. */
  between?: readonly [number, number]
}

/** By the names of the policies. Where a scenario was not tuned each has a value of its own from the usual one. */
export const tunables: Readonly<Record<string, Tunable>> = {
  ratioBest: { param: 'ratio', between: [1, 2.5] },
  // A higher level spends the budget in bursts and then sits at 1.0: the best is in the middle, by occupancy.
  adaptTuned: { param: 'maximumLevel', grid: [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2] },
  newsvendor: { param: 'alpha', between: [0.005, 0.9] },
  look: { param: 'epsilon', between: [0.001, 0.2] },
  oracleFrees: { param: 'epsilon', between: [0.001, 0.2] },
  oracleAnswers: { param: 'epsilon', between: [0.001, 0.4] },
}
