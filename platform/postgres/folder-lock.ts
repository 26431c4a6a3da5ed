import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './program.ts'

const staleAfterMs = 20_000
const refreshEveryMs = 3_000

/**
 * Runs `work` while holding a lock file, so that processes starting at once take turns. A holder that died is noticed
 * by its process id, or, where ids mean nothing (containers sharing a folder), by a lock that is no longer refreshed.
 */
export const withLock = async <T>(lockFile: string, work: () => Promise<T>): Promise<T> => {
  const token = `${process.pid} ${randomUUID()}`
  while (!(await take(lockFile, token))) {
    await breakIfStale(lockFile)
    await sleep(30 + Math.random() * 40)
  }
  held.add(token)
  const refresh = setInterval(() => void touch(lockFile), refreshEveryMs)
  refresh.unref()
  try {
    return await work()
  } finally {
    clearInterval(refresh)
    held.delete(token)
    if ((await contentOf(lockFile)) === token) await unlink(lockFile).catch(() => undefined)
  }
}

/** Locks this very process holds: our own process id in a lock file proves nothing after a container restart. */
const held = new Set<string>()

const take = (lockFile: string, token: string): Promise<boolean> =>
  writeFile(lockFile, token, { flag: 'wx', mode: 0o600 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      // Windows says EPERM for a file that is just being removed.
      if (error.code === 'EEXIST' || (process.platform === 'win32' && error.code === 'EPERM')) return false
      throw new Error(`Cannot write in the state folder (${lockFile}): ${error.message}`, { cause: error })
    },
  )

/** Only one process may break a lock, and only the very lock it found stale; hence the folder beside it. */
const breakIfStale = async (lockFile: string): Promise<void> => {
  const found = await contentOf(lockFile)
  if (found === undefined || !(await isStale(lockFile, found))) return
  const breaking = `${lockFile}.breaking`
  try {
    await mkdir(breaking)
  } catch {
    if ((await ageMs(breaking)) > staleAfterMs) await rmdir(breaking).catch(() => undefined)
    return
  }
  try {
    if ((await contentOf(lockFile)) === found) await unlink(lockFile)
  } finally {
    await rmdir(breaking).catch(() => undefined)
  }
}

const isStale = async (lockFile: string, content: string): Promise<boolean> => {
  const age = await ageMs(lockFile)
  if (age > staleAfterMs) return true
  const pid = Number.parseInt(content, 10)
  if (Number.isNaN(pid)) return age > 2_000
  if (pid === process.pid) return !held.has(content) && age > 2_000
  return !isAlive(pid)
}

const contentOf = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined)
const touch = (path: string): Promise<void> => utimes(path, new Date(), new Date()).catch(() => undefined)
const ageMs = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  )
