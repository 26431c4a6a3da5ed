import { z } from 'zod'
import { defineJob } from '#platform/jobs.ts'

/** Trains the model of one campaign and scores its contacts. */
export const trainJob = defineJob(
  'scoring.train',
  z.object({
    campaignId: z.uuid(),
    reason: z.enum(['asked', 'nightly', 'outcomes', 'started']),
    actorName: z.string(),
  }),
)
