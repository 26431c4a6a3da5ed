import type { Cell } from './cell.ts'

export type Gap = {
  scenario: string
  agents: number
  policy: string
  /** How much of the way from progressive to that policy is gone, 1 being all of it; by score and by talk. */
  toLook: { score: number; talk: number }
  toOracle: { score: number; talk: number }
}

/** How far each policy gets from calling one for each free agent to what can be reached. */
export const gapsOf = (cells: readonly Cell[]): Gap[] => {
  const gaps: Gap[] = []
  const groups = Map.groupBy(cells, ({ scenario, agents }) => `${scenario} ${agents}`)
  for (const group of groups.values()) {
    const mean = (name: string, figure: string): number =>
      group.find(({ policy }) => policy === name)?.figures[figure]?.mean ?? Number.NaN
    for (const { scenario, agents, policy } of group) {
      const to = (goal: string): Gap['toLook'] => {
        const share = (figure: string): number =>
          (mean(policy, figure) - mean('progressive', figure)) / (mean(goal, figure) - mean('progressive', figure))
        return { score: share('score'), talk: share('talk') }
      }
      gaps.push({ scenario, agents, policy, toLook: to('look'), toOracle: to('oracleAnswers') })
    }
  }
  return gaps
}
