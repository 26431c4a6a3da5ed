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

/** A new table after so many new observations, or so many seconds. */
const refreshAfter = { observations: 25, milliseconds: 20_000 }

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
    if (
      this.news < refreshAfter.observations &&
      now - this.refreshedAt < refreshAfter.milliseconds &&
      now >= this.refreshedAt
    )
      return
    this.refreshedAt = now
    this.news = 0
    const lasting = (of: Activity): number[] =>
      agents.filter(({ activity }) => activity === of).map(({ since }) => Math.max(0, (now - since) / 1000))
    this.talk.refresh(lasting('talking'))
    this.wrapUp.refresh(lasting('wrapUp'))
    for (let step = 0; step < steps.length; step++) this.tabulate(step)
  }
  private tabulate(step: number): void {
    const elapsed = steps[step] as number
    const stillTalks = Math.max(1e-9, this.talk.survivalAt(elapsed))
    const stillWraps = Math.max(1e-9, this.wrapUp.survivalAt(elapsed))
    for (let h = 0; h < horizons; h++) {
      const until = horizonSeconds(h)
      this.fromWrapUp[step * horizons + h] = 1 - this.wrapUp.survivalAt(elapsed + until) / stillWraps
      // The conversation ends within the first u seconds, the wrap-up within the rest.
      let chance = 0
      const width = Math.max(0.5, until / 12)
      for (let u = 0; u < until; u += width) {
        const to = Math.min(until, u + width)
        const ends = this.talk.survivalAt(elapsed + u) - this.talk.survivalAt(elapsed + to)
        chance += ends * (1 - this.wrapUp.survivalAt(until - (u + to) / 2))
      }
      this.fromTalk[step * horizons + h] = Math.min(1, chance / stillTalks)
    }
  }

  /** Gives the chances of every busy agent to `add`: by horizon, in `table` from `at` on. */
  each(agents: readonly AgentView[], now: number, add: (table: Float64Array, at: number) => void): void {
    for (const { activity, since, leaves } of agents) {
      if (leaves || (activity !== 'talking' && activity !== 'wrapUp')) continue
      const second = Math.min(3599, Math.max(0, Math.floor((now - since) / 1000)))
      add(activity === 'talking' ? this.fromTalk : this.fromWrapUp, (stepOf[second] as number) * horizons)
    }
  }
}
