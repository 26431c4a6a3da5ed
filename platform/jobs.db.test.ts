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
/** Keeps the queue from noting how its jobs ended, and ends each line on which it waits to do so. */
const cutWhileNoting = async (owner: pg.Client, meanwhile: () => void): Promise<void> => {
  await owner.query('begin; lock table graphile_worker._private_jobs in share mode')
  meanwhile()
  await until(async () => {
    const { rows } = await owner.query(
      `select pg_terminate_backend(pid) from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`,
    )
    return rows.length > 0
  })
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
    await withClient(database.ownerUrl, (owner) => cutWhileNoting(owner, release.resolve))
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
