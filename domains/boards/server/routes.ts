import { done } from '#contract/route.ts'
import { progressOf } from '#domains/metrics/server/public.ts'
import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { boardsContract } from '../contract.ts'
import { getCampaignBoard } from './campaign-board.ts'
import { getCentreBoard } from './centre-board.ts'
import { getMoved } from './moved.ts'
import { dropOwnGoal, getOwnBoard, setOwnGoal } from './own-board.ts'
import { getTeamBoard } from './team-board.ts'
import { listWallLinks, makeWallLink, openWallLinks, revokeWallLink } from './wall-links.ts'
import { openWalls } from './wall-now.ts'
import { addWallboard, changeWallboard, dropWallboard, seeWallboard, seeWallboards } from './walls.ts'

export const boardRoutes = (base: Base) => {
  const walls = openWalls(base)
  const links = openWallLinks(base, walls)
  return implement(boardsContract, {
    getCentreBoard: (ctx, { query }) => getCentreBoard(ctx, query.period, progressOf),
    getMoved: (ctx, { query }) => getMoved(ctx, query.span),
    getCampaignBoard: (ctx, { params, query }) => getCampaignBoard(ctx, params.campaignId, query),
    getTeamBoard: (ctx, { query }) => getTeamBoard(ctx, query.teamId),
    getOwnBoard: (ctx) => getOwnBoard(base, ctx),
    setOwnGoal: (ctx, { body }) => setOwnGoal(ctx, body).then(() => done),
    dropOwnGoal: (ctx) => dropOwnGoal(ctx).then(() => done),
    listWallboards: (ctx) => seeWallboards(ctx),
    getWallboard: (ctx, { params }) => seeWallboard(ctx, params.wallboardId),
    addWallboard: (ctx, { body }) => addWallboard(ctx, body),
    changeWallboard: (ctx, { params, body }) => changeWallboard(ctx, params.wallboardId, body),
    dropWallboard: (ctx, { params }) => dropWallboard(ctx, params.wallboardId).then(() => done),
    showWallboard: async (ctx, { params }) => walls.show(await seeWallboard(ctx, params.wallboardId)),
    listWallLinks: (ctx, { params }) => listWallLinks(ctx, params.wallboardId),
    makeWallLink: (ctx, { params, body }) => makeWallLink(ctx, params.wallboardId, body),
    revokeWallLink: (ctx, { params }) => revokeWallLink(ctx, params).then(() => done),
    readWall: (_, { params }, { address }) => links.read(params.token, address),
  })
}
