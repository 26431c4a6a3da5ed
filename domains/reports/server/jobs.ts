import { byTheClock, type Job, whenDue } from '#platform/jobs.ts'
import { orderDue, type PostOffice, sendEdition, sendJob } from './sendings.ts'
import { forgetDeletedViews } from './views.ts'

export const reportJobs = (office: PostOffice): readonly Job[] => [
  byTheClock('reports.orderDue', '* * * * *', () => orderDue(office)),
  whenDue(sendJob, (_, { sendingId }) => sendEdition(office, sendingId)),
  byTheClock('reports.forgetDeletedViews', '50 18 * * *', forgetDeletedViews),
]
