import type { Scope } from '#contract/role.ts'

/** Who looks: how far, and whose rows. */
export type Viewer = { id: string; scope: Scope; teamIds: readonly string[]; siteIds: readonly string[] }
/** Whose something is. */
export type Belonging = { agentId: string | null; teamId: string | null; siteId: string | null }

/**
 * Whether the viewer may see somebody at work: the same rule as Postgres holds rows back by, for what stands in memory.
 * Everything the floor tells goes through here.
 */
export const sees = ({ id, scope, teamIds, siteIds }: Viewer, { agentId, teamId, siteId }: Belonging): boolean => {
  if (scope === 'all') return true
  if (scope === 'site') return siteId !== null && siteIds.includes(siteId)
  if (scope === 'team') return teamId !== null && teamIds.includes(teamId)
  return agentId === id
}

/** A campaign is seen by who runs its site or leads one of its teams; its totals are of all its teams. */
export const seesCampaign = (
  { scope, teamIds, siteIds }: Viewer,
  campaign: { siteId: string; teamIds: readonly string[] },
): boolean => {
  if (scope === 'all') return true
  if (scope === 'site') return siteIds.includes(campaign.siteId)
  return scope === 'team' && campaign.teamIds.some((teamId) => teamIds.includes(teamId))
}
