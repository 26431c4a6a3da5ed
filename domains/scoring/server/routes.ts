import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { scoringContract } from '../contract.ts'
import { getContact, getScoring, listCampaignModels, listContacts, refitNow, setScoring } from './service.ts'

export const scoringRoutes = (base: Base) =>
  implement(scoringContract, {
    getScoring: (ctx, { params }) => getScoring(ctx, base.database.engine, params.campaignId),
    listScoredContacts: (ctx, { params, query }) => listContacts(ctx, params.campaignId, query),
    getScoredContact: (ctx, { params }) => getContact(ctx, params.campaignId, params.entryId),
    setScoring: async (ctx, { params, body }) => {
      await setScoring(ctx, params.campaignId, body)
      return getScoring(ctx, base.database.engine, params.campaignId)
    },
    refitScoring: async (ctx, { params }) => {
      await refitNow(ctx, params.campaignId)
      return getScoring(ctx, base.database.engine, params.campaignId)
    },
    listModels: (ctx) => listCampaignModels(ctx),
  })
