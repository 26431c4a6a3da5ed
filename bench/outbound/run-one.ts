import { type SimulatedNetwork, simulator } from '#adapters/simulator/simulator.ts'
import type { CallView } from '#domains/dialer/server/public.ts'
import { Rehearsal, type RehearsedAgent, type RehearsedCall } from '#domains/simulation/server/public.ts'
import { type SteppedClock, steppedClock } from '#platform/stepped-clock.ts'
import { Inbound } from './inbound.ts'
import type { Listed } from './listed.ts'
import type { Job, Outcome } from './outcome.ts'
import type { Policy, PolicyGround, Truth } from './policy-ground.ts'
import type { Scenario } from './scenario.ts'
import { Staffing } from './staffing.ts'
import { sampleMs, Tally } from './tally.ts'
import { type Stopwatch, timed } from './timed.ts'
import { callsPerSecondNeeded } from './usual-day.ts'
import { type Fate, fateOf, ringForMs, scriptOf, type World } from './world.ts'

const startsAt = new Date('2026-03-05T01:00:00.000Z')
const startAt = startsAt.getTime()
const warmUpMs = 15 * 60_000
/** Promises of the network settle so often; no event waits for one. */
const settleMs = 1000
/** Longest conversation to be waited for after the end of a shift. */
const lastCallMs = 30 * 60_000

type Day = {
  job: Job
  scenario: Scenario
  world: World
  clock: SteppedClock
  fates: Map<number, Fate>
  position: number
}

/** One day of one scenario under one policy, in virtual time. The same job gives the same outcome, decision times apart. */
export const runOne = async (job: Job, scenario: Scenario, policy: Policy): Promise<Outcome> => {
  const world = scenario.world(job)
  const clock = steppedClock({ startAt: startsAt })
  const day: Day = { job, scenario, world, clock, fates: new Map(), position: 0 }
  const watch: Stopwatch = { milliseconds: 0, decisions: 0 }
  const tally = new Tally(startAt, job.hours)
  const rehearsal = openRehearsal(day, tally, timed(policy(groundOf(day)), watch))
  const staffing = new Staffing({ clock, rehearsal, seed: job.seed, size: job, startAt }, scenario.shift?.(job) ?? {})
  const inbound = inboundOf(day, rehearsal)
  rehearsal.options.onChange = (agent, activity) => {
    staffing.onChange(agent, activity)
    inbound?.serve()
  }
  staffing.open()
  inbound?.open()

  const runTo = async (moment: number): Promise<void> => {
    while (clock.nowMs() < moment) {
      clock.runUntilMs(Math.min(moment, clock.nowMs() + settleMs))
      await undefined
      if (clock.nowMs() % sampleMs === 0) tally.sample(clock.nowMs(), rehearsal.agents)
    }
  }
  const endsAt = startAt + Math.round(job.hours * 3_600_000)
  if (scenario.stationary) {
    await runTo(Math.min(startAt + warmUpMs, (startAt + endsAt) / 2))
    tally.warmUpEnds(clock.nowMs(), staffing.everybody)
  }
  await runTo(endsAt)
  if (scenario.shift?.(job).end)
    while (rehearsal.agents.length > 0 && clock.nowMs() < endsAt + lastCallMs) await runTo(clock.nowMs() + settleMs)
  rehearsal.stop()
  tally.close(rehearsal.calls.values(), ({ person }) => fateAt(day, person.position, clock.nowMs()))
  const figures = tally.figures(clock.nowMs(), staffing.everybody, scenario.target)
  const decisionMicros = (1000 * watch.milliseconds) / watch.decisions
  return { job, figures: { ...figures, decisionMicros }, series: tally.series }
}

const secondsAt = (moment: number): number => (moment - startAt) / 1000

/** The fate of a position that was called, else what it would be at that moment. */
const fateAt = ({ fates, world, job }: Day, position: number, moment: number): Fate =>
  fates.get(position) ?? fateOf(world, job.seed, position, secondsAt(moment))

const openRehearsal = (day: Day, tally: Tally, pacing: PolicyPacing): Rehearsal<Listed> => {
  const { clock, world, job, fates } = day
  const lines = spareLines(day)
  return new Rehearsal<Listed>({
    clock,
    phones: openPhones(day),
    pacing,
    ringForSeconds: ringForMs / 1000 + (world.machines?.delay[1] ?? 0),
    next: () => {
      const position = day.position++
      const told = world.told?.(position, job.seed) ?? { batchId: '', chance: null }
      return { to: String(position), attemptNumber: 1, position, ...told }
    },
    wrapUpMs: ({ person }) => fateAt(day, person.position, clock.nowMs()).wrapMs,
    spareLines: lines.spare,
    onPlaced: () => {
      lines.take()
      tally.onPlaced()
    },
    onOver: (call, now) => {
      tally.onOver(call, fateAt(day, call.person.position, call.placedAt), now)
      fates.delete(call.person.position)
    },
  })
}
type PolicyPacing = ReturnType<Policy>

const openPhones = ({ clock, job, world, scenario, fates }: Day): SimulatedNetwork => {
  const phones = simulator({
    clock,
    seed: job.seed,
    behaviour: (to, _attempt, { at }) => {
      const fate = fateOf(world, job.seed, Number(to), secondsAt(at.getTime()))
      fates.set(Number(to), fate)
      return scriptOf(fate)
    },
  })
  if (scenario.faults) phones.faults.events(scenario.faults)
  return phones
}

/** So many calls a second the carrier takes, gathered for a second at most. */
const spareLines = ({ scenario, job, clock }: Day): { spare: () => number; take: () => void } => {
  const { callsPerSecondTimes, answerRate } = scenario
  if (callsPerSecondTimes === undefined || answerRate === null)
    return { spare: () => Number.POSITIVE_INFINITY, take: () => {} }
  const perMs = (callsPerSecondTimes * callsPerSecondNeeded(job.agents, answerRate)) / 1000
  const most = Math.max(1, perMs * 1000)
  let [left, countedAt] = [most, clock.nowMs()]
  return {
    spare: () => {
      left = Math.min(most, left + perMs * (clock.nowMs() - countedAt))
      countedAt = clock.nowMs()
      return Math.floor(left)
    },
    take: () => {
      left--
    },
  }
}

const inboundOf = (day: Day, rehearsal: Rehearsal<Listed>): Inbound | undefined => {
  const { scenario, clock, job, world } = day
  const { inboundShare: share } = scenario
  return share === undefined
    ? undefined
    : new Inbound({ clock, rehearsal, seed: job.seed, world, agents: job.agents, share })
}

type Asked = CallView & RehearsedCall<Listed>

const groundOf = (day: Day): PolicyGround => {
  const { job, scenario, world } = day
  const truth: Truth = {
    upcoming: () => day.position,
    fateNow: (position, seconds) => fateOf(world, job.seed, position, seconds),
    fateOf: (call) => fateAt(day, (call as Asked).person.position, call.placedAt),
    freeAt: (agent) => freeAt(day, agent as RehearsedAgent<Listed>),
    answerRate: (position, seconds) => world.answers(seconds, position, job.seed),
  }
  const { agents, hours, seed, params } = job
  return {
    agents,
    hours,
    startAt,
    seed,
    target: scenario.target,
    world,
    truth,
    stationaryP: scenario.answerRate,
    params,
  }
}

const freeAt = (day: Day, { activity, call, since, leaves }: RehearsedAgent<Listed>): number | null => {
  if (!call || leaves) return null
  const { talkMs, wrapMs } = fateAt(day, call.person.position, call.placedAt)
  if (activity === 'talking') return since + talkMs + wrapMs
  return activity === 'wrapUp' ? since + wrapMs : null
}
