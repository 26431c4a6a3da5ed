/** A fact worth telling everybody: always good, always true, never of who is behind. */
export type Praise = {
  kind: 'firstOfDay' | 'personalBest' | 'milestone' | 'goalReached' | 'teamMilestone'
  name: string
  count: number
  /** When it came true, where that is known. */
  at: string | null
}
export type AgentToday = {
  name: string
  successes: number
  /** Most successes on any earlier day looked at; null for newcomers without one. */
  best: number | null
  /** What the agent set out to reach today. */
  goal: number | null
}

/** One's best day counts from here on: a first success is no record. */
export const leastBest = 3
export const agentMilestone = 10
export const teamMilestone = 50

/** The good news of the day, the rarest first. */
export const praiseOf = ({
  first,
  agents,
  teams,
}: {
  first: { name: string; at: string } | undefined
  agents: readonly AgentToday[]
  teams: readonly { name: string; successes: number }[]
}): Praise[] => {
  const bests = agents
    .filter(({ successes, best }) => best !== null && successes > best && successes >= leastBest)
    .map(({ name, successes }) => ({ kind: 'personalBest' as const, name, count: successes, at: null }))
  const reached = agents
    .filter(({ successes, goal }) => goal !== null && goal > 0 && successes >= goal)
    .map(({ name, successes }) => ({ kind: 'goalReached' as const, name, count: successes, at: null }))
  const told = new Set([...bests, ...reached].map(({ name }) => name))
  const rounds = agents
    .filter(({ name, successes }) => successes >= agentMilestone && !told.has(name))
    .map(({ name, successes }) => ({
      kind: 'milestone' as const,
      name,
      count: Math.floor(successes / agentMilestone) * agentMilestone,
      at: null,
    }))
  const ofTeams = teams
    .filter(({ successes }) => successes >= teamMilestone)
    .map(({ name, successes }) => ({
      kind: 'teamMilestone' as const,
      name,
      count: Math.floor(successes / teamMilestone) * teamMilestone,
      at: null,
    }))
  const most = (some: Praise[]): Praise[] => some.toSorted((a, b) => b.count - a.count)
  const opening: Praise[] = first ? [{ kind: 'firstOfDay', name: first.name, count: 1, at: first.at }] : []
  return [...most(bests), ...most(reached), ...most(ofTeams), ...most(rounds), ...opening]
}

export type Ranked = { id: string; name: string; successes: number }
/** The first three by successes; whoever draws level with the third is one of them, up to five, and nobody without any. */
export const starsOf = (agents: readonly Ranked[]): Ranked[] => {
  const sorted = agents
    .filter(({ successes }) => successes > 0)
    .toSorted((a, b) => b.successes - a.successes || a.name.localeCompare(b.name))
  const third = sorted[2]?.successes ?? 1
  return sorted.filter(({ successes }) => successes >= third).slice(0, 5)
}

/** Today's rate of somebody and the one of the days before, with bounds; both of the same kind. */
export type Improved = { id: string; name: string; before: number; now: number; low: number }
/**
 * Who improved most: the one whose rise is furthest from chance, measured by the low bound of the interval of the change.
 * Nobody where no rise is beyond chance: praise for noise is worth nothing.
 */
export const mostImproved = (agents: readonly Improved[]): Improved | undefined =>
  agents.filter(({ low }) => low > 0).toSorted((a, b) => b.low - a.low)[0]
