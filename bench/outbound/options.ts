import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { policies } from './registry.ts'
import { scenarios } from './scenarios.ts'

export type Wanted = {
  quick: boolean
  json: boolean
  /** Find the parameters of the tuned policies anew, and no more. */
  retune: boolean
  scenarios: string[]
  /** Null: all in the chief scenarios, the telling ones in the others. */
  policies: string[] | null
  /** Null: those of each scenario. */
  agents: number[] | null
  seeds: number
  /** Null: the day of a full run. */
  hours: number | null
  workers: number
  /** A folder for results.json and report.html. */
  out: string | null
  /** Keep what the results in that folder hold of other cells. */
  add: boolean
}

const namesOf = (given: string, all: readonly string[]): string[] => {
  const names = given.split(',')
  const unknown = names.find((name) => !all.includes(name))
  if (unknown !== undefined) throw new Error(`there is no ${unknown}; there are ${all.join(', ')}`)
  return names
}

/** What `--quick` does where nothing else is said: the hour in which a step, or an outage, comes and is overcome. */
const quickly = { scenario: 'p10,p25,p50,steps,outage', agents: '5,20,100', seeds: 4, hours: 1 }

/** Reads the options of the command line. */
export const readWanted = (args: readonly string[]): Wanted => {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ quick: flag, json: flag, retune: flag, add: flag },
      ...{ scenario: text, agents: text, policy: text, seeds: text, hours: text, workers: text, out: text },
    },
  })
  const { quick, json, retune, add } = values
  const scenario = values.scenario ?? (quick ? quickly.scenario : undefined)
  const agents = values.agents ?? (quick ? quickly.agents : undefined)
  const hours = values.hours ?? (quick ? quickly.hours : undefined)
  return {
    ...{ quick, json, retune, add, out: values.out ?? null },
    scenarios: scenario === undefined ? Object.keys(scenarios) : namesOf(scenario, Object.keys(scenarios)),
    policies: values.policy === undefined ? null : namesOf(values.policy, Object.keys(policies)),
    agents: agents?.split(',').map(Number) ?? null,
    seeds: Number(values.seeds ?? (quick ? quickly.seeds : 30)),
    hours: hours === undefined ? null : Number(hours),
    workers: Number(values.workers ?? availableParallelism()),
  }
}
