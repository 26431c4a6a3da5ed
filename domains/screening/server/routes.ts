import type { Base } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { screeningContract } from '../contract.ts'
import { exportRows } from './export.ts'
import {
  applyScreening,
  getCampaignOf,
  getScreening,
  liftScreening,
  makeDefault,
  previewScreening,
  saveScreening,
  takeDefault,
} from './service.ts'
import { readSpraying } from './spraying.ts'
import { listRows, listRuns } from './store.ts'

export const screeningRoutes = (base: Base) =>
  implement(screeningContract, {
    getScreening: (ctx, { params }) => getScreening(ctx, params.campaignId),
    saveScreening: (ctx, { params, body }) => saveScreening(ctx, params.campaignId, body),
    takeDefault: (ctx, { params }) => takeDefault(ctx, params.campaignId),
    makeDefault: (ctx, { body }) => makeDefault(ctx, body),
    previewScreening: (ctx, { params, body }) => previewScreening(ctx, base, params.campaignId, body),
    applyScreening: (ctx, { params }) => applyScreening(ctx, base, params.campaignId),
    liftScreening: (ctx, { params }) => liftScreening(ctx, base, params.campaignId),
    listRuns: async (ctx, { params }) => listRuns(ctx.db, (await getCampaignOf(ctx, params.campaignId)).id),
    listScreenedRows: async (ctx, { params, query }) =>
      listRows(ctx.db, (await getCampaignOf(ctx, params.campaignId)).id, query),
    exportScreenedRows: async (ctx, { params, query }) =>
      exportRows(ctx, (await getCampaignOf(ctx, params.campaignId)).id, query),
    getSpraying: async (ctx, { params }) =>
      readSpraying(ctx.db, await getCampaignOf(ctx, params.campaignId), ctx.now()),
  })
