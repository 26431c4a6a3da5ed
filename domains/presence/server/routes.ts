import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { implement } from '#platform/http/implement.ts'
import type { AgentState } from '../agent-state.ts'
import { presenceContract, refusals } from '../contract.ts'
import { listCorrections } from './correction-store.ts'
import { correctTime, withdrawCorrection } from './corrections.ts'
import { insertReason, readReasons, readTimeline, updateReason } from './store.ts'

export const presenceRoutes = implement(presenceContract, {
  listReasons: ({ db }) => readReasons(db),
  createReason: ({ db }, { body }) => insertReason(db, body),
  changeReason: async ({ db }, { params, body }) =>
    (await updateReason(db, params.reasonId, body)) ?? refuse(refusals.noSuchReason),
  closeReason: async ({ db, now }, { params }) => {
    if (!(await updateReason(db, params.reasonId, { closedAt: now() }))) refuse(refusals.noSuchReason)
    return done
  },
  readTimeline: async ({ db }, { params, query }) => {
    const rows = await readTimeline(db, params.employeeId, query.from, query.to)
    return rows.map((row) => ({ ...row, state: row.state as AgentState, startedAt: row.startedAt as string }))
  },
  listCorrections: ({ db }, { params, query }) => listCorrections(db, params.employeeId, query.from, query.to),
  correctTime: (ctx, { params, body }) => correctTime(ctx, params.employeeId, body),
  withdrawCorrection: (ctx, { params, body }) => withdrawCorrection(ctx, params.correctionId, body.why),
})
