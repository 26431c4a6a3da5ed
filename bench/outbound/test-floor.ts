import type { LineFaults } from '#adapters/simulator/event-line.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import type { FloorView, Pacing } from '#domains/dialer/server/public.ts'
import { Rehearsal, type RehearsedAgent, type RehearsedCall } from '#domains/simulation/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { type SteppedClock, steppedClock } from '#platform/stepped-clock.ts'
import type { Listed } from './listed.ts'
import { usual } from './usual-day.ts'
import { fateOf, ringForMs, scriptOf, type World } from './world.ts'

export type Trial = {
  pacing: Pacing
  agents: number
  /** A share, or one that changes with the seconds since the start. */
  answers: number
  contacts?: number
  faults?: Partial<LineFaults>
  seed?: number
}

const startAt = new Date('2026-03-05T01:00:00.000Z')
const minuteMs = 60_000

const mayComeFree = ({ activity, leaves }: FloorView['agents'][number]): boolean => activity !== 'away' && !leaves

/** A clock that somebody sets; its timers do not follow. */
class SetClock implements Clock {
  private readonly inner: SteppedClock
  private ahead = 0
  constructor(inner: SteppedClock) {
    this.inner = inner
  }
  set(byMs: number): void {
    this.ahead += byMs
  }
  nowMs(): number {
    return this.inner.nowMs() + this.ahead
  }
  now(): Date {
    return new Date(this.nowMs())
  }
  after(milliseconds: number, then: () => void): () => void {
    return this.inner.after(milliseconds, then)
  }
  hold(): () => void {
    return this.inner.hold()
  }
  stop(): void {
    this.inner.stop()
  }
}

/** A small floor on which things go wrong; every decision taken on it is looked at. */
export class Floor {
  readonly clock: SetClock
  readonly rehearsal: Rehearsal<Listed>
  readonly agents: RehearsedAgent<Listed>[] = []
  readonly ended: RehearsedCall<Listed>[] = []
  decisions = 0
  placed = 0
  /** Decisions that were no count: not whole, negative, or not a number. */
  readonly noCounts: number[] = []
  /** Calls placed while no agent could come free for them. */
  placedForNobody = 0
  mostInFlight = 0
  /** The most calls under way beyond the agents free at a decision. */
  mostBeyondFree = 0
  private readonly time: SteppedClock
  private position = 0

  constructor(trial: Trial) {
    const { agents, contacts = Number.POSITIVE_INFINITY, faults, seed = 7 } = trial
    this.time = steppedClock({ startAt })
    this.clock = new SetClock(this.time)
    const world: World = { ...usual, answers: () => trial.answers }
    const fate = (position: number): ReturnType<typeof fateOf> => fateOf(world, seed, position, 0)
    const phones = simulator({ clock: this.time, seed, behaviour: (to) => scriptOf(fate(Number(to))) })
    if (faults) phones.faults.events(faults)
    this.rehearsal = new Rehearsal<Listed>({
      clock: this.clock,
      phones,
      pacing: this.watch(trial.pacing),
      ringForSeconds: ringForMs / 1000,
      next: () => {
        if (this.position >= contacts) return undefined
        const position = this.position++
        return { to: String(position), batchId: '', attemptNumber: 1, chance: null, position }
      },
      wrapUpMs: ({ person }) => fate(person.position).wrapMs,
      spareLines: () => Number.POSITIVE_INFINITY,
      onPlaced: () => void this.placed++,
      onOver: (call) => void this.ended.push(call),
    })
    for (let n = 0; n < agents; n++) {
      const agent = this.rehearsal.signIn()
      this.agents.push(agent)
      this.rehearsal.ready(agent)
    }
  }

  async run(minutes: number): Promise<void> {
    const until = this.time.nowMs() + minutes * minuteMs
    while (this.time.nowMs() < until) {
      this.time.runUntilMs(Math.min(until, this.time.nowMs() + 1000))
      await undefined
    }
  }
  get conversations(): number {
    return this.ended.filter(({ joinedAt }) => joinedAt !== null).length
  }
  /** Of the customers whose answer was heard, those nobody spoke to. */
  get abandoned(): number {
    const answered = this.ended.filter(({ answeredAt }) => answeredAt !== null)
    return answered.filter(({ joinedAt }) => joinedAt === null).length / Math.max(1, answered.length)
  }

  private watch(pacing: Pacing): Pacing {
    return {
      everyMs: pacing.everyMs,
      callsToPlace: (floor) => this.look(floor, pacing.callsToPlace(floor)),
      placed: (call, now) => pacing.placed?.(call, now),
      over: (call, end, now) => pacing.over?.(call, end, now),
      served: (end, now) => pacing.served?.(end, now),
      changed: (was, since, becomes, now) => pacing.changed?.(was, since, becomes, now),
    }
  }
  private look({ agents, calls }: FloorView, count: number): number {
    this.decisions++
    if (!Number.isInteger(count) || count < 0) this.noCounts.push(count)
    if (count > 0 && !agents.some(mayComeFree)) this.placedForNobody += count
    const inFlight = calls.length + count
    this.mostInFlight = Math.max(this.mostInFlight, inFlight)
    const free = agents.filter(({ activity }) => activity === 'free').length
    if (count > 0) this.mostBeyondFree = Math.max(this.mostBeyondFree, inFlight - free)
    return count
  }
}
