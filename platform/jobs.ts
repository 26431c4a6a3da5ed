import { setTimeout as pause } from 'node:timers/promises'
import { Logger, type ParsedCronItem, parseCronItems, type Runner, run, runMigrations } from 'graphile-worker'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Base, type Context, systemContext } from './context.ts'

/** Work that happens later or by the clock, at least once. */
export type Job = { task: string; cron?: string; work: (ctx: Context, payload: unknown) => Promise<void> }
export type JobKind<P extends z.ZodType> = { task: string; payload: P }

export const defineJob = <P extends z.ZodType>(task: string, payload: P): JobKind<P> => ({ task, payload })
export const whenDue = <P extends z.ZodType>(
  kind: JobKind<P>,
  work: (ctx: Context, payload: z.output<P>) => Promise<void>,
): Job => ({
  task: kind.task,
  work: (ctx, payload) => work(ctx, kind.payload.parse(payload) as z.output<P>),
})
/** Repeats by a cron line ("minute hour day month weekday", UTC). */
export const byTheClock = (task: string, cron: string, work: (ctx: Context) => Promise<void>): Job => ({
  task,
  cron,
  work,
})

/** Orders a job within the caller's transaction: no commit, no job. */
export const orderJob = async <P extends z.ZodType>(
  tx: Context,
  kind: JobKind<P>,
  payload: z.input<P>,
  { key, runAt }: { key?: string; runAt?: Date } = {},
): Promise<void> => {
  await sql`select platform.add_job(${kind.task}, ${JSON.stringify(payload)}::jsonb, ${key ?? null}, ${runAt ?? null})`.execute(
    tx.db,
  )
}

/** Prepares the queue's own tables; once per start, before any process works or orders. */
export const prepareJobs = (ownerUrl: string): Promise<void> => runMigrations({ connectionString: ownerUrl })

const askAgainMs = 500
/** So long the queue may take to note how a job ended. */
const noteMs = 500

export const runJobs = (base: Base, ownerUrl: string, jobs: readonly Job[]) => {
  let runner: Runner | undefined
  let stopping = false
  /**
   * The queue notes how a job ended in the database; while that is away the attempt fails where nobody can catch it, and
   * would end the process. So a job ends only once the database answers.
   */
  const databaseAnswers = async (): Promise<void> => {
    while (!stopping) {
      try {
        await sql`select 1`.execute(base.database.engine)
        return
      } catch {
        await pause(askAgainMs)
      }
    }
  }
  const underWay = new Set<Promise<void>>()
  const carryOut = ({ task, work }: Job, payload: unknown): Promise<void> => {
    const done = work(systemContext(base, `job-${task}`), payload).finally(databaseAnswers)
    underWay.add(done)
    return done.finally(() => underWay.delete(done))
  }
  return {
    start: async () => {
      const cron: ParsedCronItem[] = parseCronItems(
        jobs.flatMap(({ task, cron }) => (cron ? [{ task, match: cron, identifier: task }] : [])),
      )
      runner = await run({
        connectionString: ownerUrl,
        concurrency: 2,
        noHandleSignals: true,
        logger: new Logger(() => (level, message) => base.log.debug({ level }, message)),
        parsedCronItems: cron,
        taskList: Object.fromEntries(jobs.map((job) => [job.task, (payload: unknown) => carryOut(job, payload)])),
      })
      // Its own messages are for its own events; a failed job is told below, with what it was about.
      runner.events.on('job:error', ({ job, error }) =>
        base.log.error({ err: error, task: job.task_identifier }, 'a job failed'),
      )
    },
    stop: async () => {
      stopping = true
      await runner?.stop()
      if (underWay.size === 0) return
      // The queue gives up waiting for long work, which goes on and is noted as done a moment after it ends: the database
      // must still be there then.
      await Promise.allSettled([...underWay])
      await pause(noteMs)
    },
  }
}
