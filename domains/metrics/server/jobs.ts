import { byTheClock, type Job } from '#platform/jobs.ts'
import { freshen } from './rollup.ts'

/** Whoever asks brings the sums up to date; every minute somebody does, so that nobody waits for much. */
export const metricsJobs: readonly Job[] = [byTheClock('metrics.freshen', '* * * * *', (ctx) => freshen(ctx))]
