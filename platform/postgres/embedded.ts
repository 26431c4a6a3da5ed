import { mkdir, realpath, stat } from 'node:fs/promises'
import pg from 'pg'
import { accountFor, checkReachable } from './account.ts'
import { stageBinaries } from './binaries.ts'
import { withClient } from './client.ts'
import {
  appLogin,
  checkVersion,
  databaseName,
  ensureCluster,
  ownerLogin,
  placesIn,
  type Setup,
  secretIn,
  writeSettings,
} from './cluster.ts'
import { createDatabase, databaseExists } from './databases.ts'
import { withLock } from './folder-lock.ts'
import { findRunning, type ServerProcess, startServer, stopServer, turnOverLog, untilReady } from './server-process.ts'

export type EmbeddedPostgres = {
  /** For migrations and backups: the superuser, who owns everything. Of database `carillon` unless told otherwise. */
  ownerUrl(database?: string): string
  /** For the application: a login that owns nothing and bypasses nothing. */
  appUrl(database?: string): string
  port: number
  pid: number
  /** The server was running already: it outlived a killed process, or another process of ours started it. */
  adopted: boolean
  /** Stops the server for everybody, adopted or not. Who must leave it running simply does not call this. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** Everything is kept here: programs, data, log, port, passwords. */
  stateDir: string
  log?: (message: string) => void
  /** False only for tests: commits may be lost with the machine, and everything is quicker. */
  durable?: boolean
}

/**
 * Brings up our own PostgreSQL on loopback: makes the cluster when there is none, adopts the server when it runs,
 * recovers it when it was killed. Several processes may call this at once for one folder.
 */
export const startEmbeddedPostgres = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const stateDir = await openStateDir(options.stateDir)
  const places = placesIn(stateDir)
  return withLock(places.lock, async () => {
    const setup = await setUp(stateDir, options)
    const server = (await findRunning(setup)) ?? (await makeAndStart(setup))
    const urls = await urlsOf(setup, server.port)
    await untilReady(setup, server, urls.ownerUrl('postgres'))
    await ensureAppLogin(urls.ownerUrl('postgres'), places.appPassword)
    if (!(await databaseExists(urls.ownerUrl('postgres'), databaseName))) {
      await createDatabase(urls.ownerUrl('postgres'), databaseName)
    }
    const stop = () => withLock(places.lock, () => stopServer(setup, server.pid))
    return { ...urls, port: server.port, pid: server.pid, adopted: server.adopted, stop }
  })
}

/** Stops the server of this folder if one runs, whoever started it. */
export const stopEmbeddedPostgres = async (options: EmbeddedOptions): Promise<void> => {
  const stateDir = await openStateDir(options.stateDir)
  await withLock(placesIn(stateDir).lock, async () => {
    const setup = await setUp(stateDir, options)
    const running = await findRunning(setup)
    if (running) await stopServer(setup, running.pid)
  })
}

const setUp = async (stateDir: string, { durable = true, log = () => undefined }: EmbeddedOptions): Promise<Setup> => {
  const places = placesIn(stateDir)
  const account = await accountFor(places.data)
  await checkReachable(stateDir, account)
  return { places, account, binaries: await stageBinaries(stateDir), durable, log }
}

const makeAndStart = async (setup: Setup): Promise<ServerProcess> => {
  await ensureCluster(setup)
  await checkVersion(setup)
  await writeSettings(setup)
  await turnOverLog(setup.places.log)
  return startServer(setup)
}

const openStateDir = async (folder: string): Promise<string> => {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    if (!(await stat(folder)).isDirectory()) throw new Error('not a folder')
    return await realpath(folder)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`Cannot use the state folder ${folder}: ${why}. Choose one this account may write to.`, { cause })
  }
}

const urlsOf = async ({ places }: Setup, port: number) => {
  const [owner, app] = [await secretIn(places.ownerPassword), await secretIn(places.appPassword)]
  const url =
    (login: string, password: string) =>
    (database: string = databaseName) =>
      `postgres://${login}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
  return { ownerUrl: url(ownerLogin, owner), appUrl: url(appLogin, app) }
}

const ensureAppLogin = async (ownerUrl: string, passwordFile: string): Promise<void> => {
  const password = await secretIn(passwordFile)
  await withClient(ownerUrl, (client) => createAppLogin(client, password))
}

/** Makes the application's login, or gives it this password and takes away whatever it must not have. */
export const createAppLogin = async (client: pg.Client, password: string): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [appLogin])
  await client.query(
    `${rowCount === 0 ? 'create' : 'alter'} role ${pg.escapeIdentifier(appLogin)} ` +
      `login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password ${pg.escapeLiteral(password)}`,
  )
}
