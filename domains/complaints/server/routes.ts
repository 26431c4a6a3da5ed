import { refuse } from '#contract/problem.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { complaintsContract, refusals } from '../contract.ts'
import { countCauses } from './causes.ts'
import { type Gatekeeper, linkForCall, openCustomerPages } from './customer-page.ts'
import { changeDueRule, moveComplaint, noteOnComplaint, recordComplaint } from './service.ts'
import { findComplaint, listComplaints, listDueRules } from './store.ts'

/** `keeper` is there only in the process that dials; the others pass a wish for no more calls on to it. */
export const complaintRoutes = (base: Base, keeper: Gatekeeper) => {
  const pages = openCustomerPages(base, keeper)
  /** Sees everything, and still says who did it. */
  const all = (ctx: Context): Context => ({ ...systemContext(base, ctx.requestId), actor: ctx.actor })
  return implement(complaintsContract, {
    listComplaints: (ctx, { query }) => listComplaints(ctx.db, query, ctx.now()),
    countCauses: (ctx, { query: { by, ...filter } }) => {
      if (filter.from && filter.to && filter.to < filter.from) refuse(refusals.periodBackwards)
      return countCauses(ctx.db, by, filter)
    },
    getComplaint: async (ctx, { params }) =>
      (await findComplaint(ctx.db, params.complaintId)) ?? refuse(refusals.noSuchComplaint),
    recordComplaint: (ctx, { body }) => recordComplaint(ctx, all(ctx), body),
    moveComplaint: (ctx, { params, body }) => moveComplaint(ctx, params.complaintId, body),
    noteOnComplaint: (ctx, { params, body }) => noteOnComplaint(ctx, params.complaintId, body.words),
    listDueRules: (ctx) => listDueRules(ctx.db),
    changeDueRule: (ctx, { params, body }) => changeDueRule(ctx, { ...params, ...body }),
    linkForCall: async (ctx, { params }) =>
      (await linkForCall(base, ctx.db, params.callId)) ?? refuse(refusals.noSuchCall),
    readCustomerPage: (_, { params }, { address }) => pages.read(params.token, address),
    noMoreCalls: (_, { params }, { address }) => pages.noMoreCalls(params.token, address),
    withdrawConsent: (_, { params }, { address }) => pages.withdrawConsent(params.token, address),
    complain: (_, { params, body }, { address }) => pages.complain(params.token, address, body),
  })
}
