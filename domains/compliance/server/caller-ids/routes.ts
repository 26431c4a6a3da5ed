import { implement } from '#platform/http/implement.ts'
import { type CallerIdUse, callerIdContract } from '../../caller-id-contract.ts'
import { callerIdNo } from '../../caller-ids.ts'
import type { CallerIdPool } from './pool.ts'
import { changeRestRule } from './rest.ts'
import { addCallerId, changeCallerId, clearFlag, listFlags, moveCallerId, noteFlag } from './service.ts'
import { listCallerIds, readRestRule } from './store.ts'

const useNow = (pool: CallerIdPool, nowMs: number): CallerIdUse[] =>
  [...pool.all()].map(({ number, rule, use }) => {
    const no = callerIdNo(rule, use, { nowMs, purpose: null })
    return {
      number,
      concurrent: use.concurrent(),
      inHour: use.inHour(nowMs),
      inDay: use.inDay(nowMs),
      cause: no?.cause ?? null,
      againAt: no?.againAtMs ? new Date(no.againAtMs).toISOString() : null,
    }
  })

/** `engine` is there only in the process that dials; the others pass the request on. */
export const callerIdRoutes = (engine: () => { callerIds: CallerIdPool }) =>
  implement(callerIdContract, {
    listCallerIds: ({ db }, { query }) => listCallerIds(db, query),
    addCallerId: (ctx, { body }) => addCallerId(ctx, body),
    changeCallerId: (ctx, { params, body }) => changeCallerId(ctx, params.callerIdId, body),
    moveCallerId: (ctx, { params, body }) => moveCallerId(ctx, params.callerIdId, body),
    getRestRule: ({ db }) => readRestRule(db),
    changeRestRule: (ctx, { body }) => changeRestRule(ctx, body),
    listCallerIdFlags: (ctx, { params }) => listFlags(ctx, params.callerIdId),
    noteCallerIdFlag: (ctx, { params, body }) => noteFlag(ctx, params.callerIdId, body),
    clearCallerIdFlag: (ctx, { params, body }) => clearFlag(ctx, params.callerIdId, params.flagId, body.note),
    getCallerIdUse: async ({ now }) => useNow(engine().callerIds, now().getTime()),
  })
