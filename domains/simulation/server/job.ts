import { z } from 'zod'
import { defineJob } from '#platform/jobs.ts'

/** Makes one forecast; ordered when somebody asks for it, at approval and start, and by night. */
export const forecastJob = defineJob('simulation.forecast', z.object({ forecastId: z.uuid() }))
