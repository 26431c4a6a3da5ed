import type { Beliefs, Mixture } from './beliefs.ts'
import { spokenKinds } from './evidence.ts'
import type { ContactGroup, ForecastInputs } from './inputs.ts'
import { type CallingDay, callingDays, hoursOf } from './schedule.ts'

/** The floor each run rehearses: the whole campaign, or a thinned one. */
export type FloorPlan = {
  inputs: ForecastInputs
  /** List and staff are divided by this, what they come to is multiplied by it. */
  thinnedBy: number
  list: readonly ContactGroup[]
  days: readonly CallingDay[]
  /** How often pacing is asked besides at news. */
  everyMs: number
  /** Calls that may be up at once. */
  lines: number
}

/** Calling days looked at: at most a season. */
export const mostDays = 90
/** Attempts of one run that fit the time a forecast may take (see the README for the measured speed). */
const attemptsPerRun = 20_000
const mostAttemptsPerRun = 40_000
/** Ticks of all runs together. */
const tickBudget = 1_500_000
const meanOf = ({ parts }: Mixture): number =>
  parts.reduce(
    (sum, { share, quantiles }) => sum + (share * quantiles.reduce((all, q) => all + q, 0)) / quantiles.length,
    0,
  )

/** A first estimate of an agent's milliseconds for each attempt; the runs themselves find out the rest. */
const agentMsPerAttempt = (beliefs: Beliefs, predictive: boolean): number => {
  const [first] = beliefs.answers
  const answered = first ? first.yes / (first.yes + first.no) : 0.25
  const all = beliefs.outcomes.reduce((sum, part) => sum + part, 0)
  const talk = spokenKinds.reduce(
    (sum, kind, place) => sum + ((beliefs.outcomes[place] ?? 0) / all) * meanOf(beliefs.talkMs[kind]),
    0,
  )
  const busy = answered * (talk + meanOf(beliefs.wrapUpMs))
  return predictive ? busy / 0.8 : busy + answered * meanOf(beliefs.ringMs) + (1 - answered) * 18_000
}

/** Takes every so-many-th contact of the groups in their order; what a group leaves over counts in the next. */
const thinned = (list: readonly ContactGroup[], by: number): ContactGroup[] => {
  let carried = 0
  return list.flatMap((group) => {
    carried += group.count / by
    const count = Math.floor(carried + 1e-9)
    carried -= count
    return count > 0 ? [{ ...group, count }] : []
  })
}

const byDue = (a: ContactGroup, b: ContactGroup): number => a.dueAt - b.dueAt

/** Decides how much of the campaign each run rehearses, from the inputs alone, so that the same seed gives the same. */
export const planFloor = (inputs: ForecastInputs): FloorPlan => {
  const { rules, agentsByHour, list, runs } = inputs
  const predictive = rules.mode === 'predictive'
  const contacts = list.reduce((sum, { count }) => sum + count, 0)
  const all = callingDays(rules, { startAt: inputs.startAt, days: mostDays, hoursPerDay: inputs.hoursPerDay })
  const agentHours = all.map(({ stretches }) =>
    stretches.reduce((sum, { from, to, hour }) => sum + ((agentsByHour[hour] ?? 0) * (to - from)) / 3_600_000, 0),
  )
  const perHour = 3_600_000 / agentMsPerAttempt(inputs.beliefs, predictive)
  const possible = perHour * agentHours.reduce((sum, hours) => sum + hours, 0)
  const peak = Math.max(0, ...agentsByHour)
  const attempts = Math.min(possible, 3 * contacts)
  const wanted = Math.min(Math.max(1, peak), Math.max(1, attempts / attemptsPerRun))
  // A whole number of agents at the peak, so that the thinned floor has exactly its share of them.
  const thinnedBy = wanted === 1 ? 1 : peak / Math.max(1, Math.floor(peak / wanted))
  const share = Math.min(1, (mostAttemptsPerRun * thinnedBy) / Math.max(1, attempts))
  const days = share < 1 ? all.slice(0, Math.max(7, Math.floor(all.length * share))) : all
  // Ticks are spent only while somebody is at work: about as long as the attempts take, and some days of stragglers.
  const seconds = hoursOf(days) * 3600 * Math.min(1, attempts / Math.max(1, possible) + 7 / Math.max(7, days.length))
  return {
    inputs,
    thinnedBy,
    list: thinned([...list].sort(byDue), thinnedBy),
    days,
    everyMs: Math.max(1000, Math.round((seconds * 1000 * runs) / tickBudget)),
    // Predictive lines are limited where its pace is rehearsed.
    lines:
      predictive || rules.lineLimit === null
        ? Number.POSITIVE_INFINITY
        : Math.max(1, Math.round(rules.lineLimit / thinnedBy)),
  }
}
