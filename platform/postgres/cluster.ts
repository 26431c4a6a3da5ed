import { randomBytes } from 'node:crypto'
import { appendFile, chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.ts'
import { type Binaries, stageNamelessBinaries } from './binaries.ts'
import { runProgram } from './program.ts'

/** Who owns everything in the cluster: the superuser, used for migrations and backups only. */
export const ownerLogin = 'carillon'
/** Who the application signs in as: owns nothing, sees nothing until it takes a scope role. */
export const appLogin = 'carillon_app'
export const databaseName = 'carillon'

/** Folders and files of one cluster inside the state folder. */
export const placesIn = (stateDir: string) => ({
  lock: join(stateDir, 'postgres.lock'),
  port: join(stateDir, 'postgres.port'),
  log: join(stateDir, 'postgres.log'),
  ownerPassword: join(stateDir, 'postgres.owner-password'),
  appPassword: join(stateDir, 'postgres.app-password'),
  cluster: join(stateDir, 'cluster'),
  data: join(stateDir, 'cluster', 'data'),
  pidFile: join(stateDir, 'cluster', 'data', 'postmaster.pid'),
  settings: join(stateDir, 'cluster', 'data', 'carillon.conf'),
})
export type Places = ReturnType<typeof placesIn>

/** What every step of starting needs to know. */
export type Setup = {
  places: Places
  account: Account
  binaries: Binaries
  durable: boolean
  log: (message: string) => void
}

/**
 * Makes the cluster if there is none. Built beside its place and renamed, so a half-made one is never started; under a
 * name used once, because the initdb of a process that was killed may still be writing.
 */
export const ensureCluster = async (setup: Setup): Promise<void> => {
  const { places, account, log } = setup
  if (await stat(join(places.data, 'PG_VERSION')).catch(() => undefined)) return
  log('Preparing the database for the first time')
  const making = join(places.cluster, `making-${randomBytes(4).toString('hex')}`)
  await mkdir(places.cluster, { recursive: true })
  for (const name of await readdir(places.cluster)) {
    if (name.startsWith('making-')) await rm(join(places.cluster, name), { recursive: true, force: true })
  }
  const data = join(making, 'data')
  await mkdir(data, { recursive: true, mode: 0o700 })
  await Promise.all([places.cluster, making].map((folder) => chmod(folder, 0o755)))
  if (account.ids) await chown(data, account.ids.uid, account.ids.gid)
  await initialise(setup, making, data)
  await appendFile(join(data, 'postgresql.conf'), `\ninclude 'carillon.conf'\n`)
  await rename(data, places.data)
  await rm(making, { recursive: true, force: true })
}

const initialise = async (
  { places, account, binaries, durable }: Setup,
  making: string,
  data: string,
): Promise<void> => {
  const passwordFile = join(making, 'initial-password')
  await writeFile(passwordFile, `${await secretIn(places.ownerPassword)}\n`, { mode: 0o600 })
  if (account.ids) await chown(passwordFile, account.ids.uid, account.ids.gid)
  const { initdb } = account.named ? binaries : await stageNamelessBinaries(binaries, join(making, 'programs'))
  // The built-in C.UTF-8 gives the same order on every machine; without --locale a container without LANG gets SQL_ASCII.
  const args = ['-D', data, '-U', ownerLogin, '-E', 'UTF8', '--locale-provider=builtin']
  args.push('--builtin-locale=C.UTF-8', `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`)
  args.push('--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions')
  await runProgram(initdb, durable ? args : [...args, '--no-sync'], { account, cwd: binaries.folder })
}

/** Refuses a cluster another major version made: its files cannot be read by ours. */
export const checkVersion = async ({ places, binaries }: Setup): Promise<void> => {
  const made = (await readFile(join(places.data, 'PG_VERSION'), 'utf8')).trim()
  const ours = binaries.version.split('.')[0]
  if (made === ours) return
  throw new Error(
    `The database in ${places.data} was made by PostgreSQL ${made}; this release brings PostgreSQL ${ours}. ` +
      'Take a backup with the release that made it, move the folder away, and restore the backup here.',
  )
}

/**
 * Settings for one centre on one machine, rewritten at each start. An operator's own values belong into
 * `ALTER SYSTEM SET …`, which wins over these.
 */
export const writeSettings = async ({ places, account, durable }: Setup): Promise<void> => {
  const settings: Record<string, string> = {
    // Loopback only and no unix socket: its path may be too long (107 bytes), and then the server would not start.
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    wal_level: 'replica',
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    autovacuum_naptime: '20s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u@%d ',
    log_checkpoints: 'off',
    ...(durable ? keepsEveryCommit : fastAndForgetful),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  const text = `# Written by Carillon at each start. Your own values: ALTER SYSTEM SET …\n${lines.join('\n')}\n`
  await writeFile(places.settings, text, { mode: 0o600 })
  if (account.ids) await chown(places.settings, account.ids.uid, account.ids.gid)
}

const keepsEveryCommit = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
const fastAndForgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** A random secret kept in a file only its owner may read; made when it is first asked for. */
export const secretIn = async (file: string): Promise<string> => {
  const kept = (await readFile(file, 'utf8').catch(absent))?.trim()
  if (kept) return kept
  const secret = randomBytes(24).toString('hex')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined
  throw new Error(`Cannot read the state folder: ${error.message}`, { cause: error })
}
