import { addDays } from '#contract/days.ts'
import type { Context } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { todayAt } from './people.ts'
import { check } from './service/check.ts'
import { verifyFinding } from './service/verify-finding.ts'
import { listDue } from './store.ts'

/** Verifies everything whose last day is over where it was found. One that fails is told and does not hold up the others. */
export const verifyDue = async (all: Context): Promise<number> => {
  const now = all.now()
  let verified = 0
  // No clock on earth is further ahead than a day.
  for (const { id: findingId, siteId, verifyOn } of await listDue(all.db, addDays(now.toISOString().slice(0, 10), 1))) {
    try {
      const today = await todayAt(all.db, siteId, now)
      if (verifyOn >= today) continue
      await verifyFinding(all, all, { findingId, today })
      verified += 1
    } catch (error) {
      all.log.error({ err: error, findingId }, 'a finding could not be verified')
    }
  }
  return verified
}

/** Before the first shift, when the day before is complete: 22:20 UTC is 06:20 in China. */
export const diagnosisJobs: readonly Job[] = [
  byTheClock('diagnosis.check', '20 22 * * *', async (all) => {
    await check(all, { onlyDue: true })
    await verifyDue(all)
  }),
]
