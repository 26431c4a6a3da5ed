import { implement } from '#platform/http/implement.ts'
import { dictionaryContract } from '../../dictionary-contract.ts'
import { entryOf } from './entry.ts'
import { changeMeasure, defineMeasure, listFacts, previewMeasure, retireMeasure } from './service.ts'

export const dictionaryRoutes = implement(dictionaryContract, {
  getMeasure: (ctx, { params }) => entryOf(ctx, params.code),
  listFacts: async () => listFacts(),
  previewMeasure: (ctx, { body }) => previewMeasure(ctx, body.definition, body.code),
  defineMeasure: (ctx, { body }) => defineMeasure(ctx, body),
  changeMeasure: (ctx, { params, body }) => changeMeasure(ctx, params.code, body),
  retireMeasure: (ctx, { params, body }) => retireMeasure(ctx, params.code, body),
})
