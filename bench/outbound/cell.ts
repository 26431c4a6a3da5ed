import type { Outcome, Series } from './outcome.ts'
import { recoverySeconds } from './recovery.ts'
import type { Scenario, Size } from './scenario.ts'
import { type Estimate, estimate, meanOf } from './statistics.ts'

/** All days of one scenario, number of agents and policy. */
export type Cell = {
  scenario: string
  agents: number
  hours: number
  policy: string
  seeds: number
  params: Readonly<Record<string, number>>
  figures: Record<string, Estimate>
  /** Means over the seeds, in steps of 10 seconds; kept where something upsets the floor. */
  course: Series | null
}

/** Puts the days of one cell together; the courses of single days are let go. */
export const cellOf = (outcomes: readonly Outcome[], scenario: Scenario): Cell => {
  const [first] = outcomes
  if (!first) throw new Error('a cell needs a day')
  const { job } = first
  const size: Size = job
  const figures: Record<string, Estimate> = {}
  for (const key of Object.keys(first.figures)) {
    const name = key === 'over3' || key === 'over15' ? `${key}Share` : key
    figures[name] = estimate(outcomes.map((outcome) => outcome.figures[key] ?? Number.NaN))
  }
  const shocks = scenario.shocks?.(size) ?? []
  const days = outcomes.map(({ series }) => series)
  if (shocks.length > 0) Object.assign(figures, recoverySeconds(days, shocks))
  const { agents, hours, policy, params } = job
  return {
    ...{ scenario: job.scenario, agents, hours, policy, params, figures },
    seeds: outcomes.length,
    course: shocks.length > 0 ? meanCourse(days) : null,
  }
}

const meanCourse = (days: readonly Series[]): Series => {
  const mean = (key: keyof Series): number[] =>
    (days[0]?.[key] ?? []).map((_, at) => meanOf(days.map((day) => day[key][at] ?? 0)))
  return { idle: mean('idle'), answered: mean('answered'), abandoned: mean('abandoned') }
}
