import { listRunningCampaigns } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { byTheClock, type Job, orderJob, whenDue } from '#platform/jobs.ts'
import { forecastJob } from './job.ts'
import { scoreForecasts } from './scoring.ts'
import { findAtWork, forgetTried, listStuck, wasForecast } from './store.ts'
import { type Forecaster, orderForecast, workForecast } from './work.ts'

const stuckAfterSeconds = 120
const hourMs = 3_600_000
/** The hour of the site's clock at which a running campaign is forecast anew. */
const nightlyHour = 3

/** Takes up forecasts whose process died; the queue itself would wait for hours. */
export const resumeForecasts = async (ctx: Context): Promise<void> => {
  for (const forecastId of await listStuck(ctx.db, stuckAfterSeconds))
    await orderJob(ctx, forecastJob, { forecastId }, { key: `${forecastJob.task}:${forecastId}` })
}

/** Each hour: forecasts the running campaigns for which it is the small hours, and scores what is over. */
export const forecastByNight = async (ctx: Context): Promise<void> => {
  const now = ctx.now()
  await forgetTried(ctx.db, new Date(now.getTime() - 24 * hourMs))
  for (const campaign of await listRunningCampaigns(ctx.db)) {
    const hour = Number(
      new Intl.DateTimeFormat('en', { timeZone: campaign.timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
    )
    if (hour !== nightlyHour || (await findAtWork(ctx.db, campaign.id))) continue
    if (await wasForecast(ctx.db, campaign.id, 'nightly', new Date(now.getTime() - 12 * hourMs))) continue
    await scoreForecasts(ctx, campaign.id)
    await orderForecast(ctx, campaign, { reason: 'nightly' })
  }
}

export const simulationJobs = (compute: Forecaster): readonly Job[] => [
  whenDue(forecastJob, (ctx, { forecastId }) => workForecast(ctx, forecastId, compute)),
  byTheClock('simulation.resumeForecasts', '*/2 * * * *', resumeForecasts),
  byTheClock('simulation.forecastByNight', '12 * * * *', forecastByNight),
]
