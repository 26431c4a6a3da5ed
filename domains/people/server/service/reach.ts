import { refuse } from '#contract/problem.ts'
import { mayAppoint, type RoleCode } from '#contract/role.ts'
import type { Reach } from '#domains/access/server/public.ts'
import type { Actor, Context } from '#platform/context.ts'
import { type Employee, refusals, type Site, type Team } from '../../contract.ts'
import { findSiteRow } from '../store/sites.ts'
import { findTeamRow, teamsLedBy } from '../store/teams.ts'

/** Postgres would hold the row back all the same; asking first gives an answer in words. */
export const reaches = (
  { scope, siteIds, teamIds }: Actor,
  place: { siteId: string; teamId: string | null },
): boolean =>
  scope === 'all' ||
  (scope === 'site' && siteIds.includes(place.siteId)) ||
  (scope === 'team' && place.teamId !== null && teamIds.includes(place.teamId))

/** Refuses to put people into a post, or take them out of one, that is not below one's own. */
export const refuseAboveOwn = ({ actor }: Context, ...posts: RoleCode[]): void => {
  if (actor.sessionId !== '' && !posts.every((post) => mayAppoint(actor, post))) refuse(refusals.postAboveYours)
}

export const getOpenSite = async ({ db }: Context, siteId: string): Promise<Site> => {
  const site = (await findSiteRow(db, siteId)) ?? refuse(refusals.noSuchSite)
  if (site.closedAt) refuse(refusals.closed)
  return site
}

export const getOpenTeam = async ({ db }: Context, teamId: string): Promise<Team> => {
  const team = (await findTeamRow(db, teamId)) ?? refuse(refusals.noSuchTeam)
  if (team.closedAt) refuse(refusals.closed)
  return team
}

/** Checks a place of work: site and team are open, belong together and are within the caller's reach. */
export const checkPlace = async (ctx: Context, place: { siteId: string; teamId: string | null }): Promise<void> => {
  await getOpenSite(ctx, place.siteId)
  if (place.teamId !== null && (await getOpenTeam(ctx, place.teamId)).siteId !== place.siteId)
    refuse(refusals.teamElsewhere)
  if (!reaches(ctx.actor, place)) refuse(refusals.outOfReach)
}

/** What the place of work lets an account see: the own team, the teams led, the site. */
export const reachOf = async (
  { db }: Context,
  { id, siteId, teamId }: Pick<Employee, 'id' | 'siteId' | 'teamId'>,
): Promise<Reach> => ({
  teamIds: [...new Set([...(teamId ? [teamId] : []), ...(await teamsLedBy(db, id))])],
  siteIds: [siteId],
})
