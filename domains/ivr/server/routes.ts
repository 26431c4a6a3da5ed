import { done } from '#contract/route.ts'
import type { Base, Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import type { Journal } from '#platform/journal.ts'
import { ivrContract } from '../contract.ts'
import { tryOut } from '../try-out.ts'
import { countSteps } from './counting.ts'
import { exportRuns } from './export.ts'
import * as store from './flow-store.ts'
import * as flows from './flows.ts'
import type { LiveFlows } from './live.ts'
import { getRun, listRuns, type Reader } from './reading.ts'

type Ground = flows.FlowGround & { base: Base; engine: () => { flows: LiveFlows; journal: Journal } }

export const ivrRoutes = ({ base, engine, ...ground }: Ground) => {
  const reader = (ctx: Context): Reader => ({ ...ctx, all: base.database.engine })
  return implement(ivrContract, {
    listFlows: (ctx, { query }) => store.listStoredFlows(ctx, query),
    createFlow: (ctx, { body }) => flows.createFlow(ctx, body, ground),
    getFlow: (ctx, { params }) => flows.getFlow(ctx, params.flowId, ground),
    getFlowVersion: (ctx, { params }) => flows.getVersion(ctx, params.flowId, params.version),
    saveFlowDraft: (ctx, { params, body }) => flows.saveDraft(ctx, params.flowId, body, ground),
    checkFlow: (ctx, { body }) => flows.problemsOf(ctx, body, ground),
    tryFlow: async (ctx, { body: { given, ...flow } }) => ({
      problems: await flows.problemsOf(ctx, flow, ground),
      ...tryOut(flow, given, await flows.promptLengths(ctx)),
    }),
    publishFlow: (ctx, { params, body }) => flows.publishFlow(ctx, params.flowId, body, ground),
    retireFlow: (ctx, { params, body }) => flows.retireFlow(ctx, params.flowId, body.revision, ground),
    listFlowPrompts: (ctx) => flows.listPrompts(ctx),
    listFlowNumbers: (ctx) => store.listNumbers(ctx.db),
    setFlowNumber: (ctx, { params, body }) => flows.setNumber(ctx, params.number, body.flowId),
    removeFlowNumber: (ctx, { params }) => flows.removeNumber(ctx, params.number),
    getCampaignSurvey: (ctx, { params }) => flows.getSurvey(ctx, params.campaignId),
    setCampaignSurvey: (ctx, { params, body }) => flows.setSurvey(ctx, params.campaignId, body.flowId),
    getDeskSurvey: async (ctx) => ({ flowName: engine().flows.surveyFor(ctx.actor.id)?.name ?? null }),
    handToSurvey: async (ctx) => {
      await engine().flows.handToSurvey(ctx.actor.id)
      await engine().journal.writtenNow(ctx.actor.id)
      return done
    },
    listRuns: (ctx, { query }) => listRuns(reader(ctx), query),
    getRun: (ctx, { params }) => getRun(reader(ctx), params.runId),
    exportRuns: (ctx, { query }) => exportRuns(reader(ctx), query),
    countSteps: (ctx, { query }) => countSteps(ctx, query),
  })
}
