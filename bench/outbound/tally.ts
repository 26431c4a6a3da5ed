import type { RehearsedAgent, RehearsedCall } from '#domains/simulation/server/public.ts'
import type { Listed } from './listed.ts'
import type { Figures, Series } from './outcome.ts'
import { deviationOf, meanOf, quantileOf, sumOf } from './statistics.ts'
import type { Fate } from './world.ts'

type Agent = RehearsedAgent<Listed>
/** Milliseconds of an agent's day so far. */
type Spent = { talking: number; wrapUp: number; busy: number; free: number; waits: number }

/** Counted by what the customer found, whatever the line was told; milliseconds after the answer. */
const abandonedAfterMs = 2000
const windowMs = 15 * 60_000
/** A share says little of fewer answers than these. */
const fewestAnswers = 20
/** An order to join two takes this long in the network. */
const joinMs = 3

export const sampleMs = 10_000

/** Counts one day as the telephone network and the agents lived it. */
export class Tally {
  private readonly startAt: number
  private readonly samples: number
  private readonly windows = new Map<number, { answered: number; abandoned: number }>()
  private readonly customerWaits: number[] = []
  private readonly before = new Map<Agent, Spent>()
  private placed = 0
  private conversations = 0
  private mistaken = 0
  /** Milliseconds agents sat with customers who had hung up already, since the warm-up. */
  private deadAirMs = 0
  private warmAt: number
  readonly series: Series

  constructor(startAt: number, hours: number) {
    this.startAt = startAt
    this.warmAt = startAt
    this.samples = Math.ceil((hours * 3_600_000) / sampleMs)
    const row = (): number[] => new Array<number>(this.samples).fill(0)
    this.series = { idle: row(), answered: row(), abandoned: row() }
  }

  onPlaced(): void {
    this.placed++
  }
  onOver(call: RehearsedCall<Listed>, fate: Fate, now: number): void {
    if (fate.mistaken) this.mistaken++
    if (fate.answersAtMs === null) return
    const answeredAt = call.placedAt + fate.answersAtMs
    if (answeredAt > now) return
    if (call.joinedAt === null) this.count(answeredAt, true)
    else this.onJoined(call.joinedAt, answeredAt, fate)
    const endsAt = (call.joinedAt ?? now) + joinMs + fate.talkMs
    if (now > endsAt && endsAt >= this.warmAt) this.deadAirMs += now - endsAt
  }
  /** Calls still up at the end of the day; who has waited for less than the limit is nobody's. */
  close(calls: Iterable<RehearsedCall<Listed>>, fateOf: (call: RehearsedCall<Listed>) => Fate): void {
    for (const call of calls) {
      const fate = fateOf(call)
      if (call.joinedAt !== null && fate.answersAtMs !== null)
        this.onJoined(call.joinedAt, call.placedAt + fate.answersAtMs, fate)
    }
  }
  sample(now: number, agents: readonly Agent[]): void {
    const at = this.sampleOf(now)
    let idle = 0
    for (const { activity } of agents) if (activity === 'free') idle++
    this.series.idle[at] = idle
  }
  /** What was before counts for the day's abandoned calls, no longer for the agents' time. */
  warmUpEnds(now: number, agents: readonly Agent[]): void {
    this.warmAt = now
    this.deadAirMs = 0
    for (const agent of agents) this.before.set(agent, spentUntil(agent, now))
  }
  figures(now: number, agents: readonly Agent[], target: number): Figures {
    const { time, waits } = this.floor(now, agents)
    const paid = time.talking + time.wrapUp + time.busy + time.free
    const [answered, abandoned] = [sumOf(this.series.answered), sumOf(this.series.abandoned)]
    const abandon = answered === 0 ? 0 : abandoned / answered
    const talk = (time.talking - this.deadAirMs) / paid
    const shares = this.windowShares()
    const perAgent = waits.filter(({ length }) => length > 0).map(meanOf)
    const all = waits.flat()
    return {
      occupancy: (time.talking + time.wrapUp + time.busy - this.deadAirMs) / paid,
      talk,
      score: talk - 10 * Math.max(0, abandon - target),
      abandon,
      abandon15p95: quantileOf(shares, 0.95),
      abandon15Worst: quantileOf(shares, 1),
      over3: abandon > 0.03 ? 1 : 0,
      over15: abandon > 0.015 ? 1 : 0,
      waitMean: meanOf(all),
      waitP50: quantileOf(all, 0.5),
      waitP95: quantileOf(all, 0.95),
      waitMax: quantileOf(all, 1),
      fairness: deviationOf(perAgent) / meanOf(perAgent),
      customerWaitP95: quantileOf(this.customerWaits, 0.95),
      callsPerAgentHour: waitsPerHour(all.length, paid),
      dialsPerContact: this.placed / this.conversations,
      mistaken: this.mistaken / Math.max(1, this.mistaken + answered),
      answered,
    }
  }

  private onJoined(joinedAt: number, answeredAt: number, { listenedMs }: Fate): void {
    this.conversations++
    this.customerWaits.push((joinedAt - answeredAt + listenedMs) / 1000)
    this.count(answeredAt, joinedAt - answeredAt > abandonedAfterMs)
  }
  private count(answeredAt: number, abandoned: boolean): void {
    const at = this.sampleOf(answeredAt)
    this.series.answered[at] = (this.series.answered[at] ?? 0) + 1
    const number = Math.floor((answeredAt - this.startAt) / windowMs)
    const window = this.windows.get(number) ?? { answered: 0, abandoned: 0 }
    this.windows.set(number, window)
    window.answered++
    if (!abandoned) return
    window.abandoned++
    this.series.abandoned[at] = (this.series.abandoned[at] ?? 0) + 1
  }
  private sampleOf(moment: number): number {
    return Math.min(this.samples - 1, Math.floor((moment - this.startAt) / sampleMs))
  }
  private floor(now: number, agents: readonly Agent[]): { time: Spent; waits: number[][] } {
    const time: Spent = { talking: 0, wrapUp: 0, busy: 0, free: 0, waits: 0 }
    const waits = agents.map((agent) => {
      const [spent, before] = [spentUntil(agent, now), this.before.get(agent)]
      for (const key of ['talking', 'wrapUp', 'busy', 'free'] as const) time[key] += spent[key] - (before?.[key] ?? 0)
      return agent.waits.slice(before?.waits ?? 0).map((wait) => wait / 1000)
    })
    return { time, waits }
  }
  private windowShares(): number[] {
    return [...this.windows.values()]
      .filter(({ answered }) => answered >= fewestAnswers)
      .map(({ answered, abandoned }) => abandoned / answered)
  }
}

const spentUntil = ({ spent, activity, since, waits }: Agent, now: number): Spent => {
  const { talking, wrapUp, busy, free } = spent
  const until = { talking, wrapUp, busy, free, waits: waits.length }
  if (activity !== 'away') until[activity] += now - since
  return until
}

const waitsPerHour = (conversations: number, paidMs: number): number => conversations / (paidMs / 3_600_000)
