import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Cell, cellOf } from './cell.ts'
import { Crew } from './crew.ts'
import type { Job, Outcome } from './outcome.ts'
import { policies } from './registry.ts'
import { fullHours } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { printTable } from './table.ts'
import { tunedParams } from './tuned.ts'

export type Wanted = {
  scenarios: string[]
  policies: string[]
  /** Null: those of each scenario. */
  agents: number[] | null
  seeds: number
  /** Null: the day of a full run. */
  hours: number | null
  workers: number
  retune: boolean
  out: string | null
}

const namesOf = (given: string | undefined, all: readonly string[]): string[] => {
  if (given === undefined) return [...all]
  const names = given.split(',')
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Error(`there is no ${unknown}; there are ${all.join(', ')}`)
  return names
}

const quickScenarios = ['p10', 'p25', 'p50', 'steps', 'outage']

/** Reads the options of the command line; `--quick` sets what is not given. */
export const readWanted = (args: readonly string[]): Wanted & { json: boolean; quick: boolean } => {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ quick: flag, json: flag, retune: flag },
      ...{ scenario: text, agents: text, policy: text, seeds: text, hours: text, workers: text, out: text },
    },
  })
  const { quick, json, retune } = values
  return {
    ...{ quick, json, retune, out: values.out ?? null },
    scenarios: namesOf(values.scenario ?? (quick ? quickScenarios.join(',') : undefined), Object.keys(scenarios)),
    policies: namesOf(values.policy, Object.keys(policies)),
    agents: (values.agents ?? (quick ? '5,20,100' : undefined))?.split(',').map(Number) ?? null,
    seeds: Number(values.seeds ?? (quick ? 6 : 30)),
    hours: values.hours || quick ? Number(values.hours ?? 1) : null,
    workers: Number(values.workers ?? availableParallelism()),
  }
}

const jobsOf = (wanted: Wanted): Job[] => {
  const jobs: Job[] = []
  for (const scenario of wanted.scenarios)
    for (const agents of wanted.agents ?? scenarios[scenario]?.agents ?? [])
      for (const policy of wanted.policies)
        for (let seed = 1; seed <= wanted.seeds; seed++)
          jobs.push({
            ...{ scenario, agents, policy, seed, hours: wanted.hours ?? fullHours(agents) },
            params: tunedParams(scenario, agents, policy),
          })
  return jobs
}

const cellName = ({ scenario, agents, policy }: Job): string => `${scenario}.n${agents}.${policy}`

/** Runs what is wanted; each cell is told when its last day is done. */
export const runCells = async (wanted: Wanted, crew: Crew, tell: (cell: Cell) => void): Promise<Cell[]> => {
  const jobs = jobsOf(wanted)
  const order = [...new Set(jobs.map(cellName))]
  const open = new Map<string, Outcome[]>()
  const cells = new Map<string, Cell>()
  await crew.run(jobs, (outcome) => {
    const name = cellName(outcome.job)
    const outcomes = open.get(name) ?? []
    open.set(name, outcomes)
    outcomes.push(outcome)
    const scenario = scenarios[outcome.job.scenario]
    if (outcomes.length < wanted.seeds || !scenario) return
    open.delete(name)
    // Sums of numbers depend on their order a little: by seed, whichever day was done first.
    const cell = cellOf(
      outcomes.sort((a, b) => a.job.seed - b.job.seed),
      scenario,
    )
    cells.set(name, cell)
    tell(cell)
  })
  return order.flatMap((name) => cells.get(name) ?? [])
}

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

/** OutboundBench: a day of an outbound centre under each policy. */
export const outbound = async (args: readonly string[]): Promise<void> => {
  const wanted = readWanted(args)
  const crew = new Crew(wanted.workers)
  try {
    const began = performance.now()
    const cells = await runCells(wanted, crew, (cell) => console.log(progressLine(cell, performance.now() - began)))
    printTable(cells, (line) => console.log(line))
    if (wanted.json) console.log(JSON.stringify({ bench: 'outbound', quick: wanted.quick, ...flatFigures(cells) }))
  } finally {
    await crew.close()
  }
}

const progressLine = ({ scenario, agents, policy, figures }: Cell, elapsedMs: number): string => {
  const percent = (name: string): string => `${(100 * (figures[name]?.mean ?? Number.NaN)).toFixed(2)} %`
  const seconds = (elapsedMs / 1000).toFixed(0).padStart(5)
  return `${seconds} s  ${scenario} n${agents} ${policy}: occupancy ${percent('occupancy')}, abandoned ${percent('abandon')}`
}
