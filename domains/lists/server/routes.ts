import { implement } from '#platform/http/implement.ts'
import { listsContract } from '../contract.ts'
import { listEntries } from './entries.ts'
import { listTemplateFile, refusedFile, templateFile } from './files.ts'
import { previewBatch } from './import/preview.ts'
import { toBatch, toList } from './import/shown.ts'
import { receiveUpload } from './import/upload.ts'
import {
  cancelBatch,
  changeList,
  createList,
  getBatch,
  getList,
  importUpload,
  revertBatch,
  startImport,
} from './service.ts'
import { findBatches, findLists } from './store.ts'

export const listsRoutes = implement(listsContract, {
  listLists: async ({ db }, { query }) => {
    const { rows, total } = await findLists(db, query)
    return { rows: rows.map(toList), total }
  },
  createList: (ctx, { body }) => createList(ctx, body),
  getList: (ctx, { params }) => getList(ctx, params.listId),
  changeList: (ctx, { params, body }) => changeList(ctx, params.listId, body),
  listEntries: (ctx, { params, query }) => listEntries(ctx, params.listId, query),
  listBatches: async ({ db }, { params }) => (await findBatches(db, params.listId)).map(toBatch),
  uploadBatch: async (ctx, { params, query, body }) =>
    toBatch((await receiveUpload(ctx, params.listId, body, conditionsOf(query))).batch),
  importUpload: (ctx, { params, query, body }) =>
    importUpload(ctx, params.listId, { ...conditionsOf(query), upload: body, mapping: body.fields.mapping }),
  getBatch: (ctx, { params }) => getBatch(ctx, params.batchId),
  previewBatch: (ctx, { params, query }) => previewBatch(ctx, params.batchId, query),
  startImport: (ctx, { params, body }) => startImport(ctx, params.batchId, body),
  cancelBatch: (ctx, { params }) => cancelBatch(ctx, params.batchId),
  revertBatch: (ctx, { params }) => revertBatch(ctx, params.batchId),
  downloadRefused: (ctx, { params }) => refusedFile(ctx, params.batchId),
  downloadTemplate: async (ctx) => templateFile(ctx),
  downloadListTemplate: (ctx, { params, query }) => listTemplateFile(ctx, params.listId, query.format),
})

const conditionsOf = ({ again, requestKey }: { again: 'yes' | 'no'; requestKey?: string | undefined }) => ({
  again: again === 'yes',
  requestKey,
})
