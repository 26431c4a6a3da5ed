import { EventEmitter } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import {
  Logger,
  type ParsedCronItem,
  parseCronItems,
  type Runner,
  type RunnerOptions,
  run,
  runMigrations,
  type WorkerEvents,
} from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import type { z } from 'zod'
import { type Base, type Context, systemContext } from './context.ts'
import { withClient } from './postgres/client.ts'

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
/** So long a queue that broke off may take to end by itself. Where two of its notes failed at once it never does. */
const endMs = 1000

/**
 * What the queue writes down as it goes, a job's end above all, is written in batches of what comes in one instant: only
 * so does it hear that its own writing failed. Otherwise a database that goes away in that moment ends the process.
 */
const noting = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }

/** Its lines may break at any time, also while the queue closes them: without listeners that would end the process. */
const openLines = (ownerUrl: string): pg.Pool => {
  const lines = new pg.Pool({ connectionString: ownerUrl, max: 10 })
  lines.on('error', () => {})
  lines.on('connect', (line) => line.on('error', () => {}))
  return lines
}

type Queue = { runner: Runner; lines: pg.Pool; brokeOff: Promise<void> }

const openQueue = async (ownerUrl: string, events: WorkerEvents, options: RunnerOptions): Promise<Queue> => {
  const lines = openLines(ownerUrl)
  const noteFailed = Promise.withResolvers<void>()
  events.once('pool:fatalError', () => noteFailed.resolve())
  try {
    const runner = await run({
      ...options,
      pgPool: lines,
      events,
      concurrency: 2,
      noHandleSignals: true,
      preset: noting,
    })
    return { runner, lines, brokeOff: Promise.race([noteFailed.promise, runner.promise.catch(() => {})]) }
  } catch (error) {
    void lines.end()
    throw error
  }
}

/** Until nothing of a queue that broke off is under way any more, not even a note of how a job ended. */
const closeBroken = async ({ runner, lines }: Queue, underWay: ReadonlySet<Promise<void>>): Promise<void> => {
  const ended = runner.promise.catch(() => {})
  await Promise.race([ended, pause(endMs)])
  await Promise.allSettled([...underWay])
  await Promise.race([ended, pause(endMs)])
  // A network that swallows every word would keep a goodbye waiting for as long.
  await Promise.race([runner.stop().catch(() => {}), pause(endMs)])
  await Promise.race([lines.end(), pause(endMs)])
  await Promise.allSettled([...underWay])
}

export const runJobs = (base: Base, ownerUrl: string, jobs: readonly Job[]) => {
  let queue: Queue | undefined
  let stopping = false
  let reopening: Promise<void> = Promise.resolve()
  /** Under whose name jobs are taken: those of a queue that broke off are free for the next. */
  let poolIds: string[] = []
  /** A job ends only once the database answers: nobody could note it, and the queue would break off. */
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
  const parsedCronItems: ParsedCronItem[] = parseCronItems(
    jobs.flatMap(({ task, cron }) => (cron ? [{ task, match: cron, identifier: task }] : [])),
  )
  const open = async (): Promise<void> => {
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool }) => poolIds.push(workerPool.id))
    // Its own messages are for its own events; a failed job is told here, with what it was about.
    events.on('job:error', ({ job, error }) =>
      base.log.error({ err: error, task: job.task_identifier }, 'a job failed'),
    )
    const opened = await openQueue(ownerUrl, events, {
      logger: new Logger(() => (level, message) => base.log.debug({ level }, message)),
      parsedCronItems,
      taskList: Object.fromEntries(jobs.map((job) => [job.task, (payload: unknown) => carryOut(job, payload)])),
    })
    queue = opened
    void opened.brokeOff.then(() => {
      if (!stopping) reopening = openAgain(opened)
    })
  }
  /** What a queue that broke off was at is done once more: at least once, not twice at once. */
  const openAgain = async (broken: Queue): Promise<void> => {
    base.log.warn({}, 'the queue of jobs broke off, and begins again')
    await closeBroken(broken, underWay)
    while (!stopping) {
      try {
        await freeJobsOf(ownerUrl, poolIds)
        poolIds = []
        return await open()
      } catch (error) {
        base.log.warn({ err: error }, 'the queue of jobs waits for the database')
        await pause(askAgainMs)
      }
    }
  }
  return {
    start: open,
    stop: async () => {
      stopping = true
      await reopening
      await queue?.runner.stop().catch(() => {})
      // The queue gives up waiting for long work, which goes on and is noted as done a moment after it ends: the database
      // must still be there then.
      if (underWay.size > 0) {
        await Promise.allSettled([...underWay])
        await pause(noteMs)
      }
      if (queue && !queue.lines.ending) void queue.lines.end()
    },
  }
}

/** What a queue that is gone had taken and could not give back; else nobody touched it for four hours. */
const freeJobsOf = (ownerUrl: string, poolIds: readonly string[]): Promise<void> =>
  withClient(ownerUrl, async (owner) => {
    await owner.query('select graphile_worker.force_unlock_workers($1::text[])', [poolIds])
  })
