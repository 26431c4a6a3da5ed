import { refuse } from '#contract/problem.ts'
import { implement } from '#platform/http/implement.ts'
import { callsContract, refusals } from '../contract.ts'
import { exportCalls } from './export.ts'
import { findCall, listCalls } from './reading.ts'

export const callRoutes = implement(callsContract, {
  listCalls: (ctx, { query }) => listCalls(ctx, query),
  getCall: async (ctx, { params }) => (await findCall(ctx, params.callId)) ?? refuse(refusals.noSuchCall),
  exportCalls: async (ctx, { query }) => exportCalls(ctx, query),
})
