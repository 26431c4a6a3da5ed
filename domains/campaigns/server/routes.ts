import type { Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { campaignsContract, mayKnowCost } from '../contract.ts'
import { moveCampaign } from './service/move-campaign.ts'
import { signGates, withdrawGate } from './service/sign-gates.ts'
import { assignTeams, changeCampaign, copyCampaign, createCampaign, getDetail } from './service/write-campaign.ts'
import { listCampaigns } from './store.ts'

/** Without what an agent costs, unless the reader answers for that. */
const seenBy =
  ({ actor }: Context) =>
  <C extends { agentHourCost: number | null }>(campaign: C): C =>
    mayKnowCost(actor.permissions) ? campaign : { ...campaign, agentHourCost: null }

export const campaignRoutes = implement(campaignsContract, {
  listCampaigns: async (ctx, { query }) => {
    const { rows, total } = await listCampaigns(ctx.db, query)
    return { rows: rows.map(seenBy(ctx)), total }
  },
  createCampaign: (ctx, { body }) => createCampaign(ctx, body),
  getCampaign: (ctx, { params }) => getDetail(ctx, params.campaignId).then(seenBy(ctx)),
  changeCampaign: (ctx, { params, body }) => changeCampaign(ctx, params.campaignId, body),
  copyCampaign: (ctx, { params, body }) => copyCampaign(ctx, params.campaignId, body.name),
  assignTeams: (ctx, { params, body }) => assignTeams(ctx, params.campaignId, body.teamIds),
  signGates: (ctx, { params, body }) => signGates(ctx, params.campaignId, body),
  withdrawGate: (ctx, { params }) => withdrawGate(ctx, params.campaignId, params.step),
  submitCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'submit', body.note),
  approveCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'approve', body.note),
  startCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'start', body.note).then(seenBy(ctx)),
  pauseCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'pause', body.note).then(seenBy(ctx)),
  resumeCampaign: (ctx, { params, body }) =>
    moveCampaign(ctx, params.campaignId, 'resume', body.note).then(seenBy(ctx)),
  finishCampaign: (ctx, { params, body }) =>
    moveCampaign(ctx, params.campaignId, 'finish', body.note).then(seenBy(ctx)),
  reviewCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'review', body.note),
  reopenCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'reopen', body.note),
})
