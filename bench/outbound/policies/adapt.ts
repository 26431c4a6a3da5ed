import type { Pacing } from '#domains/dialer/server/public.ts'
import type { Policy, PolicyGround } from '../policy-ground.ts'
import { type AdaptMethod, adaptDefaults, type DropStatistics, nextLevel } from './adapt-level.ts'
import { type BySize, bySize } from './by-size.ts'
import { countAgents, each, noAgents } from './floor-count.ts'
import { newLines, placingEveryMs } from './lines.ts'

const samples = 15
const minuteMs = 60_000
/** The day of the benchmark begins at nine; only the taper reads the clock. */
const beginsAtHour = 9

/** The mean of the last 15 numbers it was given. */
class RecentMean {
  private readonly values = new Float64Array(samples)
  private at = 0
  private filled = 0

  add(value: number): void {
    this.values[this.at] = value
    this.at = (this.at + 1) % samples
    this.filled = Math.min(samples, this.filled + 1)
  }
  get mean(): number {
    let sum = 0
    for (const value of this.values) sum += value
    return this.filled === 0 ? 0 : sum / this.filled
  }
}

/** Moments of the last minute, oldest first. */
class LastMinute {
  private readonly moments: number[] = []
  add(now: number): void {
    this.moments.push(now)
    while ((this.moments[0] ?? now) < now - minuteMs) this.moments.shift()
  }
  count(now: number): number {
    return this.moments.reduce((sum, moment) => sum + (moment >= now - minuteMs ? 1 : 0), 0)
  }
}

/** What `calculate_drops` counts: since midnight, a drop is among the answered. */
class DropCount {
  private readonly calls = new LastMinute()
  private readonly drops = new LastMinute()
  private callsToday = 0
  private answersToday = 0
  private dropsToday = 0

  placed(now: number): void {
    this.calls.add(now)
    this.callsToday++
  }
  answered(): void {
    this.answersToday++
  }
  dropped(now: number): void {
    this.drops.add(now)
    this.dropsToday++
  }
  statistics(now: number): DropStatistics {
    const { callsToday, answersToday, dropsToday } = this
    const [callsLastMinute, dropsLastMinute] = [this.calls.count(now), this.drops.count(now)]
    return { callsLastMinute, dropsLastMinute, callsToday, answersToday, dropsToday }
  }
}

const hhmm = (now: number, startAt: number): number => {
  const minutes = Math.floor((now - startAt) / minuteMs) + beginsAtHour * 60
  return Math.floor(minutes / 60) * 100 + (minutes % 60)
}

/**
 * VICIdial's ADAPT dial methods to the letter, with a drop after 2 s as for every policy here: agents and calls are
 * sampled each second, drop statistics refreshed each minute, the level set every 15 s from means of 15 samples, calls
 * placed every 2.5 s (bin/AST_VDadapt.pl and bin/AST_VDauto_dial.pl, revision 3884: rules re-described).
 */
const adapt = ({ startAt, target }: PolicyGround, method: AdaptMethod, maximumLevel: number): Pacing => {
  const settings = { ...adaptDefaults, method, maximumLevel, droppedPercent: 100 * target }
  const [ready, waiting, total] = [new RecentMean(), new RecentMean(), new RecentMean()]
  const [samplesNow, countsNow, setsNow, placesNow] = [each(1000), each(minuteMs), each(15_000), each(placingEveryMs)]
  const count = noAgents()
  const day = new DropCount()
  let drops = day.statistics(0)
  let level = 1
  return {
    everyMs: 500,
    callsToPlace(floor) {
      const { now } = floor
      countAgents(floor, count)
      if (samplesNow(now)) {
        ready.add(count.free)
        waiting.add(floor.waiting)
        total.add(floor.agents.length)
      }
      if (countsNow(now)) drops = day.statistics(now)
      if (setsNow(now)) {
        const input = {
          level,
          difference: ready.mean - waiting.mean,
          agents: total.mean,
          drops,
          time: hhmm(now, startAt),
        }
        level = nextLevel(input, settings)
      }
      return placesNow(now) ? newLines(level, floor, count) : 0
    },
    placed: (_call, now) => day.placed(now),
    over(_call, end) {
      if (end === 'answered') day.answered()
    },
    served(end, now) {
      if (end === 'abandoned') day.dropped(now)
    },
  }
}

const { maximumLevel } = adaptDefaults
export const adaptHard: Policy = (given) => adapt(given, 'hardLimit', maximumLevel)
export const adaptAverage: Policy = (given) => adapt(given, 'average', maximumLevel)
/**
 * From nine with the usual latest time of 2100 nothing is cut for two hours, then by a few percent a step while idle
 * agents push the level up by more: days of 30 % abandoned and above are the rule's own.
 */
export const adaptTapered: Policy = (given) => adapt(given, 'tapered', maximumLevel)

/** Found in steps of 0.1 at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s. */
const bestLevels: BySize = [
  [10, 1.1],
  [20, 1.2],
  [50, 1.3],
  [100, 1.4],
  [500, 1.5],
]

/** The best maximum level for the scenario by hand (`maximumLevel`, of 1.1 to 2.0), as a patient manager would find it. */
export const adaptTuned: Policy = (given) =>
  adapt(given, 'hardLimit', given.params.maximumLevel ?? Math.round(10 * bySize(bestLevels, given.agents)) / 10)
