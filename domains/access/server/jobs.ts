import type { Context } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'

const keepExpiredDays = 30

/** Lets go of sessions long over: they show where and with what somebody worked. */
export const forgetOldSessions = async ({ db, now }: Context): Promise<void> => {
  const before = new Date(now().getTime() - keepExpiredDays * 86_400_000).toISOString()
  await db.deleteFrom('access.session').where('expiresAt', '<', before).execute()
}

export const accessJobs: readonly Job[] = [byTheClock('access.forgetOldSessions', '50 19 * * *', forgetOldSessions)]
