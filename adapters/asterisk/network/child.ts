import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Program } from './get-asterisk.ts'

/** A program running as a child of ours. It never outlives us, and it is only ever ended by its own process id. */
export type Child = {
  pid: number
  isRunning: () => boolean
  /** Asks it to end with a signal, and ends it for good where it has not within so long. */
  stop: (signal?: NodeJS.Signals, withinMs?: number) => Promise<void>
  signal: (signal: NodeJS.Signals) => void
  ended: Promise<void>
}

/** Starts a program, its output in a file. */
export const startChild = async (program: Program, args: readonly string[], log: string): Promise<Child> => {
  const output = openSync(log, 'a')
  const command = [...leash(), program.command, ...program.args, ...args]
  const [first = '', ...rest] = command
  // HOME: SIPp and Asterisk's console look there for a file of their own; they shall find none.
  const env = { ...environment, HOME: '/nonexistent' }
  // Of a group of its own: Ctrl+C in a terminal is for us, who then end it in order.
  const child = spawn(first, rest, { stdio: ['ignore', output, output], env, detached: true })
  closeSync(output)
  const pid = await started(child, first)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  // Where nothing holds it on a leash.
  const killNow = (): void => void child.kill('SIGKILL')
  process.once('exit', killNow)
  void ended.then(() => process.off('exit', killNow))

  return {
    pid,
    ended,
    isRunning,
    signal: (signal) => void (isRunning() && child.kill(signal)),
    stop: async (signal = 'SIGTERM', withinMs = 5000) => {
      if (!isRunning()) return
      child.kill(signal)
      const impatience = setTimeout(killNow, withinMs)
      await ended
      clearTimeout(impatience)
    },
  }
}

/** What the programs may know of the machine. */
const environment: NodeJS.ProcessEnv = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TERM: 'dumb' }

const started = (child: ChildProcess, command: string): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('error', (problem) => reject(new Error(`cannot start ${command}: ${problem.message}`)))
    child.once('spawn', () => (child.pid ? resolve(child.pid) : reject(new Error(`${command} has no process id`))))
  })

let known: string[] | undefined
/** Where util-linux is there: the kernel ends the program with us, even if we are killed outright. */
const leash = (): readonly string[] => {
  known ??= canLeash() ? ['setpriv', '--pdeathsig', 'KILL', '--'] : []
  return known
}
const canLeash = (): boolean => {
  try {
    execFileSync('setpriv', ['--pdeathsig', 'KILL', '--', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
