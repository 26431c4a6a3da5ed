import { addDays } from '#contract/days.ts'
import type { Measured, MeasuredGroup } from '#domains/metrics/contract.ts'
import type { Context } from '#platform/context.ts'
import type { Cause, Moved } from '../board-shapes.ts'
import {
  biggest,
  type Contribution,
  intervalOfChange,
  intervalOfCounts,
  isProven,
  type Side,
  splitCount,
  splitRatio,
} from '../decompose.ts'
import { daysFromTo } from '../plan.ts'
import { byKey, clockOf, groupsOf, known, nowAt, wholeOf } from './figures.ts'

const codesTold = [
  'online_successes',
  'close_rate',
  'connect_rate',
  'agent_calls',
  'average_talk_time',
  'calls_per_login_hour',
  'complaint_rate',
  'abandon_rate',
] as const
/** Sums that grow with the floor; everything else is a ratio of sums. */
const counts = new Set<string>(['online_successes', 'agent_calls'])
const mostCauses = 4

export type MovedSpan = 'yesterday' | 'week' | 'month'
type Spans = { from: string; to: string; beforeFrom: string; beforeTo: string }
/**
 * Whole days only, so that like is held against like: yesterday beside the same weekday a week earlier, the last seven
 * days beside the seven before, the month up to yesterday beside the same days of the month before.
 */
export const spansOf = (span: MovedSpan, today: string): Spans => {
  const to = addDays(today, -1)
  if (span === 'yesterday') return { from: to, to, beforeFrom: addDays(to, -7), beforeTo: addDays(to, -7) }
  if (span === 'week') return { from: addDays(to, -6), to, beforeFrom: addDays(to, -13), beforeTo: addDays(to, -7) }
  const from = `${to.slice(0, 7)}-01`
  const beforeFrom = `${addDays(from, -1).slice(0, 7)}-01`
  const sameDay = addDays(beforeFrom, daysFromTo(from, to) - 1)
  return { from, to, beforeFrom, beforeTo: sameDay < from ? sameDay : addDays(from, -1) }
}

const sideOf = (measured: Measured | undefined): Side | null =>
  measured && measured.numerator !== null
    ? { numerator: measured.numerator, denominator: measured.denominator ?? 0, low: measured.low, high: measured.high }
    : null

type Both = { before: readonly MeasuredGroup[]; now: readonly MeasuredGroup[] }
const causesOf = (code: string, place: number, { before, now }: Both): Cause[] => {
  const [a, b] = [byKey(before), byKey(now)]
  const keys = [...new Set([...a.keys(), ...b.keys()])]
  const parts = keys.map((key) => ({
    key,
    before: sideOf(a.get(key)?.values[place]),
    now: sideOf(b.get(key)?.values[place]),
  }))
  const named = ({ key, ...part }: Contribution): Cause => ({
    key,
    label: b.get(key)?.labels[0] ?? a.get(key)?.labels[0] ?? null,
    ...part,
  })
  return biggest(counts.has(code) ? splitCount(parts) : splitRatio(parts), mostCauses).map(named)
}

const changeOf = (code: string, before: Measured | undefined, now: Measured | undefined) => {
  const [a, b] = [sideOf(before), sideOf(now)]
  const [from, to] = [before?.value ?? null, now?.value ?? null]
  const none = { low: null, high: null }
  const bounds =
    !a || !b ? none : counts.has(code) ? intervalOfCounts(a.numerator, b.numerator) : intervalOfChange(a, b)
  return {
    before: from,
    now: to,
    change: from === null || to === null ? null : to - from,
    ...bounds,
    proven: isProven(bounds),
  }
}

/** How far a change stands out: against its own uncertainty where that is known, else against what was before. */
const weightOf = ({ change, low, high, before }: Moved): number => {
  if (change === null || change === 0) return 0
  if (low !== null && high !== null && high > low) return (2 * Math.abs(change)) / (high - low)
  return before ? Math.min(1, Math.abs(change / before)) : 0
}

/**
 * What changed against the same period before, the clearest first, and which campaigns and teams brought it: the parts of
 * a change add up to it exactly (`splitRatio`, `splitCount`). "Proven" is said only where a 95 % interval spares zero.
 */
export const getMoved = async (ctx: Context, span: MovedSpan): Promise<Spans & { moved: Moved[] }> => {
  const { day } = await nowAt(ctx, await clockOf(ctx))
  const spans = spansOf(span, day)
  const codes = known(codesTold)
  const now = { codes, from: spans.from, to: spans.to }
  const before = { codes, from: spans.beforeFrom, to: spans.beforeTo }
  const both = async (by: 'campaign' | 'team'): Promise<Both> => {
    const [a, b] = await Promise.all([groupsOf(ctx, { ...before, by: [by] }), groupsOf(ctx, { ...now, by: [by] })])
    return { before: a, now: b }
  }
  const [wholeBefore, wholeNow, campaigns, teams] = await Promise.all([
    wholeOf(ctx, before),
    wholeOf(ctx, now),
    both('campaign'),
    both('team'),
  ])
  const moved = codes.map(
    (code, place): Moved => ({
      code,
      ...changeOf(code, wholeBefore[place], wholeNow[place]),
      byCampaign: causesOf(code, place, campaigns),
      byTeam: causesOf(code, place, teams),
    }),
  )
  return { ...spans, moved: moved.toSorted((a, b) => weightOf(b) - weightOf(a)) }
}
