import { refuse } from '#contract/problem.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { type Changes, type Forecast, type ForecastView, refusals, simulationContract } from '../contract.ts'
import { readActual } from './actual.ts'
import { countsFrom, qualityOf } from './scoring.ts'
import { endWork, findAtWork, findForecast, listForecasts } from './store.ts'
import { orderForecast } from './work.ts'

const getCampaign = async ({ db }: Context, campaignId: string): Promise<Campaign> =>
  (await findCampaign(db, campaignId)) ?? refuse(refusals.noSuchCampaign)
const getForecast = async ({ db }: Context, forecastId: string): Promise<Forecast> =>
  (await findForecast(db, forecastId)) ?? refuse(refusals.noSuchForecast)

const getView = async (ctx: Context, campaignId: string, forecastId: string | undefined): Promise<ForecastView> => {
  const campaign = await getCampaign(ctx, campaignId)
  const made = await listForecasts(ctx.db, campaignId)
  const chosen = forecastId ?? made[0]?.id
  const shown = chosen ? ((await findForecast(ctx.db, chosen)) ?? null) : null
  const begun = shown?.result && campaign.startedAt
  return {
    made,
    shown,
    actual: begun ? await readActual(ctx.db, campaign, { since: countsFrom(shown, campaign), now: ctx.now() }) : null,
    atWork: (await findAtWork(ctx.db, campaignId)) ?? null,
    quality: { campaign: await qualityOf(ctx.db, campaignId), centre: await qualityOf(ctx.db, null) },
  }
}

const makeForecast = async (ctx: Context, campaignId: string, changes: Changes): Promise<Forecast> => {
  const campaign = await getCampaign(ctx, campaignId)
  if (campaign.state === 'finished' || campaign.state === 'reviewed') refuse(refusals.isOver)
  if (!campaign.listId) refuse(refusals.noList)
  if (await findAtWork(ctx.db, campaignId)) refuse(refusals.atWork)
  return orderForecast(ctx, campaign, { reason: Object.keys(changes).length > 0 ? 'tried' : 'asked', changes })
}

const cancelForecast = async (ctx: Context, forecastId: string): Promise<Forecast> => {
  await getForecast(ctx, forecastId)
  if (!(await endWork(ctx.db, forecastId, 'cancelled', null))) refuse(refusals.notAtWork)
  return getForecast(ctx, forecastId)
}

export const simulationRoutes = implement(simulationContract, {
  getForecastView: (ctx, { params, query }) => getView(ctx, params.campaignId, query.forecastId),
  makeForecast: (ctx, { params, body }) => makeForecast(ctx, params.campaignId, body.changes),
  getForecast: (ctx, { params }) => getForecast(ctx, params.forecastId),
  cancelForecast: (ctx, { params }) => cancelForecast(ctx, params.forecastId),
})
