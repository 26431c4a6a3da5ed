import { type Cell, cellOf } from './cell.ts'
import type { Crew } from './crew.ts'
import type { Wanted } from './options.ts'
import type { Job } from './outcome.ts'
import { policies, tellingPolicies } from './registry.ts'
import { fullHours, type Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { paramsOf, type Tuned } from './tuned.ts'

/** Everything of one cell but the seed. */
export type CellJob = Omit<Job, 'seed'> & { day: Scenario }

/** The cells wanted, in the order of the report. */
export const cellJobsOf = (wanted: Wanted, tuned: Tuned): CellJob[] => {
  const jobs: CellJob[] = []
  for (const scenario of wanted.scenarios) {
    const day = scenarios[scenario]
    if (!day) continue
    const names = wanted.policies ?? (day.chief ? Object.keys(policies) : tellingPolicies)
    for (const agents of wanted.agents ?? day.agents)
      for (const policy of names) {
        const params = paramsOf(tuned, scenario, agents, policy)
        jobs.push({ scenario, agents, policy, params, day, hours: wanted.hours ?? fullHours(agents) })
      }
  }
  return jobs
}

/** Runs all days of each cell, the same days for every policy; each cell is told when its last day is done. */
export const runCells = (
  jobs: readonly CellJob[],
  { crew, seeds }: { crew: Crew; seeds: number },
  tell: (cell: Cell) => void,
): Promise<Cell[]> =>
  Promise.all(
    jobs.map(async ({ day, ...job }) => {
      const days = Array.from({ length: seeds }, (_, n) => crew.run({ ...job, seed: n + 1 }))
      const cell = cellOf(await Promise.all(days), day)
      tell(cell)
      return cell
    }),
  )

/** `<scenario>.n<agents>.<policy>.<figure>`: means over the seeds. */
export const flatFigures = (cells: readonly Cell[]): Record<string, number> =>
  Object.fromEntries(
    cells.flatMap(({ scenario, agents, policy, figures }) =>
      Object.entries(figures).map(([figure, { mean }]) => [
        `${scenario}.n${agents}.${policy}.${figure}`,
        Number(mean.toPrecision(6)),
      ]),
    ),
  )
