import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Base, systemContext } from './context.ts'
import { openDatabase } from './db.ts'
import { defineJob, orderJob, prepareJobs, runJobs, whenDue } from './jobs.ts'
import { silentLog } from './log.ts'
import { withClient } from './postgres/client.ts'
import { type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'

let database: FreshDatabase
let base: Base
beforeAll(async () => {
  database = await freshDatabase()
  base = { database: openDatabase(database.appUrl), now: () => new Date(), log: silentLog }
  await prepareJobs(database.ownerUrl)
})
afterAll(async () => {
  await base.database.stop()
  await database.drop()
})

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await pause(20)
}
/** The lines that wait to note how one of the held jobs ended: nothing else needs the rows of jobs under way. */
const waiting = `select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`
/** Keeps the queue from noting how these jobs end, lets them end one after the other, and cuts the lines that wait to note it. */
const cutWhileNoting = async (owner: pg.Client, jobs: ReadonlyMap<string, () => void>): Promise<void> => {
  await owner.query('begin')
  const held = await owner.query(
    `select id from graphile_worker._private_jobs where payload->>'name' = any($1::text[]) for update`,
    [[...jobs.keys()]],
  )
  expect(held.rows).toHaveLength(jobs.size)
  let ended = 0
  for (const end of jobs.values()) {
    end()
    ended++
    await until(async () => (await owner.query(waiting)).rows.length === ended)
  }
  const { rows } = await owner.query<{ pid: number }>(waiting)
  const lines = rows.map(({ pid }) => pid)
  await owner.query('select pg_terminate_backend(pid) from unnest($1::int[]) as lines(pid)', [lines])
  // Only these: the next queue may by now wait for the same rows.
  await until(
    async () => (await owner.query('select from pg_locks where pid = any($1::int[])', [lines])).rowCount === 0,
  )
  await owner.query('commit')
}

const ends = [
  { how: 'well', end: async () => {} },
  {
    how: 'badly',
    end: async () => {
      throw new Error('this job always fails')
    },
  },
]
test.each(ends)(
  'a database that goes away in the very moment the queue notes that a job ended $how ends no process, and work goes on',
  async ({ how, end }) => {
    const kind = defineJob(`test.${how}`, z.object({ name: z.string() }))
    const done: string[] = []
    const release = Promise.withResolvers<void>()
    const job = whenDue(kind, async (_, { name }) => {
      done.push(name)
      if (name !== 'first') return
      await release.promise
      await end()
    })
    const work = runJobs(base, database.ownerUrl, [job])
    await work.start()
    await orderJob(systemContext(base), kind, { name: 'first' })
    await until(() => done.includes('first'))
    await withClient(database.ownerUrl, (owner) => cutWhileNoting(owner, new Map([['first', release.resolve]])))
    await orderJob(systemContext(base), kind, { name: 'second' })
    await until(() => done.includes('second'))
    // What was done and could not be noted is done once more, not lost and not for ever.
    const timesDone = () => done.filter((name) => name === 'first').length
    if (how === 'well') await until(() => timesDone() === 2)
    await work.stop()
    // A job that failed is tried again in any case: before or after the queue stops here.
    expect(timesDone()).toBeGreaterThanOrEqual(how === 'well' ? 2 : 1)
    expect(timesDone()).toBeLessThanOrEqual(2)
  },
)

test('two jobs whose ends could not be noted in the same moment hold up no later work', async () => {
  const kind = defineJob('test.both', z.object({ name: z.string() }))
  const done: string[] = []
  const releases = new Map(['one', 'other'].map((name) => [name, Promise.withResolvers<void>()]))
  const job = whenDue(kind, async (_, { name }) => {
    done.push(name)
    await releases.get(name)?.promise
  })
  const work = runJobs(base, database.ownerUrl, [job])
  await work.start()
  for (const name of releases.keys()) await orderJob(systemContext(base), kind, { name })
  await until(() => done.length === 2)
  const ends = new Map([...releases].map(([name, { resolve }]) => [name, resolve]))
  await withClient(database.ownerUrl, (owner) => cutWhileNoting(owner, ends))
  await orderJob(systemContext(base), kind, { name: 'later' })
  await until(() => done.length === 5)
  await work.stop()
  expect(done.slice(2).sort()).toEqual(['later', 'one', 'other'])
})

test('lines that break while the queue closes them end no process', async () => {
  const kind = defineJob('test.closing', z.object({}))
  const done = Promise.withResolvers<void>()
  const work = runJobs(base, database.ownerUrl, [whenDue(kind, async () => done.resolve())])
  await work.start()
  await orderJob(systemContext(base), kind, {})
  await done.promise
  await withClient(database.ownerUrl, async (owner) => {
    const idle = async (query: string): Promise<number[]> => {
      const { rows } = await owner.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and usename = current_user
          and pid <> pg_backend_pid() and state = 'idle' and query ${query}`,
      )
      return rows.map(({ pid }) => pid)
    }
    await until(async () => (await idle(`like '%_private_jobs%'`)).length > 0)
    // Their server processes hold still, and find the order to end before the goodbye of the queue.
    const lines = await idle(`not like '%LISTEN%'`)
    for (const pid of lines) process.kill(pid, 'SIGSTOP')
    await owner.query('select pg_terminate_backend(pid) from unnest($1::int[]) as lines(pid)', [lines])
    const stopped = work.stop()
    await Promise.race([stopped, pause(500)])
    for (const pid of lines) process.kill(pid, 'SIGCONT')
    await stopped
    await until(async () => (await idle('is not null')).length === 0)
  })
})
