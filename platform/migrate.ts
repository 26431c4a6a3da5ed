import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { withClient } from './postgres/client.ts'
import { appLogin } from './postgres/cluster.ts'

/** One step of the schema's history, as the database remembers it. */
export type AppliedMigration = { number: number; name: string; sha256: string }
export type Migration = AppliedMigration & { sql: string }

export type MigrateOptions = {
  folder?: string
  onProgress?: (name: string) => void
  /** The login the application uses, where an operator gave it another name than ours. */
  applicationLogin?: string
}

export const migrationsFolder = fileURLToPath(new URL('../database/migrations', import.meta.url))

/** The roles requests and the engine act as; made by the first migration, granted to the application's login here. */
const scopeRoles = ['carillon_own', 'carillon_team', 'carillon_site', 'carillon_all', 'carillon_engine']

/**
 * Brings the database up to the files of the folder and returns the names of those applied now. Forward only, each
 * file in a transaction of its own. Processes that start at once take turns file by file: the lock is a row, because
 * advisory locks do not hold on every engine that speaks our protocol.
 */
export const migrate = async (
  ownerUrl: string,
  { folder = migrationsFolder, onProgress = () => undefined, applicationLogin = appLogin }: MigrateOptions = {},
): Promise<string[]> => {
  const migrations = await readMigrations(folder)
  return withClient(ownerUrl, async (client) => {
    await whileOthersDoTheSame(() => inTransaction(client, () => client.query(ledger)))
    const applied: string[] = []
    for (;;) {
      const name = await applyNext(client, migrations, onProgress)
      if (name === undefined) break
      applied.push(name)
    }
    await whileOthersDoTheSame(() => inTransaction(client, () => grantScopeRoles(client, applicationLogin)))
    if (applied.length > 0) await lookAtNewColumns(client)
    return applied
  })
}

/**
 * Of a column added to rows that are there already Postgres knows nothing until a tenth of them changed, and plans badly for
 * as long: a page of calls took 350 ms instead of 6. Only tables with such a column are looked at, so a new database costs nothing.
 */
const lookAtNewColumns = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(`
    select distinct coalesce(pg_partition_root(c.oid), c.oid)::regclass::text as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and pg_relation_size(c.oid) > 0 and c.relowner = current_user::regrole and a.attnum > 0 and not a.attisdropped
      and not exists (select from pg_stats s where s.schemaname = n.nspname and s.tablename = c.relname and s.attname = a.attname)`)
  for (const { name } of rows) await client.query(`analyze ${name}`)
}

/** Reads `NNNN_name.sql` in order; refuses a number that is missing or there twice. */
export const readMigrations = async (folder: string = migrationsFolder): Promise<Migration[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file, index) => {
      const [, digits, name] = /^(\d{4})_([a-z0-9_-]+)\.sql$/.exec(file) ?? []
      if (!digits || !name) throw new Error(`Migration ${file}: name it NNNN_name.sql, in lower case`)
      const number = Number(digits)
      const before = index === 0 ? 0 : Number(files[index - 1]?.slice(0, 4))
      if (number === before)
        throw new Error(`Migrations ${files[index - 1]} and ${file} have the same number; renumber the newer`)
      if (number !== before + 1)
        throw new Error(`Migration ${file} follows number ${before}; number ${before + 1} is missing`)
      // Git may have turned the line ends on Windows; that is not a change.
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { number, name: `${digits}_${name}`, sha256: createHash('sha256').update(sql).digest('hex'), sql }
    }),
  )
}

/** What has been applied to this database, in order; nothing when it was never migrated. */
export const appliedMigrations = async (client: pg.ClientBase): Promise<AppliedMigration[]> => {
  const { rows: found } = await client.query(`select to_regclass('platform.migration') is not null as yes`)
  if (!found[0]?.yes) return []
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, sha256 from platform.migration order by number',
  )
  return rows
}

const ledger = `
  create schema if not exists platform;
  create table if not exists platform.migration (
    number     int primary key,
    name       text not null,
    sha256     text not null,
    applied_at timestamptz not null default now()
  );
  create table if not exists platform.migration_turn (one_row boolean primary key check (one_row));
  insert into platform.migration_turn values (true) on conflict do nothing;
`

/** Postgres does not wait for somebody who is just making or granting the same thing, it fails: then once more. */
const whileOthersDoTheSame = async (work: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      const madeMeanwhile = ['23505', '42P06', '42P07', '42710', 'XX000'].includes(
        (error as { code?: string }).code ?? '',
      )
      if (!madeMeanwhile || attempt === 10) throw error
    }
  }
}

const applyNext = (
  client: pg.Client,
  migrations: readonly Migration[],
  onProgress: (name: string) => void,
): Promise<string | undefined> =>
  inTransaction(client, async () => {
    await client.query('select from platform.migration_turn for update')
    const applied = await appliedMigrations(client)
    checkHistory(applied, migrations)
    const next = migrations[applied.length]
    if (!next) return undefined

    onProgress(next.name)
    await run(client, next)
    await client.query('insert into platform.migration (number, name, sha256) values ($1, $2, $3)', [
      next.number,
      next.name,
      next.sha256,
    ])
    return next.name
  })

/** What was applied must be the beginning of what the folder holds, byte by byte. */
const checkHistory = (applied: readonly AppliedMigration[], migrations: readonly Migration[]): void => {
  for (const [index, past] of applied.entries()) {
    const file = migrations[index]
    if (!file) {
      throw new Error(
        `The database is newer than this program: it already has migration ${past.name}. Start the newer release, ` +
          'or restore a backup this release made.',
      )
    }
    if (file.name !== past.name || file.sha256 !== past.sha256) {
      throw new Error(
        `Migration ${past.name} was applied to this database, but the file ${file.name}.sql is not the one it was ` +
          'applied from. Applied migrations never change: put the file back and add a new one for what should differ.',
      )
    }
  }
}

const run = async (client: pg.Client, { name, sql }: Migration): Promise<void> => {
  const transaction = await currentTransaction(client)
  try {
    await client.query(sql)
  } catch (cause) {
    const { message, position } = cause as pg.DatabaseError
    const line = position ? `, line ${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new Error(`Migration ${name}.sql${line}: ${message}. Nothing of this file was applied.`, { cause })
  }
  // Whatever follows in this session must not depend on a "set" of the file.
  await client.query('reset all; reset role')
  if ((await currentTransaction(client)) !== transaction) {
    throw new Error(`Migration ${name}.sql ends the transaction it runs in; take "commit" and "rollback" out of it.`)
  }
}

const currentTransaction = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ id: string }>('select pg_current_xact_id()::text as id')
  return String(rows[0]?.id)
}

/**
 * Lets the application's login become each scope role. Without `inherit`: before it has become one it sees nothing,
 * so that a forgotten SET ROLE fails instead of showing every row. Where owner and application share one login
 * (a hosted PostgreSQL with a single account), that login gets the same.
 */
const grantScopeRoles = async (client: pg.Client, applicationLogin: string): Promise<void> => {
  const { rows } = await client.query<{ login: string; role: string }>(
    `select login.rolname as login, scope.rolname as role
       from pg_roles login, pg_roles scope
      where scope.rolname = any ($1)
        and not login.rolsuper
        and login.rolname in ($2, current_user)
        and not pg_has_role(login.oid, scope.oid, 'SET')`,
    [scopeRoles, applicationLogin],
  )
  for (const { login, role } of rows) {
    const name = pg.escapeIdentifier
    try {
      await client.query(`grant ${name(role)} to ${name(login)} with inherit false, set true`)
    } catch (cause) {
      // Roles belong to the whole server; another owner's centre on it may have made them.
      const all = scopeRoles.map(name).join(', ')
      const cure = `grant ${all} to ${name(login)} with inherit false, set true`
      throw new Error(`This login may not take the scope roles. Let an administrator of the server run: ${cure}`, {
        cause,
      })
    }
  }
}

const inTransaction = async <T>(client: pg.Client, work: () => Promise<T>): Promise<T> => {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
