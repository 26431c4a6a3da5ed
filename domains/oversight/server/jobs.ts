import { byTheClock, type Job } from '#platform/jobs.ts'
import { runRetention } from './retention/run.ts'
import { subjectJobs } from './subject-request/work.ts'

export const oversightJobs: readonly Job[] = [
  // In the small hours of Shanghai, when nobody calls.
  byTheClock('oversight.runRetention', '35 18 * * *', runRetention),
  ...subjectJobs,
]
