import { refuse } from '#contract/problem.ts'
import { findEmployee, findSite, findTeam } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import { refusals } from '../contract.ts'
import { faultOf, fewestWidgets, mostWidgets } from '../wall.ts'
import type { Wallboard, WallboardForm } from '../wall-shapes.ts'
import { deleteWallboard, findWallboard, insertWallboard, listWallboards, updateWallboard } from './wall-store.ts'

export const getWallboard = async (ctx: Context, id: string): Promise<Wallboard> =>
  (await findWallboard(ctx.db, id)) ?? refuse(refusals.noSuchWallboard)

type Place = { siteId: string; teamId: string | null }
/** Which walls somebody may look at: every one, or those of the sites they work at or answer for. */
const reachOf = async ({ db, actor }: Context): Promise<(wall: Place) => boolean> => {
  if (actor.scope === 'all') return () => true
  const employee = await findEmployee(db, actor.id)
  const teams = await Promise.all(actor.teamIds.map((id) => findTeam(db, id)))
  const sites = new Set([...actor.siteIds, employee?.siteId, ...teams.map((team) => team?.siteId)])
  return ({ siteId }) => sites.has(siteId)
}
/** The wall, if it hangs where the caller works; a link shows it to whoever holds it. */
export const seeWallboard = async (ctx: Context, id: string): Promise<Wallboard> => {
  const wallboard = await getWallboard(ctx, id)
  return (await reachOf(ctx))(wallboard) ? wallboard : refuse(refusals.noSuchWallboard)
}
export const seeWallboards = async (ctx: Context): Promise<Wallboard[]> => {
  const [walls, mayLook] = await Promise.all([listWallboards(ctx.db), reachOf(ctx)])
  return walls.filter(mayLook)
}

/** Whether somebody may hang something up there: everywhere, at an own site, or for an own team. */
const mayHang = ({ actor }: Context, { siteId, teamId }: Place): boolean => {
  if (actor.scope === 'all') return true
  if (actor.scope === 'own') return false
  if (actor.scope === 'site') return actor.siteIds.includes(siteId)
  return teamId !== null && actor.teamIds.includes(teamId)
}

const checked = async (ctx: Context, form: WallboardForm): Promise<WallboardForm> => {
  const team = form.teamId ? await findTeam(ctx.db, form.teamId) : undefined
  if (form.teamId && team?.siteId !== form.siteId) refuse(refusals.noSuchTeam)
  if (!(await findSite(ctx.db, form.siteId))) refuse(refusals.noSuchSite)
  if (!mayHang(ctx, form)) refuse(form.teamId ? refusals.noSuchTeam : refusals.noSuchSite)
  for (const { widgets } of form.pages) {
    const fault = faultOf(widgets)
    if (fault) refuse(refusals[fault], fault === 'widgetCount' ? { least: fewestWidgets, most: mostWidgets } : {})
  }
  return form
}
const signed = (ctx: Context, form: WallboardForm) => ({
  ...form,
  changedAt: ctx.now(),
  changedByName: ctx.actor.name,
})

export const addWallboard = async (ctx: Context, form: WallboardForm): Promise<Wallboard> =>
  getWallboard(ctx, await insertWallboard(ctx.db, signed(ctx, await checked(ctx, form))))

/** Refuses what somebody else changed meanwhile: a wall designed by two would show neither's work. */
export const changeWallboard = async (
  ctx: Context,
  id: string,
  { version, ...form }: WallboardForm & { version: number },
): Promise<Wallboard> => {
  const before = await getWallboard(ctx, id)
  if (!mayHang(ctx, before)) refuse(refusals.noSuchWallboard)
  const wanted = signed(ctx, await checked(ctx, form))
  if (!(await updateWallboard(ctx.db, id, { ...wanted, version }))) refuse(refusals.changedMeanwhile)
  return getWallboard(ctx, id)
}

export const dropWallboard = async (ctx: Context, id: string): Promise<void> => {
  await getOwnWallboard(ctx, id)
  if (!(await deleteWallboard(ctx.db, id))) refuse(refusals.noSuchWallboard)
}

/** The wallboard, if it is the caller's to take down, and its links to give. */
export const getOwnWallboard = async (ctx: Context, id: string): Promise<Wallboard> => {
  const wallboard = await getWallboard(ctx, id)
  return mayHang(ctx, wallboard) ? wallboard : refuse(refusals.noSuchWallboard)
}
