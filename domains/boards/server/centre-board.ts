import { sql } from 'kysely'
import { addDays } from '#contract/days.ts'
import type { Measured } from '#domains/metrics/contract.ts'
import type { Context } from '#platform/context.ts'
import type { CampaignLine, CentreBoard, Figure } from '../board-shapes.ts'
import { lightAgainst, lightOfCampaign } from '../lights.ts'
import { daysFromTo, plannedBetween, plannedSoFar } from '../plan.ts'
import { goalOfToday, listPresentCampaigns, type Planned, plannedUntilNow, plansOf } from './campaign-plans.ts'
import {
  asMap,
  byKey,
  clockOf,
  groupsOf,
  known,
  type Now,
  nothing,
  nowAt,
  unitOf,
  valuesOf,
  wholeOf,
} from './figures.ts'
import { readPeople } from './store.ts'

const figureCodes = [
  'online_successes',
  'close_rate',
  'connect_rate',
  'agent_calls',
  'calls_per_login_hour',
  'talk_utilisation',
  'campaign_revenue',
  'complaint_rate',
  'satisfaction_rate',
  'abandon_rate',
] as const
const campaignCodes = [
  'close_rate',
  'connect_rate',
  'complaint_rate',
  'satisfaction_rate',
  'campaign_revenue',
  'abandon_rate',
] as const
const controlDays = 30
/** Comings and goings of a quarter: a month of a small centre says nothing. */
const staffDays = 90

type Period = { from: string; to: string; beforeFrom: string; beforeTo: string }
const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`

/** Today beside the same weekday of last week; a month beside the same days of the month before. */
export const periodOf = (period: 'today' | 'month', day: string): Period => {
  if (period === 'today') return { from: day, to: day, beforeFrom: addDays(day, -7), beforeTo: addDays(day, -7) }
  const from = firstOfMonth(day)
  const beforeFrom = firstOfMonth(addDays(from, -1))
  const sameDay = addDays(beforeFrom, daysFromTo(from, day) - 1)
  return { from, to: day, beforeFrom, beforeTo: sameDay < from ? sameDay : addDays(from, -1) }
}

const endOfMonth = (day: string): string => addDays(firstOfMonth(addDays(firstOfMonth(day), 31)), -1)
/** The goal of the month by the even plan of every campaign, and what it expects by now; null where none has a plan. */
const goalOfMonth = (planned: readonly Planned[], from: string) => {
  const goals = planned.flatMap(({ plan, today, passed }) =>
    plan
      ? [{ goal: plannedBetween(plan, from, endOfMonth(from)), planned: plannedSoFar(plan, from, { today, passed }) }]
      : [],
  )
  if (goals.length === 0) return { target: null, planned: null }
  return {
    target: Math.ceil(goals.reduce((sum, { goal }) => sum + goal, 0)),
    planned: goals.reduce((sum, one) => sum + one.planned, 0),
  }
}

/** Money nobody reports reads 0 for ever: the figure is left out until there is some. */
const isReported = (code: string, some: readonly (number | null | undefined)[]): boolean =>
  unitOf(code) !== 'money' || some.some((value) => value !== null && value !== undefined && value !== 0)

const summed = new Set(['count', 'hours', 'money'])
/** Today and this month are still growing: their sums are no match for whole days of before, their rates are. */
const isComparable = (code: string): boolean => !summed.has(unitOf(code))

const lineOf = (
  one: Planned,
  { values, usual, stock }: { values: Measured[]; usual: number | null; stock: Stock | undefined },
): CampaignLine => {
  const { campaign, before, reachedToday } = one
  const of = asMap(values)
  const [reached, planned] = [before + reachedToday, plannedUntilNow(one)]
  const left = stock ? stock.records - stock.closed : null
  const lit = lightOfCampaign({
    running: campaign.state === 'running',
    ended: campaign.state === 'finished' || campaign.state === 'reviewed',
    target: campaign.targetSuccesses,
    reached,
    planned,
    stock: left,
    perContact: stock && stock.closed >= 100 ? stock.successes / stock.closed : null,
    abandonRate: of.get('abandon_rate')?.value ?? null,
    abandonLow: campaign.mode === 'predictive' ? (of.get('abandon_rate')?.low ?? null) : null,
    abandonTarget: campaign.abandonTarget,
    complaintLow: of.get('complaint_rate')?.low ?? null,
    complaintUsual: usual,
  })
  return {
    id: campaign.id,
    name: campaign.name,
    siteName: campaign.siteName,
    state: campaign.state,
    ...lit,
    target: campaign.targetSuccesses,
    reached,
    planned,
    endsOn: campaign.endsOn,
    values,
  }
}
type Stock = { records: number; closed: number; successes: number }

const readPresence = async ({ db }: Context, since: string) => {
  const { rows } = await sql<{ signedIn: number; present: number }>`
    select count(distinct employee_id) filter (where signed_out_at is null)::int as signed_in,
      count(distinct employee_id)::int as present
    from presence.session_fact where signed_out_at is null or signed_in_at >= ${since}::timestamptz`.execute(db)
  return rows[0] ?? { signedIn: 0, present: 0 }
}

const peopleOf = async (ctx: Context, { day, since }: Now): Promise<CentreBoard['people']> => {
  const codes = ['attendance_rate', 'attrition_rate'] as const
  const [{ signedIn, present }, { headcount, joined, left }, attendance, attrition] = await Promise.all([
    readPresence(ctx, since),
    readPeople(ctx.db, { day, since: addDays(day, -staffDays) }),
    wholeOf(ctx, { codes: known([codes[0]]), from: day, to: day }),
    wholeOf(ctx, { codes: known([codes[1]]), from: firstOfMonth(day), to: day }),
  ])
  return {
    ...{ headcount, signedIn, presentToday: present, joined, left, days: staffDays },
    attendance: attendance[0] ?? nothing(codes[0]),
    attrition: attrition[0] ?? nothing(codes[1]),
  }
}

const figuresOf = async (
  ctx: Context,
  { from, to, beforeFrom, beforeTo }: Period,
  goals: { target: number | null; planned: number | null },
): Promise<Figure[]> => {
  const codes = known(figureCodes)
  const [now, before] = await Promise.all([
    wholeOf(ctx, { codes, from, to }),
    wholeOf(ctx, { codes, from: beforeFrom, to: beforeTo }),
  ])
  return codes.flatMap((code, place): Figure[] => {
    const [current, earlier] = [now[place], before[place]] as [Measured, Measured]
    if (!isReported(code, [current.value, earlier.value])) return []
    const { target: goal, planned } = code === 'online_successes' ? goals : { target: null, planned: null }
    return [
      {
        code,
        now: current,
        before: isComparable(code) && earlier.value !== null ? earlier : null,
        goal,
        planned,
        light: lightAgainst(current.numerator, planned),
      },
    ]
  })
}

/** One page for whoever answers for the centre: figures against goals, campaigns with their lights, complaints, people. */
export const getCentreBoard = async (
  ctx: Context,
  periodName: 'today' | 'month',
  stockOf: (ctx: Context, ids: readonly string[]) => Promise<readonly (Stock & { campaignId: string })[]>,
): Promise<CentreBoard> => {
  const now = await nowAt(ctx, await clockOf(ctx))
  const { day } = now
  const period = periodOf(periodName, day)
  const { from, to } = period
  const campaigns = await listPresentCampaigns(ctx)
  const codes = known(campaignCodes)
  const ids = campaigns.map(({ id }) => id)
  const [planned, groups, usual, complaints, stocks, people] = await Promise.all([
    plansOf(ctx, campaigns),
    groupsOf(ctx, { codes, from, to, by: ['campaign'] }),
    wholeOf(ctx, { codes: known(['complaint_rate']), from: addDays(day, -controlDays), to: day }),
    groupsOf(ctx, { codes: known(['complaint_rate']), from: addDays(day, 1 - controlDays), to: day, by: ['day'] }),
    ids.length > 0 ? stockOf(ctx, ids) : [],
    peopleOf(ctx, now),
  ])
  const stockByCampaign = new Map(stocks.map((one) => [one.campaignId, one]))
  const goals = periodName === 'today' ? goalOfToday(planned) : goalOfMonth(planned, from)
  const byCampaign = byKey(groups)
  const told = codes.filter((code, place) =>
    isReported(
      code,
      groups.map(({ values }) => values[place]?.value),
    ),
  )
  return {
    at: ctx.now().toISOString(),
    day,
    ...period,
    figures: await figuresOf(ctx, period, goals),
    codes: told,
    campaigns: planned.map((one) =>
      lineOf(one, {
        values: valuesOf(codes, byCampaign.get(one.campaign.id)).filter(({ code }) => told.some((one) => one === code)),
        usual: usual[0]?.value ?? null,
        stock: stockByCampaign.get(one.campaign.id),
      }),
    ),
    complaints: complaints.map(({ keys, values }) => ({
      day: keys[0] ?? day,
      complaints: values[0]?.numerator ?? 0,
      calls: values[0]?.denominator ?? 0,
    })),
    people,
  }
}
