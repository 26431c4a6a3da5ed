import { spawn } from 'node:child_process'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { withClient } from './client.ts'
import type { Setup } from './cluster.ts'
import { commandOf, environmentOf, isAlive, runProgram } from './program.ts'

/** A running database server of ours. */
export type ServerProcess = { pid: number; port: number; adopted: boolean }

/**
 * The server that already runs on this cluster, if any: it outlives a Node process that was killed. Leftovers of a
 * server that is gone are put aside, also when its process id has meanwhile gone to some other program.
 */
export const findRunning = async ({ places, log }: Setup): Promise<ServerProcess | undefined> => {
  const lines = (await readFile(places.pidFile, 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  if (!(pid > 0)) return undefined
  const command = isAlive(pid) ? await commandOf(pid) : ''
  const isOurs = command === undefined || (command.includes('postgres') && command.includes(places.data))
  if (isOurs && port > 0) return { pid, port, adopted: true }

  log('The database was not stopped cleanly last time; it recovers now')
  if (isAlive(pid)) await rm(places.pidFile, { force: true })
  return undefined
}

/** Starts a server; takes another port when the kept one is taken, and waits for the remains of a killed one to go. */
export const startServer = async (setup: Setup): Promise<ServerProcess> => {
  const { places } = setup
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    const port = await choosePort(places.port)
    const logStart = await sizeOf(places.log)
    const started = await launch(setup, port)
    const { pid } = started
    const failed = await Promise.race([started.ended.then(() => 'ended' as const), untilItWrotePidFile(setup, pid)])
    if (failed !== 'ended') return { pid, port, adopted: false }

    const said = (await readFile(places.log)).subarray(logStart).toString('utf8')
    const mayPass = /Address already in use|could not bind|is still in use|lock file .* already exists/.test(said)
    if (!mayPass || Date.now() > giveUpAt) throw couldNotStart(places.log, said)
    await sleep(400)
  }
}

/** Its own session and a log file instead of our pipes: neither Ctrl-C in our terminal nor our death may end it. */
const launch = async ({ places, account, binaries, log }: Setup, port: number) => {
  const logFile = await open(places.log, 'a', 0o600)
  try {
    const child = spawn(binaries.postgres, ['-D', places.data, '-p', String(port)], {
      ...account.ids,
      cwd: binaries.folder,
      env: environmentOf(),
      stdio: ['ignore', logFile.fd, logFile.fd],
      detached: true,
      windowsHide: true,
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', (cause) => reject(new Error(`Cannot run ${binaries.postgres}: ${cause.message}`, { cause })))
    })
    child.unref()
    child.once('exit', (code, signal) => {
      if (code !== 0) log(`The database server ended (${signal ?? code}); see ${places.log}`)
    })
    return { pid: Number(child.pid), ended }
  } finally {
    await logFile.close()
  }
}

/** The file names its writer once the server holds the folder and its port; only then the start counts. */
const untilItWrotePidFile = async ({ places }: Setup, pid: number): Promise<'holds'> => {
  for (;;) {
    const lines = (await readFile(places.pidFile, 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === pid && lines[7]?.trim()) return 'holds'
    if (!isAlive(pid)) await sleep(1_000)
    await sleep(10)
  }
}

/** Waits until the server answers a login. Recovery after a crash may take minutes: only its death ends the waiting. */
export const untilReady = async ({ places, log }: Setup, server: ServerProcess, url: string): Promise<void> => {
  const since = Date.now()
  let told = false
  for (;;) {
    const failure = await login(url)
    if (failure === undefined) return
    if (failure === '28P01') throw wrongPassword(places.ownerPassword)
    const waited = Date.now() - since
    const patience = server.adopted && failure === 'ECONNREFUSED' ? 30_000 : 15 * 60_000
    if (!isAlive(server.pid) || waited > patience) throw couldNotStart(places.log, await tailOf(places.log))
    if (!told && waited > 5_000) {
      log('The database is recovering what was written before it was stopped; please wait')
      told = true
    }
    await sleep(20)
  }
}

/** Signs in once; the code of what went wrong, or nothing when all is well. */
const login = (url: string): Promise<string | undefined> =>
  withClient(url, (client) => client.query('select 1')).then(
    () => undefined,
    (error: { code?: string }) => error.code ?? 'unknown',
  )

/** Stops cleanly: sessions end, everything is written, the process is gone when this returns. */
export const stopServer = async ({ places, account, binaries }: Setup, pid: number): Promise<void> => {
  if (!isAlive(pid)) return
  if (process.platform === 'win32') {
    await runProgram(binaries.pgCtl, ['stop', '-D', places.data, '-m', 'fast', '-w'], { account, cwd: binaries.folder })
    return
  }
  process.kill(pid, 'SIGINT')
  for (const giveUpAt = Date.now() + 120_000; isAlive(pid); await sleep(10)) {
    if (Date.now() > giveUpAt) throw new Error(`The database server (process ${pid}) does not stop; see ${places.log}`)
  }
}

/** The port of last time if it is free, so that addresses stay the same; otherwise any free one, kept for next time. */
const choosePort = async (file: string): Promise<number> => {
  const kept = Number(await readFile(file, 'utf8').catch(() => '0'))
  if (kept > 0 && (await listenOnce(kept)) === kept) return kept
  const port = await listenOnce(0)
  await writeFile(file, `${port}\n`)
  return Number(port)
}

const listenOnce = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined))
    })
  })

/** Keeps the log of last time as `.old` once it has grown; called before a start, when nobody writes to it. */
export const turnOverLog = async (file: string): Promise<void> => {
  if ((await sizeOf(file)) > 10_000_000) await rename(file, `${file}.old`)
}

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  )

const tailOf = async (file: string): Promise<string> => (await readFile(file, 'utf8').catch(() => '')).slice(-2_000)

const couldNotStart = (logFile: string, said: string): Error => {
  const lines = said.trim().split('\n').slice(-12)
  return new Error(`The database server did not start (its log: ${logFile}):\n${lines.join('\n')}`)
}

const wrongPassword = (file: string): Error =>
  new Error(
    `The database does not accept the password in ${file}. Put that file back, or restore the whole state folder.`,
  )
