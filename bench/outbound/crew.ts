import { Worker } from 'node:worker_threads'
import type { Job, Outcome } from './outcome.ts'

/** Threads that do one job after the other. */
export class Crew {
  private readonly workers: Worker[]

  constructor(size: number) {
    this.workers = Array.from({ length: size }, () => new Worker(new URL('./worker.ts', import.meta.url)))
  }

  /** Each outcome is told as it comes; rejects with the first job that fails. */
  async run(jobs: readonly Job[], tell: (outcome: Outcome) => void): Promise<void> {
    const left = jobs.values()
    await Promise.all(this.workers.map((worker) => work(worker, left, tell)))
  }
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }
}

const work = async (worker: Worker, left: Iterator<Job>, tell: (outcome: Outcome) => void): Promise<void> => {
  for (let next = left.next(); !next.done; next = left.next()) tell(await done(worker, next.value))
}

const done = (worker: Worker, job: Job): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(error)
    worker.once('error', fail)
    worker.once('message', (outcome: Outcome) => {
      worker.off('error', fail)
      resolve(outcome)
    })
    worker.postMessage(job)
  })
