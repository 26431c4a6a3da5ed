import { callerIdKey } from '#domains/compliance/server/public.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { type NumberReport, oversightContract } from '../contract.ts'
import { groupBlocks } from './blocks.ts'
import { evidenceRoutes as evidence } from './evidence/routes.ts'
import { exportBlocks } from './export.ts'
import { readNumberHealth } from './health.ts'
import { lookUpNumber } from './lookup.ts'
import { readOverview } from './overview.ts'
import { changeRetention, listRetention, switchRetention } from './retention/service.ts'
import { readRuns } from './retention/store.ts'
import { subjectRoutes as subject } from './subject-request/routes.ts'

/** What shows whether we were allowed to call somebody. */
export const evidenceRoutes = evidence
/** What people ask about the data we hold on them. */
export const subjectRoutes = subject

const numberHealth = ({ db, now }: Context): Promise<NumberReport[]> =>
  readNumberHealth(db, now(), { keyOf: callerIdKey })

export const oversightRoutes = implement(oversightContract, {
  getOverview: async (ctx) => readOverview(ctx, { numbers: await numberHealth(ctx), rules: await listRetention(ctx) }),
  listNumberHealth: numberHealth,
  listRetention,
  changeRetention: (ctx, { params, body }) => changeRetention(ctx, params.ruleId, body),
  switchRetention: (ctx, { params, body }) => switchRetention(ctx, params.ruleId, body),
  listRetentionRuns: async ({ db }, { query }) => {
    const rows = await readRuns(db, query)
    return { rows, next: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null }
  },
  groupBlocks: (ctx, { query }) => groupBlocks(ctx, query),
  exportBlocks: async (ctx, { query }) => exportBlocks(ctx, query),
  lookUpNumber: (ctx, { query }) => lookUpNumber(ctx, query.number),
})
