import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { withClient } from './postgres/client.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'

let database: FreshDatabase
let folder: string
const put = (file: string, sql: string): void => writeFileSync(join(folder, file), sql)
const ask = async (sql: string) => (await withClient(database.ownerUrl, (client) => client.query(sql))).rows
const run = () => migrate(database.ownerUrl, { folder })

beforeEach(async () => {
  database = await emptyDatabase()
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
})
afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

describe('migrating', () => {
  test('applies each file once, in order, and remembers it', async () => {
    put('0001_shop.sql', 'create schema shop; create table shop.item (id int);')
    put('0002_price.sql', 'alter table shop.item add price int;')
    expect(await run()).toEqual(['0001_shop', '0002_price'])

    put('0003_index.sql', 'create index on shop.item (price);')
    expect(await run()).toEqual(['0003_index'])
    expect(await run()).toEqual([])
    expect(await ask('select number, name from platform.migration order by number')).toHaveLength(3)
  })

  test('lets the planner know a column that was added to rows there are', async () => {
    put(
      '0001_shop.sql',
      'create schema shop; create table shop.item as select n as id from generate_series(1, 1000) n;',
    )
    await run()
    put('0002_way.sql', `alter table shop.item add way text not null default 'out';`)
    await run()

    const [plan] = await ask(`explain (format json) select from shop.item where way = 'out'`)
    expect(plan?.['QUERY PLAN'][0].Plan['Plan Rows']).toBe(1000)
  })

  test('tells which file is at work', async () => {
    put('0001_shop.sql', 'create schema shop;')
    const told: string[] = []
    await migrate(database.ownerUrl, { folder, onProgress: (name) => told.push(name) })

    expect(told).toEqual(['0001_shop'])
  })

  test('refuses a file that was changed after it was applied', async () => {
    put('0001_shop.sql', 'create schema shop;')
    await run()
    put('0001_shop.sql', 'create schema store;')

    await expect(run()).rejects.toThrow('Migration 0001_shop was applied to this database, but the file')
  })

  test('takes the line ends of Windows for the same file', async () => {
    put('0001_shop.sql', 'create schema shop;\n-- done\n')
    await run()
    put('0001_shop.sql', 'create schema shop;\r\n-- done\r\n')

    expect(await run()).toEqual([])
  })

  test('refuses a database that is newer than the program', async () => {
    put('0001_shop.sql', 'create schema shop;')
    put('0002_more.sql', 'create table shop.more ();')
    await run()
    rmSync(join(folder, '0002_more.sql'))

    await expect(run()).rejects.toThrow('The database is newer than this program: it already has migration 0002_more')
  })

  test('refuses two files of one number, and a number left out', async () => {
    put('0001_shop.sql', '')
    put('0001_store.sql', '')
    await expect(run()).rejects.toThrow('0001_shop.sql and 0001_store.sql have the same number')

    rmSync(join(folder, '0001_store.sql'))
    put('0003_later.sql', '')
    await expect(run()).rejects.toThrow('number 2 is missing')
  })

  test('leaves nothing of a file that fails, and says where it failed', async () => {
    put('0001_shop.sql', 'create schema shop;')
    put('0002_wrong.sql', 'create table shop.half ();\ncreate table\n  shop.wrong (id nonsense);')

    await expect(run()).rejects.toThrow(/0002_wrong\.sql, line 3: type "nonsense" does not exist/)
    expect(
      await ask(`select to_regclass('shop.half') as half, (select max(number) from platform.migration) as at`),
    ).toEqual([{ half: null, at: 1 }])
  })

  test('refuses a file that ends the transaction it runs in', async () => {
    put('0001_shop.sql', 'create schema shop; commit; create schema store; begin;')

    await expect(run()).rejects.toThrow('ends the transaction it runs in')
  })

  test('is done once when two processes start at the same moment', async () => {
    for (let number = 1; number <= 9; number++) {
      put(`000${number}_step.sql`, `create table step_${number} (); select pg_sleep(0.01);`)
    }
    const [one, other, third] = await Promise.all([run(), run(), run()])

    expect([...(one ?? []), ...(other ?? []), ...(third ?? [])].sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `000${number}_step`),
    )
  })
})

describe('the application', () => {
  test('sees nothing until it takes a scope role, and may take each of them', async () => {
    const { appUrl, drop } = await freshDatabase()
    const look = (role?: string) =>
      withClient(appUrl, async (client) => {
        if (role) await client.query(`set role ${role}`)
        const { rows } = await client.query(`select has_schema_privilege(current_user, 'platform', 'usage') as may`)
        return rows[0]?.may as boolean
      })
    const scopes = ['carillon_own', 'carillon_team', 'carillon_site', 'carillon_all', 'carillon_engine']
    const seen = [await look(), ...(await Promise.all(scopes.map(look)))]
    await drop()

    expect(seen).toEqual([false, true, true, true, true, true])
  })
})
