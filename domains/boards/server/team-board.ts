import { addDays } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import type { Measured } from '#domains/metrics/contract.ts'
import { findTeam, listMembersOf, listTeamsOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { TeamBoard } from '../board-shapes.ts'
import { helpFor } from '../coaching.ts'
import { refusals } from '../contract.ts'
import { intervalOfChange, type Side } from '../decompose.ts'
import { type Improved, mostImproved, starsOf } from '../praise.ts'
import { asMap, byKey, clockOf, groupsOf, known, nowAt, valuesOf, wholeOf } from './figures.ts'
import { listGoals } from './store.ts'

export const teamCodes = [
  'online_successes',
  'agent_calls',
  'close_rate',
  'calls_per_login_hour',
  'talk_utilisation',
  'idle_rate',
  'not_ready_rate',
  'average_wrap_up',
] as const
/** What somebody is held against: the own two weeks before. */
const lookBackDays = 14

const sees = ({ actor }: Context, { id, siteId }: { id: string; siteId: string }): boolean =>
  ({
    all: true,
    site: actor.siteIds.includes(siteId),
    team: actor.teamIds.includes(id),
    own: actor.teamIds.includes(id),
  })[actor.scope]

const sideOf = ({ numerator, denominator, low, high }: Measured): Side => ({
  numerator: numerator ?? 0,
  denominator: denominator ?? 0,
  low,
  high,
})
/** How somebody's rate has changed; nobody below the least sample of the dictionary is looked at. */
const riseOf = (
  { id, name }: { id: string; name: string },
  before: Measured | undefined,
  now: Measured | undefined,
): Improved[] => {
  if (!before || !now || now.isSmall || before.isSmall || before.value === null || now.value === null) return []
  const { low } = intervalOfChange(sideOf(before), sideOf(now))
  return low === null ? [] : [{ id, name, before: before.value, now: now.value, low }]
}

/** Who improved most today against the two weeks before, by the close rate; for a team or a whole site. */
export const improvedOf = async (
  ctx: Context,
  people: readonly { id: string; name: string }[],
  { day, ...part }: { day: string; siteId?: string; teamId?: string },
): Promise<Improved | undefined> => {
  const ask = { codes: ['close_rate'], ...part }
  const [now, before] = await Promise.all([
    groupsOf(ctx, { ...ask, from: day, to: day, by: ['agent'] }),
    groupsOf(ctx, { ...ask, from: addDays(day, -lookBackDays), to: addDays(day, -1), by: ['agent'] }),
  ])
  const [today, earlier] = [byKey(now), byKey(before)]
  return mostImproved(
    people.flatMap((person) => riseOf(person, earlier.get(person.id)?.values[0], today.get(person.id)?.values[0])),
  )
}

/** A leader's own team today: everybody by staff number, never by rank; stars and the most improved by name. */
export const getTeamBoard = async (ctx: Context, teamId?: string): Promise<TeamBoard> => {
  const teams = (await listTeamsOf(ctx.db)).filter((team) => team.closedAt === null && sees(ctx, team))
  const wanted = teamId ?? ctx.actor.teamIds.find((id) => teams.some((team) => team.id === id)) ?? teams[0]?.id
  if (!wanted) return refuse(refusals.noTeam)
  const found = await findTeam(ctx.db, wanted)
  const team = found && sees(ctx, found) ? found : refuse(refusals.noSuchTeam)
  const { day } = await nowAt(ctx, await clockOf(ctx, team.siteId))
  const codes = known(teamCodes)
  const ask = { codes, teamId: team.id, from: day, to: day }
  const [members, groups, whole, goals] = await Promise.all([
    listMembersOf(ctx.db, team.id),
    groupsOf(ctx, { ...ask, by: ['agent'] }),
    wholeOf(ctx, ask),
    listGoals(ctx.db, { teamId: team.id, day }),
  ])
  const [byAgent, teamValues] = [byKey(groups), asMap(whole)]
  const callers = members
    .filter(({ id, post }) => post === 'agent' || post === 'groupLeader' || byAgent.has(id))
    .toSorted((a, b) => a.staffNumber.localeCompare(b.staffNumber))
  const shown = callers.map(({ id, name, staffNumber }) => {
    const values = valuesOf(codes, byAgent.get(id))
    const goal = goals.get(id)?.successes ?? null
    return { id, name, staffNumber, goal, values, help: helpFor(asMap(values), teamValues) }
  })
  const improved = await improvedOf(ctx, callers, { day, teamId: team.id })
  return {
    at: ctx.now().toISOString(),
    day,
    team: { id: team.id, name: team.name },
    teams: teams.map(({ id, name }) => ({ id, name })),
    codes,
    whole,
    members: shown,
    stars: starsOf(shown.map(({ id, name, values }) => ({ id, name, successes: values[0]?.numerator ?? 0 }))),
    improved: improved ?? null,
  }
}
