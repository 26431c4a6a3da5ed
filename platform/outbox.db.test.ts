import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemContext } from './context.ts'
import { type Database, openDatabase } from './db.ts'
import { silentLog } from './log.ts'
import { announce, defineEvent, forgetReadEvents, NoPayload, relayOutbox } from './outbox.ts'
import { type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'

let fresh: FreshDatabase
let database: Database
beforeEach(async () => {
  fresh = await freshDatabase()
  database = openDatabase(fresh.appUrl)
})
afterEach(async () => {
  await database.stop()
  await fresh.drop()
})

test('an event is let go a week after it happened, once every reader has passed it', async () => {
  const happened = defineEvent('test.happened', NoPayload)
  let now = new Date('2026-03-05T01:00:00Z')
  const base = { database, now: () => now, log: silentLog }
  const ctx = systemContext(base)
  const left = async () =>
    (await sql<{ subjectId: string }>`select subject_id from platform.outbox order by id`.execute(database.engine)).rows
  const read = async (reader: string) => {
    const relay = relayOutbox(base, reader, [])
    await relay.start()
    await relay.settled()
    await relay.stop()
  }
  await announce(ctx, happened, 'first')
  now = new Date('2026-03-13T01:00:00Z')
  await forgetReadEvents(ctx)
  expect(await left()).toHaveLength(1)

  await read('slow')
  await announce(ctx, happened, 'second')
  await read('quick')
  await forgetReadEvents(ctx)
  expect(await left()).toEqual([{ subjectId: 'second' }])
  now = new Date('2026-03-21T01:00:00Z')
  await forgetReadEvents(ctx)
  expect(await left()).toEqual([{ subjectId: 'second' }])
  await read('slow')
  await forgetReadEvents(ctx)
  expect(await left()).toEqual([])
})
