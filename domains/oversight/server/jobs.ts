import { byTheClock, type Job } from '#platform/jobs.ts'
import { restNumbers } from './rest-numbers.ts'
import { runRetention } from './retention/run.ts'
import { subjectJobs } from './subject-request/work.ts'

export const oversightJobs: readonly Job[] = [
  // Sums over five weeks of calls: by the hour, not by the minute.
  byTheClock('oversight.restNumbers', '7 * * * *', restNumbers),
  // In the small hours of Shanghai, when nobody calls.
  byTheClock('oversight.runRetention', '35 18 * * *', runRetention),
  ...subjectJobs,
]
