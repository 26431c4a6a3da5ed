import { refuse } from '#contract/problem.ts'
import { implement } from '#platform/http/implement.ts'
import { callsContract, refusals } from '../contract.ts'
import { exportCalls } from './export.ts'
import { countOutcomes, findCall, listCalls, readCallNumber } from './reading.ts'

export const callRoutes = implement(callsContract, {
  listCalls: (ctx, { query }) => listCalls(ctx, query),
  countOutcomes: (ctx, { query }) => countOutcomes(ctx.db, query),
  getCall: async (ctx, { params }) => (await findCall(ctx, params.callId)) ?? refuse(refusals.noSuchCall),
  readCallNumber: (ctx, { params, body }) => readCallNumber(ctx, params.callId, body.reason),
  exportCalls: async (ctx, { query }) => exportCalls(ctx, query),
})
