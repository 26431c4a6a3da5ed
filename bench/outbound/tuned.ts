import { readFile, writeFile } from 'node:fs/promises'

type Params = Readonly<Record<string, number>>
/** By scenario, number of agents and policy. */
export type Tuned = Record<string, Record<string, Record<string, Params>>>

const file = new URL('./tuned.json', import.meta.url)

/** What the last `--retune` found. */
export const readTuned = async (): Promise<Tuned> => JSON.parse(await readFile(file, 'utf8')) as Tuned

export const writeTuned = (tuned: Tuned): Promise<void> => writeFile(file, `${JSON.stringify(tuned, null, 2)}\n`)

/** Nothing where nothing was tuned: the policy then takes what it thinks usual. */
export const paramsOf = (tuned: Tuned, scenario: string, agents: number, policy: string): Params =>
  tuned[scenario]?.[agents]?.[policy] ?? {}

/** Writes into what is known. */
export const note = (tuned: Tuned, { scenario, agents, policy }: Place, params: Params): void => {
  const sizes = tuned[scenario] ?? {}
  tuned[scenario] = sizes
  const known = sizes[agents] ?? {}
  sizes[agents] = known
  known[policy] = params
}
type Place = { scenario: string; agents: number; policy: string }
