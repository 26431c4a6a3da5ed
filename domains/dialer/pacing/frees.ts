import { horizonSeconds, horizons } from './horizon.ts'
import { Lengths } from './lengths.ts'
import type { Activity, AgentView } from './pacing.ts'

/** Elapsed seconds for which the chances are tabulated; between them the nearer below counts. */
const steps: readonly number[] = (() => {
  const all: number[] = []
  for (let at = 0; at < 3600; at += Math.max(1, at * 0.05)) all.push(at)
  return all
})()
const stepOf: Uint8Array = (() => {
  const table = new Uint8Array(3600)
  let step = 0
  for (let second = 0; second < 3600; second++) {
    while ((steps[step + 1] ?? Number.POSITIVE_INFINITY) <= second) step++
    table[second] = step
  }
  return table
})()

/** New tables after so many new observations, but not more often than so. */
const refreshAfter = { observations: 25, atLeastMs: 5000, atMostMs: 20_000 }
/** The longest horizon, in whole seconds. */
const farthest = Math.ceil(horizonSeconds(horizons - 1)) + 1

/** Where the chances of who has been at it for so long begin in a table. */
const at = (elapsedMs: number): number => {
  const second = Math.min(3599, Math.max(0, Math.floor(elapsedMs / 1000)))
  return (stepOf[second] as number) * horizons
}

/**
 * When busy agents will be free: chances by what they are doing and for how long already, from how long conversations
 * and wrap-ups of this campaign have lasted (the residual life of a finished-and-running sample, not a memoryless guess).
 */
export class Frees {
  private readonly talk = new Lengths({ mean: 90, cv: 1.3, worth: 6 })
  private readonly wrapUp = new Lengths({ mean: 25, cv: 0.8, worth: 6 })
  private readonly fromTalk = new Float64Array(steps.length * horizons)
  private readonly fromWrapUp = new Float64Array(steps.length * horizons)
  private refreshedAt = Number.NEGATIVE_INFINITY
  private news = 0

  /** That activity has lasted so long, in milliseconds. */
  learn(activity: Activity, milliseconds: number): void {
    if (activity !== 'talking' && activity !== 'wrapUp') return
    if (activity === 'talking') this.talk.add(milliseconds / 1000)
    else this.wrapUp.add(milliseconds / 1000)
    this.news++
  }

  /** Makes the tables current. */
  prepare(agents: readonly AgentView[], now: number): void {
    const age = now - this.refreshedAt
    const { observations, atLeastMs, atMostMs } = refreshAfter
    if (age >= 0 && age < (this.news < observations ? atMostMs : atLeastMs)) return
    this.refreshedAt = now
    this.news = 0
    const lasting = (of: Activity): number[] =>
      agents.filter(({ activity }) => activity === of).map(({ since }) => Math.max(0, (now - since) / 1000))
    this.talk.refresh(lasting('talking'))
    this.wrapUp.refresh(lasting('wrapUp'))
    const last = Math.ceil(steps.at(-1) as number) + farthest
    const talks = this.talk.bySecond(last)
    const wraps = this.wrapUp.bySecond(last)
    for (let step = 0; step < steps.length; step++) this.tabulate(step, talks, wraps)
  }
  private tabulate(step: number, talks: Float64Array, wraps: Float64Array): void {
    const elapsed = Math.floor(steps[step] as number)
    const stillTalks = Math.max(1e-9, talks[elapsed] as number)
    const stillWraps = Math.max(1e-9, wraps[elapsed] as number)
    for (let h = 0; h < horizons; h++) {
      const until = horizonSeconds(h)
      this.fromWrapUp[step * horizons + h] = 1 - (wraps[elapsed + until] as number) / stillWraps
      // The conversation ends in the second from u on, the wrap-up within what is left.
      let chance = 0
      for (let u = 0; u < until; u++) {
        const ends = (talks[elapsed + u] as number) - (talks[elapsed + u + 1] as number)
        chance += ends * (1 - ((wraps[until - u - 1] as number) + (wraps[until - u] as number)) / 2)
      }
      this.fromTalk[step * horizons + h] = Math.min(1, chance / stillTalks)
    }
  }

  /** How likely that agent is free, and can be counted on, by that horizon; the tables are to be current. */
  chance({ activity, since, leaves }: AgentView, now: number, horizon: number): number {
    if (leaves) return 0
    if (activity === 'free') return 1
    if (activity !== 'talking' && activity !== 'wrapUp') return 0
    const table = activity === 'talking' ? this.fromTalk : this.fromWrapUp
    return table[at(now - since) + horizon] as number
  }
  /** Gives the chances of every busy agent to `add`: by horizon, in `table` from `at` on. */
  each(agents: readonly AgentView[], now: number, add: (table: Float64Array, at: number) => void): void {
    for (const { activity, since, leaves } of agents) {
      if (leaves || (activity !== 'talking' && activity !== 'wrapUp')) continue
      add(activity === 'talking' ? this.fromTalk : this.fromWrapUp, at(now - since))
    }
  }
}
