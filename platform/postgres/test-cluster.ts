import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { migrate, migrationsFolder, readMigrations } from '#platform/migrate.ts'
import { urlOfDatabase, withClient } from './client.ts'
import { appLogin } from './cluster.ts'
import { cloneDatabase, createDatabase, databaseExists, dropDatabase } from './databases.ts'
import { createAppLogin, startEmbeddedPostgres, stopEmbeddedPostgres } from './embedded.ts'
import { withLock } from './folder-lock.ts'
import { isAlive } from './program.ts'

/** A migrated database of one test's own. */
export type FreshDatabase = {
  name: string
  /** The superuser: for preparing rows and looking at what came out. */
  ownerUrl: string
  /** As the application signs in. */
  appUrl: string
  drop(): Promise<void>
}

type Server = { ownerUrl(database: string): string; appUrl(database: string): string }

const repository = fileURLToPath(new URL('../..', import.meta.url))
const hashOf = (text: string, length: number) => createHash('sha256').update(text).digest('hex').slice(0, length)

/** One folder per checkout and account: a folder another account made could not be used. */
const stateDir = join(tmpdir(), `carillon-test-${hashOf(repository, 8)}-${process.getuid?.() ?? 'user'}`)
const usersFolder = join(stateDir, 'users')
const lockFile = join(stateDir, 'test-cluster.lock')

let server: Promise<Server> | undefined

/** The Postgres that all tests of this checkout share: `TEST_DATABASE_URL`, or our own without durability. */
const testServer = (): Promise<Server> => {
  server ??= process.env.TEST_DATABASE_URL ? externalServer(process.env.TEST_DATABASE_URL) : sharedCluster()
  return server
}

/**
 * A fresh, migrated database, cloned from a template that is made once per state of the migrations folder.
 * Any number of processes may ask at once.
 */
export const freshDatabase = async ({
  folder = migrationsFolder,
}: {
  folder?: string
} = {}): Promise<FreshDatabase> => {
  const { ownerUrl, appUrl } = await testServer()
  const admin = ownerUrl('postgres')
  const template = await templateFor(folder, ownerUrl)
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`
  await cloneDatabase(admin, name, template)
  return { name, ownerUrl: ownerUrl(name), appUrl: appUrl(name), drop: () => dropDatabase(admin, name) }
}

/** An empty database without any migration, for tests about migrating itself. */
export const emptyDatabase = async (): Promise<FreshDatabase> => {
  const { ownerUrl, appUrl } = await testServer()
  const admin = ownerUrl('postgres')
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`
  await createDatabase(admin, name)
  return { name, ownerUrl: ownerUrl(name), appUrl: appUrl(name), drop: () => dropDatabase(admin, name) }
}

const templates = new Map<string, Promise<string>>()

const templateFor = async (folder: string, ownerUrl: Server['ownerUrl']): Promise<string> => {
  const migrations = await readMigrations(folder)
  const name = `template_${hashOf(migrations.map(({ sha256 }) => sha256).join(), 12)}`
  const ready = templates.get(name) ?? withLock(lockFile, () => makeTemplate(name, folder, ownerUrl))
  templates.set(name, ready)
  // A template that could not be made is tried again when the next test asks, after the migration was mended.
  ready.catch(() => templates.delete(name))
  return ready
}

/** Migrated under another name and renamed: a template that exists is always whole. */
const makeTemplate = async (name: string, folder: string, ownerUrl: Server['ownerUrl']): Promise<string> => {
  const admin = ownerUrl('postgres')
  if (await databaseExists(admin, name)) return name
  const unfinished = `${name}_unfinished`
  await dropDatabase(admin, unfinished)
  await createDatabase(admin, unfinished)
  await migrate(ownerUrl(unfinished), { folder })
  // Fresh statistics and no half-full pages to tidy: clones behave like a database that has been running.
  await withClient(ownerUrl(unfinished), (client) => client.query('vacuum analyze'))
  await withClient(admin, (client) => client.query(`alter database ${unfinished} rename to ${name}`))
  return name
}

const sharedCluster = async (): Promise<Server> => {
  await mkdir(usersFolder, { recursive: true })
  return withLock(lockFile, async () => {
    const isFirst = (await otherUsers()).length === 0
    const cluster = await startOrBeginAnew()
    if (isFirst) await removeLeftovers(cluster.ownerUrl('postgres'))
    await writeFile(join(usersFolder, String(process.pid)), String(process.ppid))
    return cluster
  })
}

/** Without durability a machine that went down may leave a broken cluster; there is nothing in it to lose. */
const startOrBeginAnew = async () => {
  try {
    return await startEmbeddedPostgres({ stateDir, durable: false })
  } catch {
    await rm(join(stateDir, 'cluster'), { recursive: true, force: true })
    return startEmbeddedPostgres({ stateDir, durable: false })
  }
}

/** Databases of runs that were killed, and templates of migrations that have changed since. */
const removeLeftovers = async (admin: string): Promise<void> => {
  const names = await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^(test_|template_)'`,
    )
    return rows.map(({ name }) => name)
  })
  const kept = `template_${hashOf((await readMigrations()).map(({ sha256 }) => sha256).join(), 12)}`
  for (const name of names) if (name !== kept) await dropDatabase(admin, name)
}

/**
 * Ends the shared server when this test run was the last to use it: several runs in one checkout share it.
 * Call at the end of a run, from the process that started the workers. Stops what a killed run left behind, too.
 */
export const stopTestCluster = async (): Promise<void> => {
  server = undefined
  if (process.env.TEST_DATABASE_URL) return
  if (!(await stat(stateDir).catch(() => undefined))) return
  await withLock(lockFile, async () => {
    await rm(join(usersFolder, String(process.pid)), { force: true })
    if ((await otherUsers()).length > 0) return
    await stopEmbeddedPostgres({ stateDir })
  })
}

/** Test processes of other runs that still live; our own workers and those that died are forgotten. */
const otherUsers = async (): Promise<string[]> => {
  const others: string[] = []
  for (const pid of await readdir(usersFolder).catch(() => [])) {
    const file = join(usersFolder, pid)
    const parent = Number(await readFile(file, 'utf8').catch(() => '0'))
    const isGone = !isAlive(Number(pid)) || parent === process.pid
    if (isGone) await rm(file, { force: true })
    else others.push(pid)
  }
  return others
}

/** Somebody else's server: we make databases there and the application's login, with a password every worker can tell. */
const externalServer = async (url: string): Promise<Server> => {
  const password = hashOf(`tests of carillon at ${url}`, 32)

  await mkdir(stateDir, { recursive: true })
  await withLock(lockFile, () =>
    withClient(urlOfDatabase(url, 'postgres'), (client: pg.Client) => createAppLogin(client, password)),
  )
  const asApp = (database: string): string => {
    const appUrl = new URL(urlOfDatabase(url, database))
    appUrl.username = appLogin
    appUrl.password = password
    return appUrl.href
  }
  return { ownerUrl: (database) => urlOfDatabase(url, database), appUrl: asApp }
}
