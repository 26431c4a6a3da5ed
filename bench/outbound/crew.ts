import { Worker } from 'node:worker_threads'
import type { Job, Outcome } from './outcome.ts'

type Task = { job: Job; resolve: (outcome: Outcome) => void; reject: (error: unknown) => void }

/** Threads that take one job after the other, in the order they were given. */
export class Crew {
  private readonly workers: Worker[] = []
  private readonly idle: Worker[] = []
  private readonly left: Task[] = []
  private next = 0

  constructor(size: number) {
    for (let n = 0; n < size; n++) this.workers.push(new Worker(new URL('./worker.ts', import.meta.url)))
    this.idle.push(...this.workers)
  }

  run(job: Job): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.left.push({ job, resolve, reject })
      this.hand()
    })
  }
  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()))
  }

  private hand(): void {
    const task = this.left[this.next]
    const worker = task && this.idle.pop()
    if (!task || !worker) return
    this.next++
    // A thread that failed is gone: its job is told so, and nobody waits for it again.
    worker.once('error', task.reject)
    worker.once('message', (outcome: Outcome) => {
      worker.off('error', task.reject)
      this.idle.push(worker)
      task.resolve(outcome)
      this.hand()
    })
    worker.postMessage(task.job)
  }
}
