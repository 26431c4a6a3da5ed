import type { Cell } from './cell.ts'
import { Crew } from './crew.ts'
import { readWanted, type Wanted } from './options.ts'
import { tunables } from './policies/tunable.ts'
import { policies } from './registry.ts'
import { readResults, writeReport } from './report.ts'
import { cellJobsOf, flatFigures, runCells } from './run-cells.ts'
import { scenarios } from './scenarios.ts'
import { printTable } from './table.ts'
import { tune } from './tune.ts'
import { note, readTuned, writeTuned } from './tuned.ts'

const say = (line: string): void => console.log(line)

/** OutboundBench: a day of an outbound centre under each policy. */
export const outbound = async (args: readonly string[]): Promise<void> => {
  const wanted = readWanted(args)
  const crew = new Crew(wanted.workers)
  try {
    if (wanted.retune) await retune(wanted, crew)
    else await measure(wanted, crew)
  } finally {
    await crew.close()
  }
}

const measure = async (wanted: Wanted, crew: Crew): Promise<void> => {
  const jobs = cellJobsOf(wanted, await readTuned())
  const progress = progressOf(jobs.length)
  const cells = await runCells(jobs, { crew, seeds: wanted.seeds }, (cell) => say(progress(describe(cell))))
  printTable(cells, say)
  if (wanted.out !== null) {
    const known = wanted.add ? await readResults(wanted.out) : []
    await writeReport(wanted.out, [...othersOf(known, cells), ...cells].sort(inOrder))
  }
  if (wanted.json) say(JSON.stringify({ bench: 'outbound', quick: wanted.quick, ...flatFigures(cells) }))
}

/** Finds the parameters of the tuned policies for the cells wanted and writes them beside those known. */
const retune = async (wanted: Wanted, crew: Crew): Promise<void> => {
  const jobs = cellJobsOf(wanted, {}).filter(({ policy }) => policy in tunables)
  const progress = progressOf(jobs.length)
  const tuned = await readTuned()
  try {
    await Promise.all(
      jobs.map(async ({ day, params: _none, ...job }) => {
        const { scenario, agents, policy } = job
        const { value, talk, abandon } = await tune(crew, job, day.target)
        const param = tunables[policy]?.param ?? ''
        note(tuned, { scenario, agents, policy }, { [param]: value })
        say(
          progress(
            `${scenario} n${agents} ${policy}: ${param} ${value}, talk ${percent(talk)}, abandoned ${percent(abandon)}`,
          ),
        )
      }),
    )
  } finally {
    // What was found until something failed took long enough.
    await writeTuned(tuned)
  }
}

const nameOf = ({ scenario, agents, policy }: Cell): string => `${scenario} ${agents} ${policy}`
/** The cells known that have not been measured anew. */
const othersOf = (known: readonly Cell[], measured: readonly Cell[]): Cell[] => {
  const fresh = new Set(measured.map(nameOf))
  return known.filter((cell) => !fresh.has(nameOf(cell)))
}
const scenarioNames = Object.keys(scenarios)
const policyNames = Object.keys(policies)
const inOrder = (a: Cell, b: Cell): number =>
  scenarioNames.indexOf(a.scenario) - scenarioNames.indexOf(b.scenario) ||
  a.agents - b.agents ||
  policyNames.indexOf(a.policy) - policyNames.indexOf(b.policy)

const progressOf = (total: number): ((line: string) => string) => {
  const began = performance.now()
  let done = 0
  return (line) => `${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${++done}/${total}  ${line}`
}
const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
const describe = ({ scenario, agents, policy, figures: { occupancy, abandon } }: Cell): string =>
  `${scenario} n${agents} ${policy}: occupancy ${percent(occupancy?.mean ?? 0)}, abandoned ${percent(abandon?.mean ?? 0)}`
