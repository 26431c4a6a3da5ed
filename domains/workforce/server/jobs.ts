import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'

const mostAtOnce = 200

/** Sums up shifts that are over, so that adherence of a month need not look at every stretch of it. Answers how many. */
export const sumUpShifts = async ({ db, now }: Context): Promise<number> => {
  const { rows } = await sql<{ done: number }>`select workforce.sum_up_shifts(${now()}, ${mostAtOnce}) as done`.execute(
    db,
  )
  return rows[0]?.done ?? 0
}

export const workforceJobs: readonly Job[] = [
  byTheClock('workforce.sumUpShifts', '* * * * *', async (ctx) => {
    await sumUpShifts(ctx)
  }),
]
