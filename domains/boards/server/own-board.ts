import { addDays, mondayOf } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { findEmployee } from '#domains/people/server/public.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import type { OwnBoard } from '../board-shapes.ts'
import { refusals } from '../contract.ts'
import { starsOf } from '../praise.ts'
import { nextStepOf } from '../standing.ts'
import { clockOf, groupsOf, known, nowAt, wholeOf } from './figures.ts'
import { dropGoal, findGoal, putGoal } from './store.ts'

export const ownCodes = [
  'online_successes',
  'agent_calls',
  'close_rate',
  'calls_per_login_hour',
  'average_talk_time',
  'talk_utilisation',
  'average_wrap_up',
] as const
const trendDays = 14
/** Long enough for a best day to mean something, short enough to be the same job. */
const bestOfDays = 60

const getSelf = async (ctx: Context) => (await findEmployee(ctx.db, ctx.actor.id)) ?? refuse(refusals.notAnEmployee)

/** What everybody of the team has reached today; counted with eyes that see them, told only as a distance. */
const teamToday = async (seeingAll: Context, teamId: string | null, day: string) => {
  if (teamId === null) return []
  const groups = await groupsOf(seeingAll, { codes: ['online_successes'], teamId, from: day, to: day, by: ['agent'] })
  return groups.map(({ keys, labels, values }) => ({
    id: keys[0] ?? '',
    name: labels[0] ?? '',
    successes: values[0]?.numerator ?? 0,
  }))
}

/** Who asks, alone: own figures, own line, own goal, and the next step up. Names only of those above all. */
export const getOwnBoard = async (base: Base, ctx: Context): Promise<OwnBoard> => {
  const self = await getSelf(ctx)
  const { day } = await nowAt(ctx, await clockOf(ctx, self.siteId))
  const codes = known(ownCodes)
  const ask = { codes, agentId: self.id, to: day }
  const weekFrom = mondayOf(day)
  const [today, week, byDay, goal, team] = await Promise.all([
    wholeOf(ctx, { ...ask, from: day }),
    wholeOf(ctx, { ...ask, from: weekFrom }),
    groupsOf(ctx, {
      codes: ['online_successes', 'agent_calls'],
      agentId: self.id,
      from: addDays(day, -bestOfDays),
      to: day,
      by: ['day'],
    }),
    findGoal(ctx.db, self.id, day),
    teamToday(systemContext(base, ctx.requestId), self.teamId, day),
  ])
  const days = byDay.map(({ keys, values }) => ({
    day: keys[0] ?? day,
    successes: values[0]?.numerator ?? 0,
    calls: values[1]?.numerator ?? 0,
  }))
  const earlier = days.filter((one) => one.day < day && one.calls > 0)
  const average =
    earlier.length === 0 ? null : earlier.reduce((sum, { successes }) => sum + successes, 0) / earlier.length
  const best = earlier.length === 0 ? null : Math.max(...earlier.map(({ successes }) => successes))
  const own = days.find((one) => one.day === day)?.successes ?? 0
  const peers = team.filter(({ id }) => id !== self.id).map(({ successes }) => successes)
  const next = nextStepOf(own, peers, { goal: goal?.successes ?? null, average, best })
  return {
    at: ctx.now().toISOString(),
    day,
    weekFrom,
    codes,
    today,
    week,
    trend: days.filter((one) => one.calls > 0 || one.day === day).slice(-trendDays),
    goal: goal ?? null,
    average,
    best,
    next: next && {
      kind: next.kind,
      place: next.kind === 'place' ? next.place : null,
      missing: next.kind === 'first' ? null : next.missing,
    },
    stars: starsOf(team)
      .filter(({ successes }) => successes >= own)
      .map(({ name, successes }) => ({ name, successes })),
  }
}

export const setOwnGoal = async (
  ctx: Context,
  goal: { successes: number | null; calls: number | null },
): Promise<void> => {
  if (goal.successes === null && goal.calls === null) refuse(refusals.goalIsEmpty)
  const { id, teamId, siteId } = await getSelf(ctx)
  const { day } = await nowAt(ctx, await clockOf(ctx, siteId))
  await putGoal(ctx.db, { agentId: id, day, teamId, siteId, ...goal, setAt: ctx.now() })
}

export const dropOwnGoal = async (ctx: Context): Promise<void> => {
  const { id, siteId } = await getSelf(ctx)
  const { day } = await nowAt(ctx, await clockOf(ctx, siteId))
  await dropGoal(ctx.db, id, day)
}
