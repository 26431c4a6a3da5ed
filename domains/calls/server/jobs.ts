import { byTheClock, type Job } from '#platform/jobs.ts'
import { clearPressedKeys } from './pressed-keys.ts'

export const callJobs: readonly Job[] = [byTheClock('calls.clearPressedKeys', '* * * * *', clearPressedKeys)]
