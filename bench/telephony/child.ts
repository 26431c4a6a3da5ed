import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Asked of a child, and what it answers; `problem` where it could not. */
export type Asked = { id: number; what: string; detail?: unknown }
export type Answered = { id: number; answer?: unknown; problem?: string }

/** A program of the bench that runs as a process of its own, so that its time is its own. */
export type BenchChild = {
  pid: number
  ask: <T>(what: string, detail?: unknown) => Promise<T>
  isRunning: () => boolean
  /** Asks it to end in order, and waits. */
  stop: () => Promise<void>
  /** As a crash would. */
  kill: () => Promise<void>
}

/** Starts `program` (a file beside this one) and resolves once it has answered its first question. */
export const startChild = async (program: string, order: unknown, log: string): Promise<BenchChild> => {
  const output = openSync(log, 'a')
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', output, output, 'ipc'],
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null
  const ask = asking(child, ended, `${program}, see ${log}`)
  await ask('ready')
  return {
    pid: Number(child.pid),
    ask,
    isRunning,
    stop: async () => {
      if (!isRunning()) return
      await ask('stop').catch(() => {})
      child.kill('SIGKILL')
      await ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const asking = (child: ChildProcess, ended: Promise<void>, name: string): BenchChild['ask'] => {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  child.on('message', (message) => {
    const { id, answer, problem } = message as Answered
    const one = waiting.get(id)
    waiting.delete(id)
    if (problem === undefined) one?.resolve(answer)
    else one?.reject(new Error(`${name}: ${problem}`))
  })
  void ended.then(() => {
    for (const one of waiting.values()) one.reject(new Error(`it ended: ${name}`))
    waiting.clear()
  })
  return (what, detail) => {
    const own = Promise.withResolvers<unknown>()
    const id = ++asked
    waiting.set(id, own)
    child.send({ id, what, detail } satisfies Asked, (error) => error && own.reject(error))
    return own.promise as Promise<never>
  }
}

/** The other end: answers what the bench asks, and ends with it. */
export const answering = (answers: Record<string, (detail: never) => unknown>): void => {
  // Nobody is left to work for.
  process.on('disconnect', () => process.exit(1))
  process.on('message', (message) => {
    const { id, what, detail } = message as Asked
    const answerOne = async (): Promise<Answered> => {
      const how = what === 'ready' ? () => true : answers[what]
      if (!how) throw new Error(`nobody here can ${what}`)
      return { id, answer: await how(detail as never) }
    }
    void answerOne()
      .catch((error: unknown) => ({
        id,
        problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }))
      .then((told) => process.send?.(told))
  })
}
