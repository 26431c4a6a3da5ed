import type { Crew } from './crew.ts'
import type { Job } from './outcome.ts'
import { type Tunable, tunables } from './policies/tunable.ts'
import { meanOf } from './statistics.ts'

const steps = 64

/** The values to try, the boldest last: those given, else equal ratios apart. */
const valuesOf = ({ grid, between }: Tunable): readonly number[] => {
  if (grid) return grid
  const [from, to] = between ?? [0, 0]
  return Array.from({ length: steps }, (_, n) => Number((from * (to / from) ** (n / (steps - 1))).toPrecision(4)))
}

/** Days for tuning never are days of the test. */
const firstSeed = 10_001
/** Few agents answer few calls: more days for the same certainty. */
const seedsFor = (agents: number): number => {
  if (agents <= 10) return 12
  return agents <= 20 ? 8 : 4
}

type Trial = { value: number; talk: number; abandon: number }

/**
 * The value with the most talk whose days keep to the target on the mean; the most careful one if none does. Where
 * abandoned calls grow with the value, halving finds it; else all are tried.
 */
export const tune = async (crew: Crew, job: Omit<Job, 'seed' | 'params'>, target: number): Promise<Trial> => {
  const tunable = tunables[job.policy]
  if (!tunable) throw new Error(`${job.policy} has nothing to tune`)
  const tryOut = async (value: number): Promise<Trial> => {
    const seeds = Array.from({ length: seedsFor(job.agents) }, (_, n) => firstSeed + n)
    const days = await Promise.all(seeds.map((seed) => crew.run({ ...job, seed, params: { [tunable.param]: value } })))
    const mean = (key: string): number => meanOf(days.map(({ figures }) => figures[key] ?? Number.NaN))
    return { value, talk: mean('talk'), abandon: mean('abandon') }
  }
  const values = valuesOf(tunable)
  return tunable.grid ? await scan(values, tryOut, target) : await halve(values, tryOut, target)
}

type TryOut = (value: number) => Promise<Trial>

const halve = async (values: readonly number[], tryOut: TryOut, target: number): Promise<Trial> => {
  let kept: Trial | undefined
  let [low, high] = [0, values.length - 1]
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    const trial = await tryOut(values[middle] ?? 0)
    if (trial.abandon <= target) {
      kept = trial
      low = middle + 1
    } else high = middle - 1
  }
  return kept ?? (await tryOut(values[0] ?? 0))
}

const scan = async (values: readonly number[], tryOut: TryOut, target: number): Promise<Trial> => {
  const trials = await Promise.all(values.map(tryOut))
  const kept = trials.filter(({ abandon }) => abandon <= target).sort((a, b) => b.talk - a.talk)
  const [careful] = trials
  const best = kept[0] ?? careful
  if (!best) throw new Error('there is nothing to try')
  return best
}
