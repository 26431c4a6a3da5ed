import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemContext } from './context.ts'
import { type Database, openDatabase } from './db.ts'
import { silentLog } from './log.ts'
import { announce, defineEvent, forgetReadEvents, NoPayload, relayOutbox, when } from './outbox.ts'
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

test('an event waits for an earlier one not committed yet, and for nobody who announced nothing', async () => {
  const happened = defineEvent('test.happened', NoPayload)
  const base = { database, now: () => new Date('2026-03-05T01:00:00Z'), log: silentLog }
  const ctx = systemContext(base)
  const heard: string[] = []
  const relay = relayOutbox(base, 'reader', [
    when(happened, async (_, { subjectId }) => {
      heard.push(subjectId)
    }),
  ])
  await relay.start()
  const writer = await database.engine.startTransaction().execute()
  await sql`insert into platform.lease (name, holder, fencing, expires_at) values ('long work', 'test', 1, now())`.execute(
    writer,
  )
  await announce(ctx, happened, 'beside long work')
  await relay.settled()
  expect(heard).toEqual(['beside long work'])

  await announce({ ...ctx, db: writer }, happened, 'early number, late commit')
  await announce(ctx, happened, 'late number, early commit')
  await relay.settled()
  expect(heard).toEqual(['beside long work'])
  await writer.commit().execute()
  await relay.settled()
  expect(heard).toEqual(['beside long work', 'early number, late commit', 'late number, early commit'])

  const undone = await database.engine.startTransaction().execute()
  await announce({ ...ctx, db: undone }, happened, 'never happened')
  await announce(ctx, happened, 'after it')
  await undone.rollback().execute()
  await relay.settled()
  expect(heard.slice(3)).toEqual(['after it'])
  await relay.stop()
})

test('from many at once no event is lost or told twice', async () => {
  const happened = defineEvent('test.happened', NoPayload)
  const base = { database, now: () => new Date('2026-03-05T01:00:00Z'), log: silentLog }
  const ctx = systemContext(base)
  const heard: string[] = []
  const relay = relayOutbox(base, 'reader', [
    when(happened, async (_, { subjectId }) => {
      heard.push(subjectId)
    }),
  ])
  await relay.start()
  const announcer = async (who: number) => {
    for (let n = 0; n < 40; n++)
      await database.engine.transaction().execute(async (db) => {
        await announce({ ...ctx, db }, happened, `${who}.${n}.a`)
        if (n % 3 === 0) await pause(1)
        await announce({ ...ctx, db }, happened, `${who}.${n}.b`)
      })
  }
  await Promise.all([1, 2, 3, 4, 5, 6].map(announcer))
  await relay.settled()
  await relay.stop()
  expect(new Set(heard).size).toBe(480)
  expect(heard).toHaveLength(480)
  for (const who of [1, 2, 3, 4, 5, 6])
    expect(heard.filter((told) => told.startsWith(`${who}.`))).toEqual(
      Array.from({ length: 40 }, (_, n) => [`${who}.${n}.a`, `${who}.${n}.b`]).flat(),
    )
})
