import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { CentreOrder, CentreReady } from './test-centre-process.ts'

const program = fileURLToPath(new URL('./test-centre-process.ts', import.meta.url))

export type CentreProcess = CentreReady & {
  pid: number
  /** Resolves with the first line that has that key, told already or later; rejects if the process ends before. */
  told(key: string): Promise<Record<string, unknown>>
  say(line: string): void
  /** Ends it by its id; resolves when it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>
}

const started = new Set<ChildProcess>()
/** Ends what a failed test left running. */
export const killStarted = async (): Promise<void> => {
  for (const child of started) child.kill('SIGKILL')
  while (started.size > 0) await new Promise((resume) => setTimeout(resume, 10))
}

/** Starts a centre as a process of its own and waits until it answers. */
export const startCentre = async (order: CentreOrder, environment: Record<string, string>): Promise<CentreProcess> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(order)], {
    env: { ...process.env, CARILLON_PORT: '0', CARILLON_LOG: 'error', CARILLON_RECORDING: 'off', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  started.add(child)
  const lines: Record<string, unknown>[] = []
  const waiting: { key: string; found: (line: Record<string, unknown>) => void; failed: (error: Error) => void }[] = []
  let complaints = ''
  child.stderr.on('data', (text) => {
    complaints = `${complaints}${text}`.slice(-4000)
  })
  child.stdin.on('error', () => {})
  createInterface({ input: child.stdout }).on('line', (text) => {
    if (!text.startsWith('{')) return
    const line = JSON.parse(text) as Record<string, unknown>
    lines.push(line)
    for (const { key, found } of waiting) if (key in line) found(line)
  })
  let gone = false
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      gone = true
      started.delete(child)
      for (const { failed } of waiting) failed(new Error(`the centre ended: ${complaints}`))
      resolve()
    })
  })
  const told = (key: string): Promise<Record<string, unknown>> => {
    const known = lines.find((line) => key in line)
    if (known) return Promise.resolve(known)
    if (gone) return Promise.reject(new Error(`the centre ended: ${complaints}`))
    return new Promise((found, failed) => waiting.push({ key, found, failed }))
  }
  const ready = (await told('ready')) as CentreReady
  return {
    ...ready,
    pid: Number(child.pid),
    told,
    say: (line) => void child.stdin.write(`${line}\n`),
    kill: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}
