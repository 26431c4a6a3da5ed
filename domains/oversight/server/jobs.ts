import { byTheClock, type Job } from '#platform/jobs.ts'
import { runRetention } from './retention/run.ts'

/** In the small hours of Shanghai, when nobody calls. */
export const oversightJobs: readonly Job[] = [byTheClock('oversight.runRetention', '35 18 * * *', runRetention)]
