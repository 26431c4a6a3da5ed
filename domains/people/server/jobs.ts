import { byTheClock, type Job } from '#platform/jobs.ts'
import { letDueLeaversGo } from './service/leaving.ts'

export const peopleJobs: readonly Job[] = [byTheClock('people.letDueLeaversGo', '5 * * * *', letDueLeaversGo)]
