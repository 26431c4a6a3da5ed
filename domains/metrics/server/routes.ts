import { daysBetween } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { metricsContract, refusals } from '../contract.ts'
import { dictionaryContract } from '../dictionary-contract.ts'
import { getFunnel, getHours, listProgress } from './campaign-figures.ts'
import { asMeasure, entryOf } from './custom/entry.ts'
import { ownKpis } from './custom/kpis.ts'
import { changeMeasure, defineMeasure, listFacts, previewMeasure, retireMeasure } from './custom/service.ts'
import { listCallsBehind, listCallsBehindStage } from './drill.ts'
import { allKpis } from './kpis/all.ts'
import { measure } from './measure.ts'
import { freezePeriod, getFrozenPeriod, listFrozenPeriods, openPeriod, periodState } from './periods.ts'

const longestPeriod = 400
const checked = <T extends { from: string; to: string }>(period: T): T => {
  const days = daysBetween(period.from, period.to)
  if (days < 0) refuse(refusals.periodBackwards)
  if (days >= longestPeriod) refuse(refusals.periodTooLong, { days: longestPeriod })
  return period
}
const known = async ({ db }: Context, campaignId: string): Promise<string> =>
  (await findCampaign(db, campaignId))?.id ?? refuse(refusals.noSuchCampaign)

export const metricsRoutes = implement(metricsContract, {
  listMeasures: async (ctx) => [...allKpis, ...(await ownKpis(ctx))].map(asMeasure),
  measure: (ctx, { query }) => measure(ctx, checked(query)),
  measureCampaign: async (ctx, { params, query }) =>
    measure(ctx, { ...checked(query), campaignId: await known(ctx, params.campaignId) }),
  listCallsBehind: (ctx, { params, query }) => listCallsBehind(ctx, { ...checked(query), code: params.code }),
  getPeriodState: (ctx, { query }) => periodState(ctx, checked(query)),
  listFrozenPeriods: (ctx) => listFrozenPeriods(ctx),
  getFrozenPeriod: (ctx, { params }) => getFrozenPeriod(ctx, params.periodId),
  freezePeriod: (ctx, { body }) => freezePeriod(ctx, checked(body)),
  openPeriod: (ctx, { params, body }) => openPeriod(ctx, params.periodId, body.why),
  getCampaignHours: (ctx, { params, query }) => {
    const { from, to } = checked(query)
    return getHours(ctx, params.campaignId, from, to)
  },
  getCampaignFunnel: (ctx, { params }) => getFunnel(ctx, params.campaignId),
  listCallsBehindStage: async (ctx, { params, query }) =>
    listCallsBehindStage(ctx, { ...params, campaignId: await known(ctx, params.campaignId), ...query }),
  listCampaignProgress: (ctx, { query }) => listProgress(ctx, query.campaignIds),
})

export const dictionaryRoutes = implement(dictionaryContract, {
  getMeasure: (ctx, { params }) => entryOf(ctx, params.code),
  listFacts: async () => listFacts(),
  previewMeasure: (ctx, { body }) => previewMeasure(ctx, body.definition, body.code),
  defineMeasure: (ctx, { body }) => defineMeasure(ctx, body),
  changeMeasure: (ctx, { params, body }) => changeMeasure(ctx, params.code, body),
  retireMeasure: (ctx, { params, body }) => retireMeasure(ctx, params.code, body),
})
