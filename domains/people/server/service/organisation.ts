import { refuse } from '#contract/problem.ts'
import { moveAccountReach } from '#domains/access/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals, type Site, type Team } from '../../contract.ts'
import { findEmployeeRow } from '../store/employees.ts'
import { countUsersOfSite, findSiteRow, insertSite, isSiteName, updateSite } from '../store/sites.ts'
import { findTeamRow, insertTeam, isTeamName, updateTeam } from '../store/teams.ts'
import { getOpenSite, reachOf } from './reach.ts'

type SiteForm = Pick<Site, 'name' | 'timeZone' | 'dayStartsAt'>

export const addSite = async (ctx: Context, site: SiteForm): Promise<Site> =>
  (await insertSite(ctx.db, site)) ?? refuse(refusals.nameTaken, { name: site.name })

/** Changes, closes or opens a site. A site with open teams or people present stays open. */
export const changeSite = (
  ctx: Context,
  siteId: string,
  { version, closed, ...change }: SiteForm & { version: number; closed: boolean },
): Promise<Site> =>
  inTransaction(ctx, async (tx) => {
    const site = (await findSiteRow(tx.db, siteId)) ?? refuse(refusals.noSuchSite)
    if (await isSiteName(tx.db, change.name, siteId)) refuse(refusals.nameTaken, { name: change.name })
    if (closed && !site.closedAt) {
      const count = await countUsersOfSite(tx.db, siteId)
      if (count > 0) refuse(refusals.stillInUse, { count })
    }
    const closedAt = closed ? (site.closedAt ?? tx.now()) : null
    return (await updateSite(tx.db, siteId, version, { ...change, closedAt })) ?? refuse(refusals.changedMeanwhile)
  })

type TeamForm = Pick<Team, 'name' | 'siteId' | 'leaderId'>

const checkTeam = async (tx: Context, { siteId, leaderId }: TeamForm): Promise<void> => {
  await getOpenSite(tx, siteId)
  if (tx.actor.scope !== 'all' && !tx.actor.siteIds.includes(siteId)) refuse(refusals.outOfReach)
  const leader = leaderId === null ? undefined : await findEmployeeRow(tx.db, leaderId)
  if (leaderId !== null && (leader?.siteId !== siteId || leader.goneAt)) refuse(refusals.leaderElsewhere)
}

export const addTeam = (ctx: Context, team: TeamForm): Promise<Team> =>
  inTransaction(ctx, async (tx) => {
    await checkTeam(tx, team)
    const id = (await insertTeam(tx.db, { ...team, leaderId: null })) ?? refuse(refusals.nameTaken, { name: team.name })
    await changeLead(tx, [team.leaderId], () => updateTeam(tx.db, id, 1, { leaderId: team.leaderId }))
    return getTeam(tx, id)
  })

const getTeam = async ({ db }: Context, teamId: string): Promise<Team> =>
  (await findTeamRow(db, teamId)) ?? refuse(refusals.noSuchTeam)

/** Changes, closes or opens a team; a new leader sees the team from now on, the old one no longer. */
export const changeTeam = (
  ctx: Context,
  teamId: string,
  { version, closed, ...change }: TeamForm & { version: number; closed: boolean },
): Promise<Team> =>
  inTransaction(ctx, async (tx) => {
    const team = await getTeam(tx, teamId)
    await checkTeam(tx, change)
    if (tx.actor.scope !== 'all' && !tx.actor.siteIds.includes(team.siteId)) refuse(refusals.outOfReach)
    if (await isTeamName(tx.db, change.siteId, change.name, teamId)) refuse(refusals.nameTaken, { name: change.name })
    const leavesPeopleBehind = (closed && !team.closedAt) || change.siteId !== team.siteId
    if (leavesPeopleBehind && team.size > 0) refuse(refusals.stillInUse, { count: team.size })
    await changeLead(tx, [team.leaderId, change.leaderId], () =>
      updateTeam(tx.db, teamId, version, { ...change, closedAt: closed ? (team.closedAt ?? tx.now()) : null }),
    )
    return getTeam(tx, teamId)
  })

/** Makes the change and lets the accounts of those concerned see what their place now lets them see. */
const changeLead = async (
  tx: Context,
  concerned: readonly (string | null)[],
  change: () => Promise<boolean>,
): Promise<void> => {
  const ids = [...new Set(concerned)].filter((id) => id !== null)
  const reachesNow = async () =>
    Promise.all(
      ids.map(async (id) => {
        const employee = await findEmployeeRow(tx.db, id)
        return employee && { id, reach: await reachOf(tx, employee) }
      }),
    )
  const before = await reachesNow()
  if (!(await change())) refuse(refusals.changedMeanwhile)
  for (const [index, after] of (await reachesNow()).entries()) {
    const was = before[index]
    if (was && after) await moveAccountReach(tx, after.id, was.reach, after.reach)
  }
}
