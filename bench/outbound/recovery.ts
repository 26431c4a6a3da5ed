import type { Series } from './outcome.ts'
import type { Shock } from './scenario.ts'
import { deviationOf, type Estimate, estimate, meanOf, sumOf } from './statistics.ts'

/** Samples are 10 s apart. */
const stepSeconds = 10
const lookSeconds = 180
const look = lookSeconds / stepSeconds
/** So many standard deviations around the steady state count as being back. */
const band = 1.5

type Window = { idle: number; rate: number }
type Steady = { idle: { mean: number; deviation: number }; rate: { mean: number; deviation: number } }

/**
 * How long a floor needs to find its new steady state: the first moment after which agents idle and abandoned calls
 * among the answered, each as a mean over the three minutes that follow, are within 1.5 standard deviations of what
 * three minutes are like in the steady state of the same policy. `recoveryNoise` is the same count begun when the floor
 * has long come to rest: what chance alone makes of a floor nothing has happened to.
 */
export const recoverySeconds = (days: readonly Series[], shocks: readonly Shock[]): Record<string, Estimate> => {
  const windows = days.map(windowsOf)
  const steady = steadyStates(windows, shocks)
  const meanOver = (from: (shock: Shock) => number): number[] =>
    windows.map((day) => meanOf(shocks.map((shock) => untilBack(day, shock, from(shock), steady.get(shock.level)))))
  return {
    recoverySeconds: estimate(meanOver(({ at }) => at)),
    recoveryNoise: estimate(meanOver(({ settledFrom }) => settledFrom)),
  }
}

/** What the three minutes from each sample on are like. */
const windowsOf = ({ idle, answered, abandoned }: Series): Window[] =>
  idle.slice(0, Math.max(0, idle.length - look)).map((_, at) => {
    const people = sumOf(answered.slice(at, at + look))
    return {
      idle: meanOf(idle.slice(at, at + look)),
      rate: people === 0 ? 0 : sumOf(abandoned.slice(at, at + look)) / people,
    }
  })

const steadyStates = (days: readonly Window[][], shocks: readonly Shock[]): Map<string, Steady> => {
  const pooled = new Map<string, Window[]>()
  for (const { settledFrom, until, level } of shocks) {
    const calm = pooled.get(level) ?? []
    pooled.set(level, calm)
    for (const day of days) calm.push(...day.slice(settledFrom / stepSeconds, (until - lookSeconds) / stepSeconds))
  }
  const spread = (values: number[]): { mean: number; deviation: number } => ({
    mean: meanOf(values),
    deviation: deviationOf(values),
  })
  return new Map(
    [...pooled].map(([level, calm]) => [
      level,
      { idle: spread(calm.map(({ idle }) => idle)), rate: spread(calm.map(({ rate }) => rate)) },
    ]),
  )
}

const untilBack = (day: readonly Window[], { until }: Shock, from: number, steady: Steady | undefined): number => {
  const inside = (value: number, { mean, deviation }: Steady['idle']): boolean =>
    Math.abs(value - mean) <= band * deviation + 1e-9
  const last = Math.floor((until - lookSeconds) / stepSeconds)
  for (let at = Math.ceil(from / stepSeconds); at <= last; at++) {
    const window = day[at]
    if (window && steady && inside(window.idle, steady.idle) && inside(window.rate, steady.rate))
      return at * stepSeconds - from
  }
  return until - from
}
