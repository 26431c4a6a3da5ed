import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backUp, backUpTo, restore } from './backup.ts'
import { migrate } from './migrate.ts'
import { withClient } from './postgres/client.ts'
import { emptyDatabase, type FreshDatabase } from './postgres/test-cluster.ts'

const schema = `
  create schema shop;
  create table shop.setting (code text primary key, value text not null);
  insert into shop.setting values ('language', 'zh'), ('greeting', '您好');
  create table shop.customer (
    id bigint generated always as identity primary key,
    name text not null,
    profile jsonb, voice bytea, tags text[], balance numeric, born date, seen_at timestamptz,
    name_length int generated always as (length(name)) stored
  );
  create table shop.call (
    id int, at timestamptz not null, customer_id bigint not null references shop.customer, note text, primary key (id, at)
  ) partition by range (at);
  create table shop.call_2026_01 partition of shop.call for values from ('2026-01-01') to ('2026-02-01');
  create table shop.call_other partition of shop.call default;
  create materialized view shop.busy as select customer_id, count(*) as calls from shop.call group by 1;
  create function shop.shout() returns trigger language plpgsql as $$ begin raise 'a trigger ran'; end $$;
  create schema graphile_worker;
  create table graphile_worker.job (id int);
`
const fill = `
  insert into shop.customer (name, profile, voice, tags, balance, born, seen_at)
  select format('王小明%s 🎉 "引号" \\\\ 反斜杠' || E'\\t\\n', i), jsonb_build_object('备注', '喜欢\n茶', 'n', i, '空', null),
         decode(repeat('00ff0a5c', 50), 'hex'), array['重要', null, 'a,b'], 0.1 + i, '1990-02-28', '2026-01-05 08:30:00.123456+08'
    from generate_series(1, 3000) i;
  insert into shop.customer (name, voice) values ('', ''), ('\\N', null), ('NULL', null);
  create table shop.call_2026_02 partition of shop.call for values from ('2026-02-01') to ('2026-03-01');
  insert into shop.call select i, timestamptz '2026-01-01Z' + i * interval '10 minutes', i, '备注' from generate_series(1, 3000) i;
  insert into shop.call values (1, '2031-05-05Z', 1, 'far ahead');
  update shop.setting set value = 'en' where code = 'language';
  create trigger shout before insert on shop.call for each row execute function shop.shout();
  insert into graphile_worker.job values (1);
  refresh materialized view shop.busy;
`

const folder = mkdtempSync(join(tmpdir(), 'backup-'))
const file = join(folder, 'centre.backup')
const migrations = join(folder, 'migrations')
let databases: FreshDatabase[] = []

const migrated = async (): Promise<FreshDatabase> => {
  const database = await emptyDatabase()
  databases.push(database)
  await migrate(database.ownerUrl, { folder: migrations })
  return database
}
const ask = async ({ ownerUrl }: FreshDatabase, sql: string) =>
  (await withClient(ownerUrl, (client) => client.query(sql))).rows

/** Everything in every table, the partition it lies in included. */
const contents = (database: FreshDatabase) =>
  ask(
    database,
    `select 'setting' as what, to_jsonb(s) as it, '' as place from shop.setting s
     union all select 'customer', to_jsonb(c), '' from shop.customer c
     union all select 'call', to_jsonb(c), c.tableoid::regclass::text from shop.call c
     union all select 'busy', to_jsonb(b), '' from shop.busy b
     order by 1, 3, 2`,
  )

beforeEach(() => {
  rmSync(migrations, { recursive: true, force: true })
  mkdirSync(migrations, { recursive: true })
  writeFileSync(join(migrations, '0001_shop.sql'), schema)
})
afterEach(async () => {
  for (const database of databases) await database.drop()
  databases = []
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a backup', () => {
  test('brings every row back: Chinese text, JSON, bytes, partitions, sequences', async () => {
    const source = await migrated()
    await ask(source, fill)
    const taken = await backUp(source.ownerUrl, file)
    const target = await migrated()
    const restored = await restore(target.ownerUrl, file)

    expect(restored).toEqual(taken)
    expect(taken.rows).toBe(2 + 3003 + 3001)
    expect(await contents(target)).toEqual(await contents(source))
    const next = `select nextval('shop.customer_id_seq')::int as id`
    expect(await ask(target, next)).toEqual([{ id: 3004 }])
    expect(await ask(target, 'select * from graphile_worker.job')).toEqual([])
  })

  test('shows one moment, whatever is written while it is taken', async () => {
    const source = await migrated()
    await ask(source, fill)
    const before = await contents(source)
    let meddled: Promise<unknown> | undefined
    await backUp(source.ownerUrl, file, {
      onProgress: () => {
        meddled ??= ask(source, `update shop.setting set value = 'changed'; delete from shop.customer where id > 3000`)
      },
    })
    await meddled
    const target = await migrated()
    await restore(target.ownerUrl, file)

    expect(await contents(target)).toEqual(before)
  })

  test('is refused by a database of another schema version', async () => {
    const source = await migrated()
    await backUp(source.ownerUrl, file)
    writeFileSync(join(migrations, '0002_more.sql'), 'create table shop.more (id int);')
    const newer = await migrated()

    await expect(restore(newer.ownerUrl, file)).rejects.toThrow(
      'The backup was taken at schema version 0001_shop, this database is at 0002_more',
    )
  })

  test('is refused by a database somebody already works in, which stays as it was', async () => {
    const source = await migrated()
    await backUp(source.ownerUrl, file)
    const used = await migrated()
    await ask(used, `insert into shop.customer (name) values ('李雷')`)

    await expect(restore(used.ownerUrl, file)).rejects.toThrow(
      'The database is not empty: shop.customer has rows already',
    )
    expect(await ask(used, 'select name from shop.customer')).toEqual([{ name: '李雷' }])
  })

  test('that was cut off or damaged restores nothing', async () => {
    const source = await migrated()
    await ask(source, fill)
    await backUp(source.ownerUrl, file)
    const { length } = await readFile(file)
    await truncate(file, length - 3000)
    const target = await migrated()
    await expect(restore(target.ownerUrl, file)).rejects.toThrow('damaged or incomplete')
    writeFileSync(file, 'no backup at all')
    await expect(restore(target.ownerUrl, file)).rejects.toThrow('damaged or incomplete')
    await expect(restore(target.ownerUrl, join(folder, 'absent'))).rejects.toThrow('The backup cannot be read: ENOENT')

    expect(await ask(target, 'select * from shop.customer')).toEqual([])
  })

  test('that cannot be written ends with the reason and leaves the database free', async () => {
    const source = await migrated()
    await ask(source, fill)
    const full = new Writable({ write: (_bytes, _encoding, then) => then(new Error('no space left on device')) })

    await expect(backUpTo(source.ownerUrl, full)).rejects.toThrow('no space left on device')
    await expect(backUp(source.ownerUrl, join(folder, 'absent', 'x.backup'))).rejects.toThrow(
      'The backup cannot be written: ENOENT',
    )
  })
})
