import type { Context } from '#platform/context.ts'
import { byTheClock, type Job, orderJob, whenDue } from '#platform/jobs.ts'
import { importJob } from './import/job.ts'
import { giveUp, importBatch } from './import/work.ts'
import { findAbandoned, findStuckImports } from './store.ts'

const stuckAfterSeconds = 90
const keepUploadsDays = 7

/** Takes up imports whose process died; the queue itself would wait for hours. */
export const resumeImports = async (ctx: Context): Promise<void> => {
  for (const batchId of await findStuckImports(ctx.db, stuckAfterSeconds))
    await orderJob(ctx, importJob, { batchId }, { key: `${importJob.task}:${batchId}` })
}

/** Lets go of files that were uploaded and never imported: they hold people's numbers. */
export const forgetUploads = async (ctx: Context): Promise<void> => {
  for (const batchId of await findAbandoned(ctx.db, keepUploadsDays)) await giveUp(ctx, batchId, 'abandoned')
}

export const listsJobs: readonly Job[] = [
  whenDue(importJob, (ctx, { batchId }) => importBatch(ctx, batchId)),
  byTheClock('lists.resumeImports', '* * * * *', resumeImports),
  byTheClock('lists.forgetUploads', '17 * * * *', forgetUploads),
]
