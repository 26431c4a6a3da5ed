import { refuse } from '#contract/problem.ts'
import { mayKnowCost } from '#domains/campaigns/contract.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import type { Base, Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
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

/** Without what an agent costs, unless the reader answers for that. */
const seenBy = ({ actor }: Context, forecast: Forecast): Forecast =>
  mayKnowCost(actor.permissions) ? forecast : { ...forecast, costPerHour: null }

/** What happened is counted for the whole campaign, past the reader's own reach (`all`), as the forecast is. */
const getView = async (
  ctx: Context,
  all: Db,
  campaignId: string,
  forecastId: string | undefined,
): Promise<ForecastView> => {
  const campaign = await getCampaign(ctx, campaignId)
  const made = await listForecasts(ctx.db, campaignId)
  const chosen = forecastId ?? made[0]?.id
  const shown = chosen ? await getForecast(ctx, chosen) : null
  if (shown && shown.campaignId !== campaignId) refuse(refusals.noSuchForecast)
  const begun = shown?.result && campaign.startedAt
  const atWork = await findAtWork(ctx.db, campaignId)
  return {
    made,
    shown: shown && seenBy(ctx, shown),
    actual: begun ? await readActual(all, campaign, { since: countsFrom(shown, campaign), now: ctx.now() }) : null,
    atWork: atWork ? seenBy(ctx, atWork) : null,
    quality: { campaign: await qualityOf(ctx.db, campaignId), centre: await qualityOf(ctx.db, null) },
  }
}

const makeForecast = async (ctx: Context, campaignId: string, changes: Changes): Promise<Forecast> => {
  const campaign = await getCampaign(ctx, campaignId)
  if (campaign.state === 'finished' || campaign.state === 'reviewed') refuse(refusals.isOver)
  if (!campaign.listId) refuse(refusals.noList)
  const reason = Object.keys(changes).length > 0 ? 'tried' : 'asked'
  return (await orderForecast(ctx, campaign, { reason, changes })) ?? refuse(refusals.atWork)
}

const cancelForecast = async (ctx: Context, forecastId: string): Promise<Forecast> => {
  await getForecast(ctx, forecastId)
  if (!(await endWork(ctx.db, forecastId, 'cancelled', null))) refuse(refusals.notAtWork)
  return getForecast(ctx, forecastId)
}

export const simulationRoutes = (base: Base) =>
  implement(simulationContract, {
    getForecastView: (ctx, { params, query }) =>
      getView(ctx, base.database.engine, params.campaignId, query.forecastId),
    makeForecast: async (ctx, { params, body }) =>
      seenBy(ctx, await makeForecast(ctx, params.campaignId, body.changes)),
    getForecast: async (ctx, { params }) => seenBy(ctx, await getForecast(ctx, params.forecastId)),
    cancelForecast: async (ctx, { params }) => seenBy(ctx, await cancelForecast(ctx, params.forecastId)),
  })
