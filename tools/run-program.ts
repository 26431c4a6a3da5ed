import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

/** The folder of this repository. */
export const repository = resolve(import.meta.dirname, '..')

export type Ending = { code: number; output: string; errors: string }

/** Runs a script of a tool in node_modules (or any other) with this very Node, and keeps what it says. */
export const runScript = (script: string, args: readonly string[], cwd = repository): Promise<Ending> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(repository, script), ...args], { cwd })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes))
    child.on('error', fail)
    child.on('close', (code) =>
      done({ code: code ?? 1, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() }),
    )
  })

/** What was told to end and does not is killed so much later. */
const endsWithinMs = 20_000

/**
 * Runs a script with its output on our screen as it comes; answers its exit code. One that goes on for longer than
 * `mostMs` is ended, which is a failure: a run that never ends tells nobody what is wrong.
 */
export const watchScript = (script: string, args: readonly string[], mostMs: number): Promise<number> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve(repository, script), ...args], { cwd: repository, stdio: 'inherit' })
    let kill: NodeJS.Timeout | undefined
    const end = setTimeout(() => {
      console.log(`${script} ${args.join(' ')} was ended: it went on for more than ${Math.round(mostMs / 1000)} s`)
      child.kill('SIGTERM')
      kill = setTimeout(() => child.kill('SIGKILL'), endsWithinMs)
    }, mostMs)
    const stopClock = (): void => {
      clearTimeout(end)
      clearTimeout(kill)
    }
    child.on('error', (problem) => {
      stopClock()
      fail(problem)
    })
    child.on('close', (code) => {
      stopClock()
      done(code ?? 1)
    })
  })
