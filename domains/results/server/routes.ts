import { refuse } from '#contract/problem.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { refusals, resultsContract } from '../contract.ts'
import { findDelivery, listDeliveries } from './deliveries.ts'
import { faultFile, readFile, templateFile } from './file.ts'
import { findResult, listResults } from './read.ts'
import { receive } from './receive.ts'
import { correctResult, listBehaviours, recordResult, reportResults, saveBehaviour, withdrawResult } from './service.ts'

export const resultRoutes = (base: Base) => {
  /** Sees everything, to tell ids that are somebody else's. */
  const all = (ctx: Context): Context => systemContext(base, ctx.requestId)
  return implement(resultsContract, {
    listResults: async (ctx, { query }) =>
      listResults(ctx.db, { ...query, timeZone: await timeZoneOf(ctx.db, ctx.actor.id) }),
    recordResult: (ctx, { body }) => recordResult(ctx, all(ctx), body),
    getResult: async (ctx, { params }) => (await findResult(ctx.db, params.recordId)) ?? refuse(refusals.noSuchResult),
    correctResult: (ctx, { params, body }) => correctResult(ctx, params.recordId, body),
    withdrawResult: (ctx, { params, body }) => withdrawResult(ctx, params.recordId, body),
    reportResults: (ctx, { body }) => reportResults(ctx, all(ctx), body),
    importResults: async (ctx, { query, body }) => {
      const rows = await readFile(body, query.kind)
      const fileName = (body.name.split(/[\\/]/).pop() ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .toWellFormed()
        .slice(0, 255)
      return receive(ctx, all(ctx), { ...query, channel: 'file', fileName, rows })
    },
    listDeliveries: (ctx, { query }) => listDeliveries(ctx.db, query),
    getDelivery: async (ctx, { params }) =>
      (await findDelivery(ctx.db, params.deliveryId)) ?? refuse(refusals.noSuchDelivery),
    downloadFaults: (ctx, { params }) => faultFile(ctx, params.deliveryId),
    downloadResultTemplate: async (ctx, { query }) => templateFile(ctx, query.kind),
    listBehaviours: (ctx) => listBehaviours(ctx),
    saveBehaviour: (ctx, { params, body }) => saveBehaviour(ctx, params.code, body),
  })
}
