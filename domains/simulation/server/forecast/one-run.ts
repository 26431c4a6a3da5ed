import { nextStep, triedAs } from '#domains/campaigns/server/public.ts'
import { type SteppedClock, steppedClock } from '#platform/stepped-clock.ts'
import { Rehearsal } from '../rehearsal.ts'
import type { Person, RehearsedCall } from '../rehearsed-agent.ts'
import { type Chance, normal, seededChance } from './chance.ts'
import type { SpokenKind } from './evidence.ts'
import type { Network } from './network.ts'
import { oneForOne, type Pace } from './pace.ts'
import type { FloorPlan } from './plan.ts'
import type { CallingDay, Stretch } from './schedule.ts'
import { drawWorld, type Fate, type World } from './world.ts'

/** Cumulative counts at the end of a calling day. */
export type DayCounts = { attempts: number; contacts: number; successes: number }
export type Totals = DayCounts & {
  complaints: number
  abandoned: number
  /** Contacts closed without success. */
  burned: number
  /** Agents' hours of ringing, talking and wrap-up; those spent waiting for contacts that rest are left out. */
  agentHours: number
}
export type RunResult = {
  totals: Totals
  days: DayCounts[]
  /** Position of the calling day on which nobody was left to call; null if there was none. */
  finishedOn: number | null
}

/** Somebody on the rehearsed list. */
type Listed = Person & {
  limit: number | null
  tries: Partial<Record<string, number>>
  fate: Fate | null
}

/** Staff differs from day to day by so much (log): sickness, training, other work. Our assumption. */
const staffSpread = 0.06
/** An agent who dials by hand reads the contact first. Our assumption. */
const readsForMs = 8000
/** A callback is promised for so many hours ahead, evenly. Our assumption. */
const callbackWithinHours = 48

/** What a run is given besides its number. */
export type RunGround = { plan: FloorPlan; network: Network; pace: Pace | null }

/** One rehearsal of the campaign from its start to the end of the list or of the days looked at. */
export class OneRun {
  private readonly plan: FloorPlan
  private readonly pace: Pace | null
  private readonly chance: Chance
  private readonly world: World
  private readonly clock: SteppedClock
  private readonly floor: Rehearsal<Listed>
  private readonly successes: ReadonlySet<SpokenKind>
  private readonly fates = new Map<string, Fate>()
  private readonly readsMs: number
  private readonly due: Listed[] = []
  private taken = 0
  private open = 0
  private hour = 0
  private readonly totals: Totals = {
    attempts: 0,
    contacts: 0,
    successes: 0,
    complaints: 0,
    abandoned: 0,
    burned: 0,
    agentHours: 0,
  }

  constructor({ plan, network, pace }: RunGround, run: number) {
    this.plan = plan
    this.pace = pace
    const { seed, beliefs, rules } = plan.inputs
    this.chance = seededChance(seed, run)
    this.successes = new Set(rules.successes)
    this.world = drawWorld(beliefs, this.successes, this.chance)
    this.clock = steppedClock({ startAt: new Date(plan.inputs.startAt) })
    this.readsMs = rules.mode === 'manual' || rules.mode === 'preview' ? readsForMs : 0
    this.floor = new Rehearsal<Listed>({
      clock: this.clock,
      phones: network({ clock: this.clock, seed: seed + run, fateOf: (to) => this.fates.get(to) ?? nobody }),
      pacing: oneForOne(plan.everyMs),
      ringForSeconds: rules.attemptPolicy.ringSeconds,
      next: () => this.next(),
      wrapUpMs: ({ person: { fate } }) => this.wrapUpOf(fate),
      spareLines: () => plan.lines - this.floor.calls.size,
      onOver: (call, now) => this.over(call, now),
      onNews: true,
    })
    this.enlist()
  }

  async work(): Promise<RunResult> {
    const days: DayCounts[] = []
    let finishedOn: number | null = this.open === 0 ? -1 : null
    for (const [position, day] of this.plan.days.entries()) {
      if (finishedOn === null) {
        await this.workDay(day)
        if (this.open === 0) finishedOn = position
      }
      const { attempts, contacts, successes } = this.totals
      days.push({ attempts, contacts, successes })
    }
    this.floor.stop()
    return { totals: this.totals, days, finishedOn }
  }

  private async workDay({ stretches }: CallingDay): Promise<void> {
    this.world.nextDay()
    const present = Math.exp(staffSpread * normal(this.chance) - staffSpread ** 2 / 2)
    // One draw for the day: nobody comes and goes with the hour only because an average is no whole number.
    const rounding = this.chance()
    const staffed = ({ hour }: Stretch): number =>
      Math.floor(((this.plan.inputs.agentsByHour[hour] ?? 0) * present) / this.plan.thinnedBy + rounding)
    for (const [position, stretch] of stretches.entries()) {
      await this.runUntil(stretch.from)
      this.staff(stretch, staffed(stretch))
      await this.runUntil(stretch.to)
      if (this.open === 0) break
      if (stretches[position + 1]?.from !== stretch.to) this.goHome()
    }
    this.goHome()
    // The last conversations and their wrap-up.
    await this.runUntil(this.clock.nowMs() + 1_800_000)
  }
  private async runUntil(moment: number): Promise<void> {
    this.clock.runUntilMs(moment)
    await undefined
  }

  private staff({ hour }: Stretch, wanted: number): void {
    this.hour = hour
    const there = this.floor.agents.filter((agent) => !agent.leaves)
    for (const agent of there.slice(wanted)) this.floor.leave(agent, 'signOut')
    for (let more = there.length; more < wanted; more++) {
      this.floor.ready(this.floor.signIn())
    }
  }
  private goHome(): void {
    for (const agent of [...this.floor.agents]) this.floor.leave(agent, 'signOut')
  }

  private enlist(): void {
    let number = 0
    for (const group of this.plan.list)
      for (let n = 0; n < group.count; n++) {
        const { attempts, attemptLimit: limit, tries, dueAt } = group
        const to = String(number++)
        const listed = {
          to,
          batchId: '',
          attemptNumber: attempts,
          chance: null,
          limit,
          tries: { ...tries },
          fate: null,
        }
        this.open++
        this.callAt(listed, dueAt)
      }
  }
  private callAt(listed: Listed, at: number): void {
    const wait = at - this.clock.nowMs()
    if (wait <= 0) this.due.push(listed)
    else
      this.clock.after(wait, () => {
        this.due.push(listed)
        this.floor.consider()
      })
  }
  /**
   * The next to be called. Predictive dialling at the rehearsed pace: attempts that fail take no agent's time, and who
   * answers does so when an agent has waited as long as agents wait.
   */
  private next(): Listed | undefined {
    for (;;) {
      const listed = this.take()
      if (!listed || !this.pace) return listed
      const { fate } = listed
      if (fate?.answersAfterMs == null) this.later(listed, fate?.endsAfterMs ?? 0, { cause: fate?.cause ?? 'noAnswer' })
      else if (this.chance() < this.pace.abandonedShare) this.lose(listed, fate.answersAfterMs)
      else {
        const answersAfterMs = Math.min(fate.answersAfterMs, -Math.log(1 - this.chance()) * this.pace.waitMs)
        this.fates.set(listed.to, { ...fate, answersAfterMs })
        return listed
      }
    }
  }
  private take(): Listed | undefined {
    const listed = this.due[this.taken]
    if (!listed) return undefined
    this.taken++
    if (this.taken > 5000) this.due.splice(0, this.taken)
    if (this.taken > 5000) this.taken = 0
    listed.attemptNumber++
    listed.fate = this.world.fateOf(listed.attemptNumber, this.hour)
    this.fates.set(listed.to, listed.fate)
    this.totals.attempts++
    return listed
  }
  private lose(listed: Listed, afterMs: number): void {
    this.totals.abandoned++
    this.later(listed, afterMs, { cause: 'abandoned' })
  }
  private later(listed: Listed, afterMs: number, ending: Parameters<typeof triedAs>[0]): void {
    this.clock.after(afterMs, () => this.follow(listed, ending, this.clock.nowMs()))
  }

  private over(call: RehearsedCall<Listed>, now: number): void {
    const { person: listed, joinedAt, abandoned, answeredAt, placedAt } = call
    const { fate } = listed
    this.totals.agentHours += (now - placedAt + (joinedAt === null ? 0 : this.wrapUpOf(fate))) / 3_600_000
    if (joinedAt !== null && fate?.answersAfterMs != null) return this.spoken(listed, fate.kind, now)
    if (answeredAt !== null) this.totals.abandoned++
    const unreached = fate && fate.answersAfterMs === null ? fate.cause : 'noAnswer'
    this.follow(listed, { cause: abandoned || answeredAt !== null ? 'abandoned' : unreached }, now)
  }
  private spoken(listed: Listed, kind: SpokenKind, now: number): void {
    const { totals } = this
    if (kind !== 'voicemail') totals.contacts++
    if (kind === 'complaint') totals.complaints++
    if (this.successes.has(kind)) totals.successes++
    const callbackAt = kind === 'callback' ? new Date(now + 3_600_000 * callbackWithinHours * this.chance()) : undefined
    this.follow(listed, { outcomeKind: kind, callbackAt }, now)
  }
  private wrapUpOf(fate: Fate | null): number {
    return (fate?.answersAfterMs == null ? 0 : fate.wrapUpMs) + this.readsMs
  }
  private follow(listed: Listed, ending: Parameters<typeof triedAs>[0], now: number): void {
    const cause = triedAs(ending)
    if (cause) listed.tries[cause] = (listed.tries[cause] ?? 0) + 1
    const { attemptNumber: attempts, limit: attemptLimit, tries: triesByCause } = listed
    const step = nextStep(this.plan.inputs.rules.attemptPolicy, {
      attempts,
      attemptLimit,
      triesByCause,
      now: new Date(now),
      ...ending,
    })
    if ('dueAt' in step) return this.callAt(listed, step.dueAt.getTime())
    this.open--
    this.fates.delete(listed.to)
    if (!('outcomeKind' in ending && this.successes.has(ending.outcomeKind as SpokenKind))) this.totals.burned++
  }
}

const nobody: Fate = { answersAfterMs: null, cause: 'emptyNumber', endsAfterMs: 1000 }
