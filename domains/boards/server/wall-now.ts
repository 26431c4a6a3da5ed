import { addDays } from '#contract/days.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { type AgentToday, praiseOf, starsOf } from '../praise.ts'
import { wallCodes } from '../wall.ts'
import type { Wall, Wallboard } from '../wall-shapes.ts'
import { goalOfToday, listPresentCampaigns, type Planned, plansOf } from './campaign-plans.ts'
import { byKey, clockOf, groupsOf, known, type Now, nowAt, wholeOf } from './figures.ts'
import { findFirstSuccess, listGoals } from './store.ts'
import { improvedOf } from './team-board.ts'

/** A personal best is one of these days. */
const bestOfDays = 60
const hourCodes = ['online_successes', 'agent_calls'] as const
const mostPraise = 12

type Part = { siteId: string } | { teamId: string }
const partOf = ({ siteId, teamId }: Wallboard): Part => (teamId ? { teamId } : { siteId })

/** Best days before today, by agent; worked out once a day, since they stand still until tomorrow. */
const bests = new Map<string, Promise<Map<string, number>>>()
const readBests = async (ctx: Context, part: Part, day: string): Promise<Map<string, number>> => {
  const groups = await groupsOf(ctx, {
    codes: ['online_successes'],
    ...part,
    from: addDays(day, -bestOfDays),
    to: addDays(day, -1),
    by: ['agent', 'day'],
  })
  const found = new Map<string, number>()
  for (const { keys, values } of groups) {
    const agent = keys[0] ?? ''
    found.set(agent, Math.max(found.get(agent) ?? 0, values[0]?.numerator ?? 0))
  }
  return found
}
const bestsOf = (ctx: Context, part: Part, day: string): Promise<Map<string, number>> => {
  const key = `${JSON.stringify(part)} ${day}`
  const kept = bests.get(key)
  if (kept) return kept
  if (bests.size > 200) bests.clear()
  const read = readBests(ctx, part, day)
  bests.set(key, read)
  // What failed must not be remembered as an answer.
  read.catch(() => bests.delete(key))
  return read
}

/** A team's part of a campaign's goal: an equal one among the teams that work on it. */
const shareOfTeam = (teamId: string | null) => (one: Planned) =>
  teamId === null ? 1 : one.campaign.teamIds.includes(teamId) ? 1 / one.campaign.teamIds.length : 0

/** Teams of the site, each with its part of the goal; a wall of one team races against the others of its site. */
const teamsOf = async (ctx: Context, { siteId }: Wallboard, { day }: Now, planned: readonly Planned[]) => {
  const groups = await groupsOf(ctx, { codes: ['online_successes'], siteId, from: day, to: day, by: ['team'] })
  return groups
    .flatMap(({ keys, labels, values }) => {
      const id = keys[0]
      if (!id || !labels[0]) return []
      const { target } = goalOfToday(planned, shareOfTeam(id))
      const successes = values[0]?.numerator ?? 0
      return [{ id, name: labels[0], successes, share: target ? successes / target : null }]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** Everything a wall shows, of its site or team alone. Read with eyes that see all: no person stands before a wall. */
const readWall = async (base: Base, wallboard: Wallboard): Promise<Wall> => {
  const ctx = systemContext(base)
  const { siteId, teamId } = wallboard
  const place = await clockOf(ctx, siteId)
  const now = await nowAt(ctx, place)
  const { day, since } = now
  const part = partOf(wallboard)
  const today = { ...part, from: day, to: day }
  const [planned, figures, hours, agents, best, goals, first] = await Promise.all([
    listPresentCampaigns(ctx, { siteId }).then((campaigns) => plansOf(ctx, campaigns)),
    wholeOf(ctx, { ...today, codes: known(wallCodes) }),
    groupsOf(ctx, { ...today, codes: [...hourCodes], by: ['hour'] }),
    groupsOf(ctx, { ...today, codes: ['online_successes'], by: ['agent'] }),
    bestsOf(ctx, part, day),
    listGoals(ctx.db, { ...part, day }),
    findFirstSuccess(ctx.db, { since, siteId, teamId }),
  ])
  const teams = await teamsOf(ctx, wallboard, now, planned)
  const people = agents.flatMap(({ keys, labels, values }) => {
    const [id, name] = [keys[0], labels[0]]
    return id && name ? [{ id, name, successes: values[0]?.numerator ?? 0 }] : []
  })
  const improved = await improvedOf(ctx, people, { day, ...part })
  const told: AgentToday[] = people.map(({ id, name, successes }) => ({
    name,
    successes,
    best: best.get(id) ?? null,
    goal: goals.get(id)?.successes ?? null,
  }))
  const { target, planned: byNow } = goalOfToday(planned, shareOfTeam(teamId))
  const byHour = byKey(hours)
  const reached = figures.find(({ code }) => code === 'online_successes')?.numerator ?? 0
  const { title, logoWords, background, rotateSeconds, pages, siteName, teamName, version } = wallboard
  return {
    at: base.now().toISOString(),
    timeZone: place.timeZone,
    wallboard: { title, logoWords, background, rotateSeconds, pages, siteName, teamName, version },
    goal: { target, reached, planned: byNow },
    figures,
    hours: [...byHour].flatMap(([hour, { values }]) =>
      hour ? [{ hour, successes: values[0]?.numerator ?? 0, calls: values[1]?.numerator ?? 0 }] : [],
    ),
    teams: teams.map(({ name, successes, share }) => ({ name, successes, share })),
    stars: starsOf(people).map(({ name, successes }) => ({ name, successes })),
    improved: improved ? { name: improved.name, before: improved.before, now: improved.now } : null,
    praise: praiseOf({ first, agents: told, teams }).slice(0, mostPraise),
  }
}

/** As old as a wall may be; however many screens hang in the hall, the figures are read once in that time. */
const freshMs = 4000

/** What walls show. One for each process: what was read is kept for a moment. */
export const openWalls = (base: Base) => {
  const kept = new Map<string, { at: number; wall: Promise<Wall> }>()
  return {
    show: (wallboard: Wallboard): Promise<Wall> => {
      const key = `${wallboard.id}:${wallboard.version}`
      const now = base.now().getTime()
      const known = kept.get(key)
      if (known && now - known.at < freshMs && now >= known.at) return known.wall
      if (kept.size > 200) kept.clear()
      const wall = readWall(base, wallboard)
      kept.set(key, { at: now, wall })
      wall.catch(() => kept.delete(key))
      return wall
    },
  }
}
export type Walls = ReturnType<typeof openWalls>
