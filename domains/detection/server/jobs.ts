import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'

/** Answers and what people heard on them say nothing about detection as it is after two years. */
const keptDays = 730
const atOnce = 20_000

export const forgetAnswers = async (ctx: Context): Promise<void> => {
  const before = new Date(ctx.now().getTime() - keptDays * 86_400_000).toISOString().slice(0, 10)
  for (;;) {
    const { numAffectedRows = 0n } = await sql`delete from detection.answer where call_id in
      (select call_id from detection.answer where day < ${before}::date limit ${atOnce})`.execute(ctx.db)
    if (numAffectedRows < BigInt(atOnce)) return
  }
}

export const detectionJobs: readonly Job[] = [byTheClock('detection.forgetAnswers', '20 19 * * *', forgetAnswers)]
