import { byTheClock, type Job } from '#platform/jobs.ts'
import { recycleCustomers, returnBooksOfAbsent } from './recycle.ts'

export const allocationJobs: readonly Job[] = [
  byTheClock('allocation.recycle', '10 17 * * *', recycleCustomers),
  byTheClock('allocation.returnBooksOfAbsent', '20 17 * * *', returnBooksOfAbsent),
]
