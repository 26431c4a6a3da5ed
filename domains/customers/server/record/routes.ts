import { done } from '#contract/route.ts'
import type { Handler } from '#platform/http/implement.ts'
import { orderJob } from '#platform/jobs.ts'
import type { mergeRoutes, recordRoutes } from '../../record-routes.ts'
import { duplicatesJob } from '../jobs.ts'
import { addHolding, addRelation, changeCustomer, changeHolding, removeRelation, setTags } from './change.ts'
import { keepApart, listDuplicates } from './duplicates.ts'
import { exportCustomers } from './export.ts'
import { listCustomers, listTags } from './list.ts'
import { mergeCustomers, previewMerge, undoMerge } from './merge.ts'
import { addNumber, callFirst, removeNumber } from './numbers.ts'
import { readRecord } from './read.ts'
import { addStage, changeStage, listStages } from './stages.ts'

type Routes = typeof recordRoutes & typeof mergeRoutes

export const recordHandlers = {
  listCustomers: (ctx, { query }) => listCustomers(ctx, query),
  exportCustomers: (ctx, { query }) => exportCustomers(ctx, query),
  listTags: (ctx) => listTags(ctx),
  getRecord: (ctx, { params }) => readRecord(ctx, params.customerId),
  changeCustomer: (ctx, { params, body }) => changeCustomer(ctx, params.customerId, body),
  addNumber: (ctx, { params, body }) => addNumber(ctx, params.customerId, body),
  callFirst: (ctx, { params }) => callFirst(ctx, params.customerId, params.key),
  removeNumber: (ctx, { params }) => removeNumber(ctx, params.customerId, params.key),
  setTags: (ctx, { params, body }) => setTags(ctx, params.customerId, body.tags),
  addHolding: (ctx, { params, body }) => addHolding(ctx, params.customerId, body),
  changeHolding: (ctx, { params, body }) => changeHolding(ctx, params, body),
  addRelation: (ctx, { params, body }) => addRelation(ctx, params.customerId, body),
  removeRelation: (ctx, { params }) => removeRelation(ctx, params),
  listStages: (ctx) => listStages(ctx),
  addStage: (ctx, { body }) => addStage(ctx, body),
  changeStage: (ctx, { params, body }) => changeStage(ctx, params.stageId, body),
  previewMerge: (ctx, { params, query }) => previewMerge(ctx, params.customerId, query.otherId),
  mergeCustomers: async (ctx, { params, body }) => {
    await mergeCustomers(ctx, { keptId: params.customerId, ...body })
    return readRecord(ctx, params.customerId)
  },
  undoMerge: async (ctx, { params }) => readRecord(ctx, await undoMerge(ctx, params.mergeId)),
  listDuplicates: (ctx, { query }) => listDuplicates(ctx, query),
  lookForDuplicates: async (ctx) => {
    await orderJob(ctx, duplicatesJob, {}, { key: duplicatesJob.task })
    return done
  },
  keepApart: async (ctx, { params }) => {
    await keepApart(ctx, params.duplicateId)
    return done
  },
} satisfies { [K in keyof Routes]: Handler<Routes[K]> }
