import { sql } from 'kysely'
import { addDays } from '#contract/days.ts'
import { measure, progressOf } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { shareOfPlan } from '../period.ts'
import type { Layout } from './columns.ts'
import type { Setting } from './place.ts'
import type { Figure, Told } from './table.ts'

type Campaign = {
  id: string
  targetSuccesses: number
  startsOn: string | null
  endsOn: string | null
  attempted: number
  remaining: number
}
const own = ['attempted_records', 'remaining_records', 'goal', 'cumulative', 'goal_share', 'gap', 'expected_end']
/** How many days back the pace of a campaign is read. */
const paceDays = 7
const reached = { zh: '已达成', en: 'Reached' }

const listCampaigns = async (ctx: Context, ids: readonly string[]): Promise<Campaign[]> => {
  const [{ rows }, counts] = await Promise.all([
    sql<Omit<Campaign, 'attempted' | 'remaining'>>`
      select c.id, c.target_successes, c.starts_on, c.ends_on from campaigns.campaign_fact c
      where c.id = any (${[...ids]}::uuid[])`.execute(ctx.db),
    progressOf(ctx, ids),
  ])
  const byId = new Map(counts.map((one) => [one.campaignId, one]))
  return rows.map((row) => {
    const { records = 0, attempted = 0, closed = 0 } = byId.get(row.id) ?? {}
    return { ...row, attempted, remaining: records - closed }
  })
}
const successesOf = async (ctx: Context, setting: Setting, from: string): Promise<Map<string | null, number>> => {
  const { period, narrowing } = setting
  const codes = ['online_successes']
  const groups = await measure(ctx, { codes, from, to: period.to, by: ['campaign'], ...narrowing })
  return new Map(groups.map(({ keys, values }) => [keys[0] ?? null, values[0]?.value ?? 0]))
}

const earlierOf = (one: string, other: string): string => [one, other].sort()[0] ?? one

type Sums = { goal: number; due: number; cumulative: number; target: number; attempted: number; remaining: number }
const sumsOf = (campaign: Campaign, { period, place }: Setting, cumulative: number): Sums => {
  const { targetSuccesses: target, startsOn, endsOn, attempted, remaining } = campaign
  const until = earlierOf(period.to, place.today)
  const planned = startsOn && endsOn ? { from: startsOn, to: endsOn } : undefined
  return {
    attempted,
    remaining,
    cumulative,
    target,
    goal: planned ? target * shareOfPlan(planned, period) : Number.NaN,
    due: planned ? target * shareOfPlan(planned, { from: planned.from, to: until }) : Number.NaN,
  }
}
const known = (value: number): number | null => (Number.isFinite(value) ? value : null)
const figuresOf = ({ goal, due, cumulative, target, attempted, remaining }: Sums): [string, Figure][] => [
  ['attempted_records', { value: attempted }],
  ['remaining_records', { value: remaining }],
  ['goal', { value: target === 0 ? null : known(goal) }],
  ['cumulative', { value: cumulative }],
  ['goal_share', { value: target === 0 ? null : cumulative / target, numerator: cumulative, denominator: target }],
  ['gap', { value: target === 0 ? null : known(cumulative - due) }],
]
const endOf = ({ cumulative, target }: Sums, pace: number, last: string, locale: 'zh' | 'en'): Figure => {
  if (target === 0) return { value: null }
  if (cumulative >= target) return { value: null, said: reached[locale] }
  const days = (target - cumulative) / (pace / paceDays)
  // Beyond ten years a date says nothing.
  return pace <= 0 || days > 3650 ? { value: null } : { value: null, said: addDays(last, Math.ceil(days)) }
}
const addedUp = (all: readonly Sums[]): Sums =>
  all.reduce(
    (sum, one) => ({
      goal: sum.goal + one.goal,
      due: sum.due + one.due,
      cumulative: sum.cumulative + one.cumulative,
      target: sum.target + one.target,
      attempted: sum.attempted + one.attempted,
      remaining: sum.remaining + one.remaining,
    }),
    { goal: 0, due: 0, cumulative: 0, target: 0, attempted: 0, remaining: 0 },
  )

/** Which campaigns a report tells whole: a team or an agent has no share of a campaign's plan. */
const tellable = ({ narrowing }: Setting, { by, codes }: Layout, { groups }: Told): string[] => {
  if (!codes.some((code) => own.includes(code))) return []
  if (narrowing.teamId ?? narrowing.agentId ?? narrowing.batchId ?? narrowing.region) return []
  if (by.length === 1 && by[0] === 'campaign') return groups.flatMap(({ keys }) => keys[0] ?? [])
  return narrowing.campaignId ? [narrowing.campaignId] : []
}
const write = (figures: Map<string, Figure>, sums: Sums, end: Figure): void => {
  for (const [column, value] of figuresOf(sums)) figures.set(column, value)
  figures.set('expected_end', end)
}

/** What campaigns have reached of their targets and their lists, where a report tells whole campaigns. */
export const progressFigures = async (ctx: Context, setting: Setting, layout: Layout, told: Told): Promise<void> => {
  const ids = tellable(setting, layout, told)
  if (ids.length === 0) return
  const last = earlierOf(setting.period.to, setting.place.today)
  const [campaigns, won, pace] = await Promise.all([
    listCampaigns(ctx, ids),
    // Beginning where no ledger begins earlier.
    successesOf(ctx, setting, '2000-01-01'),
    successesOf(ctx, setting, addDays(last, 1 - paceDays)),
  ])
  const sums = new Map(campaigns.map((one) => [one.id, sumsOf(one, setting, won.get(one.id) ?? 0)]))
  const end = (id: string, sum: Sums): Figure => endOf(sum, pace.get(id) ?? 0, last, ctx.actor.locale)
  for (const { keys, figures } of layout.by[0] === 'campaign' ? told.groups : []) {
    const id = keys[0] ?? ''
    const sum = sums.get(id)
    if (sum) write(figures, sum, end(id, sum))
  }
  const [only, ...others] = [...sums]
  if (only) write(told.whole, addedUp([...sums.values()]), others.length > 0 ? { value: null } : end(...only))
}
