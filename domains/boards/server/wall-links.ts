import { createHash, randomBytes } from 'node:crypto'
import { refuse } from '#contract/problem.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { openThrottle } from '#platform/throttle.ts'
import { refusals } from '../contract.ts'
import type { Wall } from '../wall-shapes.ts'
import type { Walls } from './wall-now.ts'
import { findWallboard, followLink, insertLink, listLinks, revokeLink } from './wall-store.ts'
import { getOwnWallboard } from './walls.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
/** A screen asks every five seconds; a hall may hang several by one link. */
const asksPerMinute = 240
const wrongPerMinute = 30

/** The path of a wall for a screen nobody signs in at. Told once: only its hash is kept. */
export const makeWallLink = async (
  ctx: Context,
  wallboardId: string,
  { label, days }: { label: string; days: number },
): Promise<{ path: string; until: string }> => {
  await getOwnWallboard(ctx, wallboardId)
  const token = randomBytes(24).toString('base64url')
  const madeAt = ctx.now()
  const until = new Date(madeAt.getTime() + days * 86_400_000)
  await insertLink(ctx.db, { wallboardId, tokenHash: hashOf(token), label, madeAt, madeByName: ctx.actor.name, until })
  return { path: `/tv/${token}`, until: until.toISOString() }
}

export const listWallLinks = async (ctx: Context, wallboardId: string) => {
  await getOwnWallboard(ctx, wallboardId)
  return listLinks(ctx.db, wallboardId)
}

export const revokeWallLink = async (ctx: Context, id: { wallboardId: string; linkId: string }): Promise<void> => {
  if (!(await revokeLink(ctx.db, id, ctx.now()))) refuse(refusals.noSuchLink)
}

/** What somebody may do who holds a link: look, as long as it stands. */
export const openWallLinks = (base: Base, walls: Walls) => {
  const asks = openThrottle(asksPerMinute, base.now)
  const wrong = openThrottle(wrongPerMinute, base.now)
  return {
    read: async (token: string, address: string): Promise<Wall> => {
      const hash = hashOf(token)
      const { db } = systemContext(base)
      const id = await followLink(db, hash, base.now())
      const wallboard = id ? await findWallboard(db, id) : undefined
      if (!wallboard) return refuse(wrong.admits(address) ? refusals.linkUnknown : refusals.tooMany)
      if (!asks.admits(hash.toString('base64url'))) refuse(refusals.tooMany)
      return walls.show(wallboard)
    },
  }
}
