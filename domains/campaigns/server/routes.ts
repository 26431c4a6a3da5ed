import { implement } from '#platform/http/implement.ts'
import { campaignsContract } from '../contract.ts'
import { moveCampaign } from './service/move-campaign.ts'
import { signGates, withdrawGate } from './service/sign-gates.ts'
import { assignTeams, changeCampaign, copyCampaign, createCampaign, getDetail } from './service/write-campaign.ts'
import { listCampaigns } from './store.ts'

export const campaignRoutes = implement(campaignsContract, {
  listCampaigns: ({ db }, { query }) => listCampaigns(db, query),
  createCampaign: (ctx, { body }) => createCampaign(ctx, body),
  getCampaign: (ctx, { params }) => getDetail(ctx, params.campaignId),
  changeCampaign: (ctx, { params, body }) => changeCampaign(ctx, params.campaignId, body),
  copyCampaign: (ctx, { params, body }) => copyCampaign(ctx, params.campaignId, body.name),
  assignTeams: (ctx, { params, body }) => assignTeams(ctx, params.campaignId, body.teamIds),
  signGates: (ctx, { params, body }) => signGates(ctx, params.campaignId, body),
  withdrawGate: (ctx, { params }) => withdrawGate(ctx, params.campaignId, params.step),
  submitCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'submit', body.note),
  approveCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'approve', body.note),
  startCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'start', body.note),
  pauseCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'pause', body.note),
  resumeCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'resume', body.note),
  finishCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'finish', body.note),
  reviewCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'review', body.note),
  reopenCampaign: (ctx, { params, body }) => moveCampaign(ctx, params.campaignId, 'reopen', body.note),
})
