import { type Base, systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { detectionContract } from '../contract.ts'
import { getNext, judge, listCalls, listJudgements } from './audits.ts'
import { exportResults } from './export.ts'
import { getCampaignDetection, listResults } from './results.ts'

/** `base`: how many were abandoned is the campaign's, whoever may see which of its calls. */
export const detectionRoutes = (base: Base) =>
  implement(detectionContract, {
    getNextAudit: (ctx, { query }) => getNext(ctx, query.campaignId),
    judgeCall: (ctx, { params, body }) => judge(ctx, params.callId, body),
    listJudgements: (ctx, { params }) => listJudgements(ctx.db, params.callId),
    listAuditedCalls: (ctx, { query }) => listCalls(ctx, query),
    listResults: (ctx, { query }) => listResults(ctx, query),
    exportResults: (ctx, { query }) => exportResults(ctx, query),
    getCampaignDetection: (ctx, { params }) =>
      getCampaignDetection(ctx, systemContext(base, ctx.requestId), params.campaignId),
  })
