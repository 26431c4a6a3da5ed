import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Child, startChild } from './child.ts'
import { type AsteriskNode, writeConfiguration } from './configuration.ts'
import type { AsteriskPrograms } from './get-asterisk.ts'

const run = promisify(execFile)

/** One Asterisk on this machine, which may be stopped, killed and started again; its configuration stays. */
export type AsteriskProcess = {
  node: AsteriskNode
  pid: () => number
  isRunning: () => boolean
  /** A command of its console, and what it answered. */
  tell: (command: string) => Promise<string>
  /** As an operator would: calls end properly. */
  stop: () => Promise<void>
  /** As a crash would: nobody is told. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Stops it from doing anything, sockets open, as a machine that hangs; and lets it go on. */
  freeze: (on: boolean) => void
  /** Lets it write no byte more into any file, as on a disk that is full; and lets it write again. */
  fillDisk: (on: boolean) => Promise<void>
}

/** Writes the configuration, starts Asterisk, and resolves once it takes calls: about half a second. */
export const startAsterisk = async (programs: AsteriskPrograms, node: AsteriskNode): Promise<AsteriskProcess> => {
  await writeConfiguration(node)
  const settings = join(node.folders.configuration, 'asterisk.conf')
  const output = join(node.folders.log, 'output')
  const control = join(node.folders.run, 'asterisk.ctl')
  let child: Child

  const tell = async (command: string): Promise<string> => {
    const { args } = programs.asterisk
    const { stdout } = await run(programs.asterisk.command, [...args, '-C', settings, '-rx', command], {
      timeout: 10_000,
    })
    return stdout
  }
  const start = async (): Promise<void> => {
    // After a kill it would be found, and nobody behind it.
    await rm(control, { force: true })
    child = await startChild(heedless(programs.asterisk), ['-f', '-C', settings], output)
    for (let tries = 0; tries < 600; tries++) {
      const booted = await tell('core waitfullybooted').catch(() => '')
      if (booted.includes('fully booted')) return
      if (!child.isRunning()) break
      await wait(50)
    }
    await child.stop('SIGKILL')
    const said = await readFile(output, 'utf8')
    throw new Error(`Asterisk did not start:\n${said.split('\n').slice(-20).join('\n')}`)
  }
  await start()
  return {
    node,
    pid: () => child.pid,
    isRunning: () => child.isRunning(),
    tell,
    start,
    stop: () => child.stop(),
    kill: () => child.stop('SIGKILL'),
    freeze: (on) => child.signal(on ? 'SIGSTOP' : 'SIGCONT'),
    fillDisk: async (on) => {
      await run('prlimit', ['--pid', String(child.pid), `--fsize=${on ? 0 : 'unlimited'}:unlimited`])
    },
  }
}

/** Writing beyond a limit is then refused, as by a disk that is full, instead of ending it by a signal. */
const heedless = ({ command, args }: AsteriskPrograms['asterisk']): AsteriskPrograms['asterisk'] => ({
  command: 'env',
  args: ['--ignore-signal=XFSZ', command, ...args],
})
