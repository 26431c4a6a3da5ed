import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate, migrationsFolder } from '#platform/migrate.ts'
import { withClient } from '#platform/postgres/client.ts'
import { emptyDatabase, type FreshDatabase, freshDatabase } from '#platform/postgres/test-cluster.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const ask = <T>(url: string, text: string): Promise<T[]> =>
  withClient(url, async (client) => (await client.query(text)).rows as T[])
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker')`

describe('every table', () => {
  test('is behind row-level security with at least one policy', async () => {
    const open = await ask(
      database.ownerUrl,
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and not c.relispartition and ${ours} and n.nspname || '.' || c.relname not like 'platform.migration%'
         and (not c.relrowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid)) order by 1`,
    )
    expect(open).toEqual([])
  })
  test('refuses deleting to an agent', async () => {
    const deletable = await ask<{ name: string }>(
      database.ownerUrl,
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and ${ours} and has_table_privilege('carillon_own', c.oid, 'delete') order by 1`,
    )
    // What an agent typed into a form and has since submitted; tags and relations agents set themselves, whose removal
    // customers.edit keeps; the words somebody is found by, made anew from the record whenever it changes; marks on a
    // recording, whose removal the audit trail keeps; and what people keep for themselves: a day's goal, the view a report
    // opens with, their own mailings.
    expect(deletable.map(({ name }) => name)).toEqual([
      'boards.day_goal',
      'customers.relation',
      'customers.tag',
      'customers.token',
      'desk.draft',
      'recordings.comment',
      'recordings.tag',
      'reports.default_view',
      'reports.schedule',
    ])
  })
  test('is read through views only with the eyes of the reader', async () => {
    const blind = await ask(
      database.ownerUrl,
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'v' and ${ours} and not coalesce(c.reloptions::text like '%security_invoker=true%', false)`,
    )
    expect(blind).toEqual([])
  })
})

describe('the login of the application', () => {
  test('owns nothing and bypasses nothing', async () => {
    const [login] = await ask<{ owned: number; bypass: boolean; superuser: boolean }>(
      database.ownerUrl,
      `select (select count(*)::int from pg_class where relowner = r.oid) as owned, rolbypassrls as bypass, rolsuper as superuser
       from pg_roles r where rolname = 'carillon_app'`,
    )
    expect(login).toEqual({ owned: 0, bypass: false, superuser: false })
  })
  test('sees nothing before it takes a scope', async () => {
    await expect(ask(database.appUrl, 'select * from access.account')).rejects.toThrow('permission denied')
  })
})

/** Tables, columns, constraints, indexes, policies, functions and grants, as text to compare. */
const describeSchema = (url: string): Promise<unknown[]> =>
  ask(
    url,
    `select 'column' as kind, table_schema || '.' || table_name || '.' || column_name as name, data_type || coalesce(column_default, '') || is_nullable as what
       from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')
     union all select 'constraint', conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) from pg_constraint where conrelid <> 0 and connamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
     union all select 'index', schemaname || '.' || indexname, indexdef from pg_indexes where schemaname not in ('pg_catalog', 'pg_toast')
     union all select 'policy', schemaname || '.' || tablename || ' ' || policyname, roles::text || coalesce(qual, '') || coalesce(with_check, '') from pg_policies
     union all select 'function', p.oid::regprocedure::text, p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}
     union all select 'grant', table_schema || '.' || table_name || ' ' || grantee, privilege_type from information_schema.role_table_grants where grantee like 'carillon_%' and table_schema not in ('pg_catalog', 'information_schema')
     order by 1, 2, 3`,
  )

test('a database brought up step by step is the same as one made at once', async () => {
  const stepwise = await emptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'carillon-steps-'))
  try {
    for (const file of (await readdir(migrationsFolder)).sort()) {
      await cp(join(migrationsFolder, file), join(folder, file))
      await migrate(stepwise.ownerUrl, { folder })
    }
    expect(await describeSchema(stepwise.ownerUrl)).toEqual(await describeSchema(database.ownerUrl))
  } finally {
    await rm(folder, { recursive: true })
    await stepwise.drop()
  }
})
