import { type AgentState, agentStateCodes } from '#domains/presence/contract.ts'
import type { ActivityKind } from './shift.ts'

/** What was planned and what was recorded, in milliseconds since 1970. A stretch still running ends at the present. */
export type Planned = { kind: ActivityKind; isPaid: boolean; startsAt: number; endsAt: number }
export type Spent = { state: AgentState; startsAt: number; endsAt: number }
export type Day = { from: number; to: number; now: number }

/** Milliseconds; every one is a sum, so that a team is the sum of its agents and a ratio that of two sums. */
export type Figures = {
  signedInMs: number
  /** Paid planned time of the whole day. */
  scheduledMs: number
  /** That part of it which has passed. */
  dueMs: number
  /** Of the time due: spent in what was planned. */
  adherentMs: number
  /** Of the time due: spent in a state of production. */
  availableMs: number
  productiveMs: number
  byState: Record<AgentState, number>
}

/** States in which work is done or could be: what planned work is met by. The same list stands in `workforce.adheres`. */
const producing: ReadonlySet<AgentState> = new Set([
  ...(['ready', 'dialing', 'talking', 'holding', 'wrapUp', 'playback', 'internalCall'] as const),
])
/** Whether being in that state is what was planned. */
export const adheres = (kind: ActivityKind, state: AgentState): boolean => {
  if (kind === 'work') return producing.has(state)
  return state === (kind === 'meal' ? 'break' : kind)
}

const nothing = (): Record<AgentState, number> =>
  Object.fromEntries(agentStateCodes.map((state) => [state, 0])) as Record<AgentState, number>
export const noFigures = (): Figures => ({
  ...{ signedInMs: 0, scheduledMs: 0, dueMs: 0, adherentMs: 0, availableMs: 0, productiveMs: 0 },
  byState: nothing(),
})

type Span = { startsAt: number; endsAt: number }
const clip = <T extends Span>(spans: readonly T[], from: number, to: number): T[] =>
  spans
    .map((span) => ({ ...span, startsAt: Math.max(span.startsAt, from), endsAt: Math.min(span.endsAt, to) }))
    .filter(({ startsAt, endsAt }) => endsAt > startsAt)
const length = (spans: readonly Span[]): number =>
  spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)

/** Where two lists meet, both in order and each without overlaps: one walk through both. */
const meet = (
  planned: readonly Planned[],
  spent: readonly Spent[],
): { kind: ActivityKind; state: AgentState; ms: number }[] => {
  const met: { kind: ActivityKind; state: AgentState; ms: number }[] = []
  let next = 0
  for (const { kind, startsAt, endsAt } of planned) {
    while ((spent[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= startsAt) next++
    for (let at = next; at < spent.length; at++) {
      const one = spent[at] as Spent
      if (one.startsAt >= endsAt) break
      met.push({ kind, state: one.state, ms: Math.min(endsAt, one.endsAt) - Math.max(startsAt, one.startsAt) })
    }
  }
  return met
}

const sum = (parts: readonly { ms: number }[]): number => parts.reduce((total, { ms }) => total + ms, 0)
const inOrder = <T extends Span>(spans: readonly T[]): T[] => [...spans].sort((a, b) => a.startsAt - b.startsAt)

/** An agent's day in figures: only what lies within it counts, so a night shift gives each day its part. */
export const figuresOf = ({ from, to, now }: Day, planned: readonly Planned[], spent: readonly Spent[]): Figures => {
  const paid = inOrder(
    clip(
      planned.filter(({ isPaid }) => isPaid),
      from,
      to,
    ),
  )
  const due = clip(paid, from, Math.max(from, Math.min(now, to)))
  const time = inOrder(clip(spent, from, to))
  const byState = nothing()
  for (const { state, startsAt, endsAt } of time) byState[state] += endsAt - startsAt
  const met = meet(due, time)
  return {
    signedInMs: length(time),
    scheduledMs: length(paid),
    dueMs: length(due),
    adherentMs: sum(met.filter(({ kind, state }) => adheres(kind, state))),
    availableMs: sum(met.filter(({ state }) => producing.has(state))),
    productiveMs: length(time.filter(({ state }) => producing.has(state) && state !== 'ready')),
    byState,
  }
}

/** The figures of a team: the sums of its agents'. */
export const addFigures = (all: readonly Figures[]): Figures =>
  all.reduce<Figures>(
    (total, one) => ({
      signedInMs: total.signedInMs + one.signedInMs,
      scheduledMs: total.scheduledMs + one.scheduledMs,
      dueMs: total.dueMs + one.dueMs,
      adherentMs: total.adherentMs + one.adherentMs,
      availableMs: total.availableMs + one.availableMs,
      productiveMs: total.productiveMs + one.productiveMs,
      byState: Object.fromEntries(
        agentStateCodes.map((state) => [state, total.byState[state] + one.byState[state]]),
      ) as Record<AgentState, number>,
    }),
    noFigures(),
  )

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/**
 * Conformance 工时吻合率: signed-in time over scheduled hours (handbook: 实际签入系统工作时长 ÷ 排班工时), whenever in the day
 * it was. Of the hours that have passed, so that a day under way is not measured by hours still to come; may exceed 1.
 */
export const conformanceOf = ({ signedInMs, dueMs }: Figures): number | null => ratio(signedInMs, dueMs)

/**
 * Adherence 遵从率: scheduled time spent in what was planned for that very moment, over scheduled time. Stricter than
 * conformance, which only compares totals (both as in ServiceNow's Workforce Optimization and the SWPP glossary).
 */
export const adherenceOf = ({ adherentMs, dueMs }: Figures): number | null => ratio(adherentMs, dueMs)

/**
 * Shrinkage 损耗时长: scheduled time in which the agent could not produce, planned (breaks, meetings, training) or not.
 * The handbook names it without a formula; this is scheduled hours − time available within them.
 */
export const lossOf = ({ dueMs, availableMs }: Figures): number => dueMs - availableMs
