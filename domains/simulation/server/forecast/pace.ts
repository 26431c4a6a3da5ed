import { AbandonLedger, type LookAhead, openLookAhead, type Pacing } from '#domains/dialer/server/public.ts'
import { steppedClock } from '#platform/stepped-clock.ts'
import { Rehearsal } from '../rehearsal.ts'
import type { Person, RehearsedCall } from '../rehearsed-agent.ts'
import { type Chance, seededChance } from './chance.ts'
import type { ForecastInputs } from './inputs.ts'
import type { Network } from './network.ts'
import type { FloorPlan } from './plan.ts'
import { drawWorld, type Fate, type World } from './world.ts'

/** One call for each free agent: what progressive dialling does, and agents who dial by hand. */
export const oneForOne = (everyMs: number): Pacing => ({
  everyMs,
  callsToPlace: ({ agents, calls, waiting }) => {
    let free = 0
    for (const { activity } of agents) if (activity === 'free') free++
    return Math.max(0, free - calls.length - waiting)
  },
})

/** What predictive dialling comes to for this campaign: how long an agent waits for a customer, and who is lost. */
export type Pace = { waitMs: number; abandonedShare: number }

const minuteMs = 60_000
/** Rehearsed floors, each with customers of its own; how long they run before and while they are measured. */
const probes = 3
const warmUpMs = 10 * minuteMs
const measuredMs = 120 * minuteMs
/** A larger floor paces hardly better and costs more. */
const mostAgents = 40
/** Calls the look-ahead knows of before it begins, as that of a campaign under way would. */
const knownCalls = 300

type Probed = Person & { fate: Fate }
type Counts = { answered: number; abandoned: number; waitMs: number; waits: number }

const experiencedLookAhead = ({ rules }: ForecastInputs, fates: readonly Fate[]): LookAhead => {
  const spoken = fates.flatMap((fate) => (fate.answersAfterMs === null ? [] : [fate]))
  return openLookAhead({
    ledger: new AbandonLedger({ target: rules.abandonTarget, ceiling: rules.abandonCeiling }),
    experience: {
      calls: fates.map((fate) => ({
        batchId: '',
        attemptNumber: 1,
        chance: null,
        end: fate.answersAfterMs === null ? ('unreached' as const) : ('answered' as const),
        afterMs: fate.answersAfterMs === null ? fate.endsAfterMs : fate.answersAfterMs,
      })),
      talkMs: spoken.map(({ talkMs }) => talkMs),
      wrapUpMs: spoken.map(({ wrapUpMs }) => wrapUpMs),
    },
  })
}

/** Two hours of a predictive floor with an endless list, on the product's own look-ahead. */
class Probe {
  private readonly inputs: ForecastInputs
  private readonly chance: Chance
  private readonly world: World
  private readonly agents: number
  private readonly hour: number
  private readonly fates = new Map<string, Fate>()
  private people = 0
  private readonly counts: Counts = { answered: 0, abandoned: 0, waitMs: 0, waits: 0 }

  constructor({ inputs, days }: FloorPlan, number: number) {
    this.inputs = inputs
    this.chance = seededChance(inputs.seed, 1_000_000 + number)
    this.world = drawWorld(inputs.beliefs, new Set(inputs.rules.successes), this.chance)
    const worked = days
      .flatMap(({ stretches }) => stretches.map(({ hour }) => ({ hour, agents: inputs.agentsByHour[hour] ?? 0 })))
      .sort((a, b) => a.agents - b.agents)
    const usual = worked[Math.floor(worked.length / 2)] ?? { hour: 0, agents: 1 }
    this.agents = Math.min(mostAgents, Math.max(1, Math.round(usual.agents)))
    this.hour = usual.hour
  }

  async measure(network: Network): Promise<Counts> {
    const { seed, rules } = this.inputs
    const clock = steppedClock({ startAt: new Date(this.inputs.startAt) })
    const known = Array.from({ length: knownCalls }, () => this.world.fateOf(1, this.hour))
    const lines = rules.lineLimit ?? Number.POSITIVE_INFINITY
    const floor: Rehearsal<Probed> = new Rehearsal<Probed>({
      clock,
      phones: network({ clock, seed, fateOf: (to) => this.fates.get(to) ?? this.world.fateOf(1, this.hour) }),
      pacing: experiencedLookAhead(this.inputs, known),
      ringForSeconds: rules.attemptPolicy.ringSeconds,
      next: () => this.next(),
      wrapUpMs: ({ person: { fate } }) => (fate.answersAfterMs === null ? 0 : fate.wrapUpMs),
      spareLines: () => Math.max(0, lines - floor.calls.size),
      onOver: (call) => this.over(call),
    })
    const began = clock.nowMs()
    const staff = Array.from({ length: this.agents }, () => {
      const agent = floor.signIn()
      clock.after(this.chance() * 0.5 * warmUpMs, () => floor.ready(agent))
      return agent
    })
    const runTo = async (end: number): Promise<void> => {
      for (let at = clock.nowMs(); at < end; at += minuteMs) {
        clock.runUntilMs(at + minuteMs)
        await undefined
      }
    }
    await runTo(began + warmUpMs)
    const before = staff.map(({ waits }) => waits.length)
    Object.assign(this.counts, { answered: 0, abandoned: 0 })
    await runTo(began + warmUpMs + measuredMs)
    floor.stop()
    const waits = staff.flatMap((agent, n) => agent.waits.slice(before[n]))
    return { ...this.counts, waits: waits.length, waitMs: waits.reduce((sum, wait) => sum + wait, 0) }
  }

  private next(): Probed {
    const to = String(this.people++)
    const fate = this.world.fateOf(1 + (this.people % 3), this.hour)
    this.fates.set(to, fate)
    return { to, batchId: '', attemptNumber: 1, chance: null, fate }
  }
  private over({ answeredAt, joinedAt, person: { to } }: RehearsedCall<Probed>): void {
    this.fates.delete(to)
    if (answeredAt === null) return
    this.counts.answered++
    if (joinedAt === null) this.counts.abandoned++
  }
}

/**
 * Rehearses the campaign's predictive floor for some hours on the product's own look-ahead. Months of it, decided four
 * times a second, would take hours to compute; what it comes to for an agent does not change from week to week.
 */
export const measurePace = async (plan: FloorPlan, network: Network): Promise<Pace> => {
  const sum: Counts = { answered: 0, abandoned: 0, waitMs: 0, waits: 0 }
  for (let number = 0; number < probes; number++) {
    const counts = await new Probe(plan, number).measure(network)
    for (const name of ['answered', 'abandoned', 'waitMs', 'waits'] as const) sum[name] += counts[name]
  }
  return {
    waitMs: sum.waits === 0 ? 0 : sum.waitMs / sum.waits,
    abandonedShare: sum.answered === 0 ? 0 : sum.abandoned / sum.answered,
  }
}
