import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { orderJob } from '#platform/jobs.ts'
import type { Changes, Forecast } from '../contract.ts'
import { engineVersion, ForecastCancelled, type ForecastResult } from './forecast/forecast.ts'
import type { ForecastInputs } from './forecast/inputs.ts'
import { forecastJob } from './job.ts'
import { gatherInputs } from './learn/inputs.ts'
import { beginWork, endWork, findToWork, insertForecast, keepResult, tellProgress } from './store.ts'

/** Computes forecasts away from the event loop: a thread of its own, handed in by whoever knows a telephone network. */
export type Forecaster = (
  inputs: ForecastInputs,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<ForecastResult>

const mostStarts = 3
const tellEveryMs = 1000

/** Orders a forecast unless one is under way; the same seed would give the same again. */
export const orderForecast = (
  ctx: Context,
  { id: campaignId }: Campaign,
  { reason, changes = {} }: { reason: Forecast['reason']; changes?: Changes },
): Promise<Forecast | undefined> =>
  inTransaction(ctx, async (tx) => {
    const { actor } = tx
    const made = await insertForecast(tx.db, {
      campaignId,
      reason,
      changes,
      madeAt: tx.now(),
      by: actor.sessionId === '' ? null : { id: actor.id, name: actor.name },
      seed: tx.now().getTime() % 2_147_483_648,
      engineVersion,
    })
    if (made) await orderJob(tx, forecastJob, { forecastId: made.id }, { key: `${forecastJob.task}:${made.id}` })
    return made
  })

/** Makes one forecast: gathers what is known, computes in a thread, keeps the result. Ends quietly when cancelled. */
export const workForecast = async (ctx: Context, forecastId: string, compute: Forecaster): Promise<void> => {
  if (!(await beginWork(ctx.db, forecastId, mostStarts))) {
    await endWork(ctx.db, forecastId, 'failed', 'begun too often')
    return
  }
  const found = await findToWork(ctx.db, forecastId)
  const campaign = found && (await findCampaign(ctx.db, found.campaignId))
  if (!campaign) {
    await endWork(ctx.db, forecastId, 'failed', 'the campaign is gone')
    return
  }
  const { inputs, startsAt, told } = await gatherInputs(ctx, campaign, found)
  const stop = new AbortController()
  let share = 0
  const telling = setInterval(() => {
    tellProgress(ctx.db, forecastId, Math.min(99, Math.floor(share * 100))).then(
      (goesOn) => goesOn || stop.abort(),
      // A moment without the database costs a report, not the forecast.
      () => {},
    )
  }, tellEveryMs)
  try {
    const result = await compute(inputs, { onProgress: (done) => (share = done), signal: stop.signal })
    const costPerHour = campaign.agentHourCost
    await keepResult(ctx.db, forecastId, { ...told, result, startsAt, costPerHour }, ctx.now())
  } catch (error) {
    if (error instanceof ForecastCancelled) return
    await endWork(ctx.db, forecastId, 'failed', (error as Error).message.slice(0, 500))
    throw error
  } finally {
    clearInterval(telling)
  }
}
