import { z } from 'zod'
import { defineJob } from '#platform/jobs.ts'

/** Imports one batch; ordered when somebody starts it, and again for one that stands still. */
export const importJob = defineJob('lists.importBatch', z.object({ batchId: z.uuid() }))
