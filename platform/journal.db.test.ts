import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Base } from './context.ts'
import { type Database, DatabaseAway, openDatabase } from './db.ts'
import { newId } from './id.ts'
import { defineLane, type Journal, openJournal, RowRefused } from './journal.ts'
import type { Log } from './log.ts'
import { withClient } from './postgres/client.ts'
import { type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'
import { throughSilence } from './postgres/test-silence.ts'

type Row = { id: string; number: string }
const noted = defineLane<Row>({
  name: 'test.noted',
  order: 1,
  statement: 'insert into platform.noted select * from unnest($1::uuid[], $2::text[]) on conflict do nothing',
  columns: [({ id }) => id, ({ number }) => number],
})

let fresh: FreshDatabase
let way: Awaited<ReturnType<typeof throughSilence>>
let database: Database
let journal: Journal
let said: unknown[]
beforeEach(async () => {
  fresh = await freshDatabase()
  await withClient(fresh.ownerUrl, (owner) =>
    owner.query(`create table platform.noted (id uuid primary key, number text constraint no_letters check (number ~ '^[0-9]+$'));
      grant select, insert on platform.noted to carillon_engine`),
  )
  way = await throughSilence(fresh.appUrl)
  database = openDatabase(way.url)
  said = []
  const note = (...words: unknown[]): void => void said.push(words)
  const log = { debug: note, info: note, warn: note, error: note } as unknown as Log
  const base: Base = { database, now: () => new Date(), log }
  journal = openJournal(base, { text: 'select 1', values: [] })
})
afterEach(async () => {
  await journal.stop()
  way.close()
  await database.stop()
  await fresh.drop()
})
const known = async (): Promise<string[]> => {
  const client = openDatabase(fresh.appUrl)
  const { rows } = await sql<{ number: string }>`select number from platform.noted order by number`.execute(
    client.engine,
  )
  await client.stop()
  return rows.map(({ number }) => number)
}
const note = (number: string): string => {
  const id = newId(Date.now())
  journal.append(noted, { id, number })
  return id
}

describe('a row the database refuses', () => {
  test('is told to whoever waits for it, and to nobody else', async () => {
    const [good, bad] = [note('1'), note('none'), note('2')]
    const answers = await Promise.allSettled([journal.written(good), journal.written(bad), journal.written()])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((answers[1] as PromiseRejectedResult).reason).toBeInstanceOf(RowRefused)
    await expect(journal.writtenNow(note('3'))).resolves.toBeUndefined()
    await expect(journal.writtenNow(note('nor this'))).rejects.toBeInstanceOf(RowRefused)
    expect(await known()).toEqual(['1', '2', '3'])
  })

  test('is logged by its lane, ids and constraint, and not by what it says of a person', async () => {
    const id = note('13900000001x')
    await journal.written()
    const words = JSON.stringify(said)
    for (const word of [id, 'test.noted', 'no_letters']) expect(words).toContain(word)
    expect(words).not.toContain('139')
  })
})

describe('a database that falls silent', () => {
  test('is away within seconds, and gets what waited when it speaks again', async () => {
    note('1')
    await journal.written()
    way.fallSilent()
    note('2')
    await expect(journal.writtenNow()).rejects.toBeInstanceOf(DatabaseAway)
    expect(journal.away).toBe(true)
    note('3')
    way.speak()
    await journal.written()
    expect(journal.away).toBe(false)
    expect(await known()).toEqual(['1', '2', '3'])
  })

  test('keeps no journal from stopping', async () => {
    note('1')
    await journal.written()
    way.fallSilent()
    note('2')
    const told = expect(journal.written()).rejects.toThrow()
    await journal.stop()
    await told
  })
})

describe('a connection that plans its statements once', () => {
  test('reads by index what was empty when it planned', async () => {
    const client = await database.connect({ plansOnce: true })
    const find = (id: string) =>
      client.query({ name: 'find', text: 'select number from platform.noted where id = $1', values: [id] })
    const last = newId(Date.now())
    try {
      expect((await find(last)).rows).toEqual([])
      await client.query(
        `insert into platform.noted select gen_random_uuid(), n::text from generate_series(1, 5000) as n`,
      )
      await client.query('insert into platform.noted values ($1, $2)', [last, '7'])
      expect((await find(last)).rows).toEqual([{ number: '7' }])
      const plan = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) execute find('${last}')`)
      expect(plan.rows.map((row) => row['QUERY PLAN'])).toContain('  Index Cond: (id = $1)')
      const plans = await client.query(`select generic_plans::int, custom_plans::int from pg_prepared_statements`)
      expect(plans.rows).toEqual([{ generic_plans: 3, custom_plans: 0 }])
    } finally {
      await client.end()
    }
  })
})
