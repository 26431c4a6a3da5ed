import { z } from 'zod'
import type { Context } from '#platform/context.ts'
import { byTheClock, defineJob, type Job, orderJob, whenDue } from '#platform/jobs.ts'
import { hearCalls } from './feedback.ts'
import { screenAgain } from './service.ts'
import { listAutomatic } from './store.ts'

const screenJob = defineJob(
  'screening.screen',
  z.object({ campaignId: z.uuid(), reason: z.enum(['nightly', 'listChanged']) }),
)
/** A list that changes often is screened once for all changes that wait. */
export const orderScreening = (ctx: Context, campaignId: string, reason: 'nightly' | 'listChanged'): Promise<void> =>
  orderJob(ctx, screenJob, { campaignId, reason }, { key: `${screenJob.task}:${campaignId}` })

/** Time alone changes who is taken: a month begins, a refusal grows old. */
export const screenAll = async (ctx: Context): Promise<void> => {
  for (const campaignId of await listAutomatic(ctx.db)) await orderScreening(ctx, campaignId, 'nightly')
}

export const screeningJobs: readonly Job[] = [
  whenDue(screenJob, (ctx, { campaignId, reason }) => screenAgain(ctx, campaignId, reason)),
  byTheClock('screening.screenAll', '40 18 * * *', screenAll),
  byTheClock('screening.hearCalls', '* * * * *', async (ctx) => {
    await hearCalls(ctx)
  }),
]
