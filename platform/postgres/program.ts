import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Account } from './account.ts'

type Running = { account: Account; cwd: string }

/**
 * What the database programs see of our environment: on Unix nothing that could change a cluster's encoding, port or
 * folder (LANG, PG…). Windows programs need their system variables, so there they inherit ours.
 */
export const environmentOf = (): Record<string, string> | undefined =>
  process.platform === 'win32' ? undefined : { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Runs a program to its end; when it fails, the error carries all it said. */
export const runProgram = (program: string, args: readonly string[], { account, cwd }: Running): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account.ids, cwd, env: environmentOf(), stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => said.push(text))
    child.once('error', (cause) => reject(new Error(`Cannot run ${program}: ${cause.message}`, { cause })))
    child.once('close', (code) => {
      const text = said.join('').trim()
      if (code === 0) resolve(text)
      else reject(new Error(`${program} failed (${code ?? 'killed'}), as "${account.name}":\n${text}`))
    })
  })

/** Whether a process with this id runs, whoever owns it. One that ended and waits to be collected does not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

/** In a container without an init process nobody collects an orphan that ended; it keeps its id for good. */
const isZombie = (pid: number): boolean => {
  if (process.platform !== 'linux') return false
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .startsWith('Z')
  } catch {
    return false
  }
}

/** The command line of a process, or undefined where it cannot be told. */
export const commandOf = async (pid: number): Promise<string | undefined> => {
  if (process.platform === 'win32') return undefined
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
    return text?.replaceAll('\0', ' ').trim()
  }
  const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'command=', '-p', String(pid)])
  return stdout.trim()
}
