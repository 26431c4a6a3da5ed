import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, DatabaseAway, openDatabase } from './db.ts'
import { type Line, openLine } from './line.ts'
import { logger } from './log.ts'
import { type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'

let fresh: FreshDatabase
let database: Database
let line: Line
beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase(fresh.appUrl)
  line = openLine({ database, now: () => new Date(), log: logger('error') })
  await line.say((on) => on.query('select 1'))
})
afterAll(async () => {
  await line.close()
  await database.stop()
  await fresh.drop()
})

/** Nothing else of this process runs meanwhile. */
const sleepDeeply = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

describe('a line to the database', () => {
  test('hears an answer that came while the process itself could not run', async () => {
    const asked = line.say(async (on) => (await on.query('select 7 as it from pg_sleep(0.1)')).rows[0]?.it, 300)
    sleepDeeply(1000)
    expect(await asked).toBe(7)
  })
  test('is cut where the database says nothing in time', async () => {
    await expect(line.say((on) => on.query('select pg_sleep(60)'), 300)).rejects.toThrow(DatabaseAway)
  })
  test('is opened anew by who speaks on it next', async () => {
    expect((await line.say((on) => on.query('select 1 as it'))).rows).toEqual([{ it: 1 }])
  })
})
