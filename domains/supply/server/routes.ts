import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { implement } from '#platform/http/implement.ts'
import { refusals, supplyContract } from '../contract.ts'
import { batchExists, readColumns, readHours, savePrice, saveWorth } from './store.ts'
import { exportYields, listYields } from './yields.ts'

/** Habits change: older calls say little about the best hour now. */
const hoursDays = 90
const dayMs = 86_400_000

export const supplyRoutes = implement(supplyContract, {
  listYields: (ctx, { query }) => listYields(ctx, query),
  exportYields: (ctx, { query }) => exportYields(ctx, query),
  listColumns: ({ db }, { query }) => readColumns(db, query.campaignId),
  listHours: async ({ db, actor, now }, { query }) => {
    const timeZone = await timeZoneOf(db, actor.id)
    const since = new Date(now().getTime() - hoursDays * dayMs)
    return { timeZone, days: hoursDays, rows: await readHours(db, { ...query, since, timeZone }) }
  },
  setPrice: async ({ db }, { params, body }) => {
    if (!(await batchExists(db, params.batchId))) refuse(refusals.noSuchBatch)
    await savePrice(db, params.batchId, body.pricePerRecord)
    return done
  },
  setWorth: async ({ db }, { params, body }) => {
    if (!(await findCampaign(db, params.campaignId))) refuse(refusals.noSuchCampaign)
    await saveWorth(db, params.campaignId, body.worthPerSuccess)
    return done
  },
})
