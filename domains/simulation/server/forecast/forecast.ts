import { type Band, bandOf, quantile, wholeBand } from './band.ts'
import type { ForecastInputs } from './inputs.ts'
import type { Network } from './network.ts'
import { OneRun, type RunResult, type Totals } from './one-run.ts'
import { measurePace } from './pace.ts'
import { type FloorPlan, planFloor } from './plan.ts'

/** Grows whenever the same inputs would give another forecast. */
export const engineVersion = 1

/** Cumulative counts by the end of that day, from the moment of the forecast on. */
export type ForecastDay = { day: string; attempts: Band; contacts: Band; successes: Band }

export type ForecastResult = {
  attempts: Band
  contacts: Band
  successes: Band
  complaints: Band
  abandoned: Band
  /** Contacts closed without success. */
  burned: Band
  agentHours: Band
  /** The day on which the list is done; null where even that share of the runs does not get there. */
  finish: { low: string | null; median: string | null; high: string | null }
  /** Share of the runs in which the list is done within the days looked at. */
  finishes: number
  /** Why no run gets anywhere, if that is so. */
  stuck: 'nobodyToCall' | 'noAgents' | 'noHours' | null
  days: ForecastDay[]
  /** Each run rehearsed the campaign divided by this; 1: all of it. */
  thinnedBy: number
  runs: number
}

/**
 * Forecasts a campaign by Monte Carlo: each run draws rates from what is believed of them, then rehearses the campaign
 * day by day with the dialer's own pacing, its attempt policy and calling hours on a simulated network.
 *
 * Left out: differences between contacts other than how often they were tried; numbers proven dead that fail for the
 * same cause again; line faults; agents getting better; changes of list, staff, script or season that did not show in
 * the past; callbacks kept for one agent; calls coming in; the lock-out after an abandoned call beyond the attempt policy.
 */
export const forecast = async (
  inputs: ForecastInputs,
  network: Network,
  { onRun, isCancelled }: { onRun?: (done: number) => void; isCancelled?: () => boolean } = {},
): Promise<ForecastResult> => {
  const plan = planFloor(inputs)
  const canWork = stuckBy(plan) === null
  const pace = canWork && inputs.rules.mode === 'predictive' ? await measurePace(plan, network) : null
  const results: RunResult[] = []
  for (let run = 0; run < inputs.runs; run++) {
    if (isCancelled?.()) throw new ForecastCancelled()
    results.push(await new OneRun({ plan, network, pace }, run).work())
    onRun?.(run + 1)
  }
  return summed(plan, results)
}

export class ForecastCancelled extends Error {
  override readonly name = 'ForecastCancelled'
}

const stuckBy = ({ inputs, list, days }: FloorPlan): ForecastResult['stuck'] => {
  if (list.length === 0) return 'nobodyToCall'
  if (days.length === 0) return 'noHours'
  const hours = new Set(days.flatMap(({ stretches }) => stretches.map(({ hour }) => hour)))
  return [...hours].every((hour) => (inputs.agentsByHour[hour] ?? 0) <= 0) ? 'noAgents' : null
}

/** Early finishes first; the runs that never finish come last. */
const finishOf = (plan: FloorPlan, results: readonly RunResult[]): ForecastResult['finish'] => {
  const never = plan.days.length
  const sorted = results.map(({ finishedOn }) => finishedOn ?? never).sort((a, b) => a - b)
  const dayAt = (share: number): string | null => plan.days[Math.round(quantile(sorted, share))]?.day ?? null
  return { low: dayAt(0.1), median: dayAt(0.5), high: dayAt(0.9) }
}

const summed = (plan: FloorPlan, results: readonly RunResult[]): ForecastResult => {
  const { thinnedBy } = plan
  const contacts = plan.list.reduce((sum, { count }) => sum + count, 0)
  const attemptsEach = results.map(({ totals }) => totals.attempts / Math.max(1, contacts))
  const perContact = attemptsEach.reduce((sum, value) => sum + value, 0) / Math.max(1, results.length)
  /** Attempts come in bunches, contacts and successes at most about once for each record. */
  const perUnit = {
    attempts: Math.max(0.1, perContact * 0.3),
    once: (share: number): number => Math.max(0.02, 1 - Math.min(1, share)),
  }
  const total = (of: keyof Totals, variance: number): Band =>
    bandOf(
      results.map(({ totals }) => totals[of]),
      thinnedBy,
      variance,
    )
  const share = (of: keyof Totals): number =>
    results.reduce((sum, { totals }) => sum + totals[of], 0) / Math.max(1, results.length * contacts)
  const onceOf = (of: keyof Totals): Band => total(of, perUnit.once(share(of)))
  const dayBand = (position: number, of: 'attempts' | 'contacts' | 'successes'): Band =>
    wholeBand(
      bandOf(
        results.map(({ days }) => days[position]?.[of] ?? 0),
        thinnedBy,
        of === 'attempts' ? perUnit.attempts : perUnit.once(share(of)),
      ),
    )
  const shown = Math.max(0, ...results.map(({ finishedOn }) => finishedOn ?? plan.days.length - 1))
  return {
    attempts: wholeBand(total('attempts', perUnit.attempts)),
    contacts: wholeBand(onceOf('contacts')),
    successes: wholeBand(onceOf('successes')),
    complaints: wholeBand(total('complaints', 1)),
    abandoned: wholeBand(total('abandoned', 1)),
    burned: wholeBand(onceOf('burned')),
    agentHours: total('agentHours', 0.05),
    finish: finishOf(plan, results),
    finishes: results.filter(({ finishedOn }) => finishedOn !== null).length / Math.max(1, results.length),
    stuck: stuckBy(plan),
    days: plan.days.slice(0, shown + 1).map(({ day }, position) => ({
      day,
      attempts: dayBand(position, 'attempts'),
      contacts: dayBand(position, 'contacts'),
      successes: dayBand(position, 'successes'),
    })),
    thinnedBy,
    runs: results.length,
  }
}
