import { campaignChanged, campaignFinished, campaignStarted, findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import type { Forecast } from '../contract.ts'
import { scoreForecasts } from './scoring.ts'
import { findAtWork, wasForecast } from './store.ts'
import { orderForecast } from './work.ts'

const dayMs = 86_400_000

/** Once for each occasion, however often it is told. */
const forecastOnce = async (ctx: Context, campaignId: string, reason: Forecast['reason']): Promise<void> => {
  const campaign = await findCampaign(ctx.db, campaignId)
  if (!campaign?.listId || (await findAtWork(ctx.db, campaignId))) return
  const since = new Date(ctx.now().getTime() - dayMs)
  if (!(await wasForecast(ctx.db, campaignId, reason, since))) await orderForecast(ctx, campaign, { reason })
}

const isReady = async (ctx: Context, campaignId: string): Promise<boolean> =>
  (await findCampaign(ctx.db, campaignId))?.state === 'ready'

/** A campaign is forecast when it is approved and when it starts; what was said is held against what came of it. */
export const simulationReactions: readonly Reaction[] = [
  when(campaignChanged, async (ctx, { subjectId }) => {
    if (await isReady(ctx, subjectId)) await forecastOnce(ctx, subjectId, 'approved')
  }),
  when(campaignStarted, (ctx, { subjectId }) => forecastOnce(ctx, subjectId, 'started')),
  when(campaignFinished, (ctx, { subjectId }) => scoreForecasts(ctx, subjectId)),
]
