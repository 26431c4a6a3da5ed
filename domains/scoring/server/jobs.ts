import { listRunningCampaigns } from '#domains/campaigns/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { byTheClock, type Job, orderJob, whenDue } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import { leastOutcomes, refitAfterOutcomes } from '../contract.ts'
import { contactsScored } from './events.ts'
import { countOutcomes } from './gather.ts'
import { trainJob } from './job.ts'
import type { Learner } from './learner.ts'
import { deleteUnwanted, listModels, listStuck } from './store.ts'
import { orderTraining, workTraining } from './work.ts'

const stuckAfterSeconds = 300
const nightMs = 20 * 3_600_000
const nightlyHour = 4

/** Takes up trainings whose process died; the queue itself would wait for hours. */
export const resumeTrainings = async (ctx: Context): Promise<void> => {
  for (const campaignId of await listStuck(ctx.db, stuckAfterSeconds)) {
    const payload = { campaignId, reason: 'outcomes' as const, actorName: '' }
    await orderJob(ctx, trainJob, payload, { key: `${trainJob.task}:${campaignId}` })
  }
}

/** Trains running campaigns anew once enough outcomes have come in; and each night whatever came. */
export const refitWhenDue = async (ctx: Context): Promise<void> => {
  const now = ctx.now()
  for (const campaign of await listRunningCampaigns(ctx.db)) {
    const [newest] = await listModels(ctx.db, campaign.id, 1)
    const fresh = await countOutcomes(ctx.db, campaign.id, newest?.windowTo ? new Date(newest.windowTo) : null)
    const wanted = newest?.kind === 'learned' ? refitAfterOutcomes : leastOutcomes
    if (fresh >= wanted) {
      await orderTraining(ctx, campaign.id, 'outcomes')
      continue
    }
    const hour = Number(
      new Intl.DateTimeFormat('en', { timeZone: campaign.timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
    )
    const isOld = !newest || now.getTime() - Date.parse(newest.trainedAt) > nightMs
    if (hour === nightlyHour && isOld && (fresh > 0 || !newest)) await orderTraining(ctx, campaign.id, 'nightly')
  }
}

/** Who wants no scoring has none: what was said of them is deleted, and they draw lots for their place in line. */
export const forgetUnwanted = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    for (const { campaignId, entryId } of await deleteUnwanted(tx.db))
      await announce(tx, contactsScored, campaignId, { from: entryId, to: entryId, byLot: true })
  })

export const scoringJobs = (learner: Learner): readonly Job[] => [
  whenDue(trainJob, (ctx, order) => workTraining(ctx, order, learner)),
  byTheClock('scoring.resumeTrainings', '*/5 * * * *', resumeTrainings),
  byTheClock('scoring.refitWhenDue', '*/5 * * * *', refitWhenDue),
  byTheClock('scoring.forgetUnwanted', '* * * * *', forgetUnwanted),
]
