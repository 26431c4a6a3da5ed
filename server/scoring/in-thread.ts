import { Worker } from 'node:worker_threads'
import type { Learner, Learnt, Scored, Work } from '#domains/scoring/server/public.ts'

type Told = { done: number } | { result: unknown }

/** Learns and scores in threads, so that nothing else waits; `stop` ends them, to be taken up again after a restart. */
export const openLearner = () => {
  const threads = new Set<Worker>()
  let stopped = false

  const inThread = (work: Work, onDone: (share: number) => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(new Error('the centre is stopping'))
      const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: work })
      threads.add(thread)
      thread.on('message', (told: Told) => {
        if ('done' in told) onDone(told.done)
        else resolve(told.result)
      })
      thread.on('error', reject)
      thread.on('exit', () => {
        threads.delete(thread)
        reject(new Error('the thread of a scoring ended without a result'))
      })
    })

  const learner: Learner = {
    learn: (lesson, onDone) => inThread({ kind: 'learn', lesson }, onDone) as Promise<Learnt>,
    score: (table, success, answer) => inThread({ kind: 'score', table, success, answer }, () => {}) as Promise<Scored>,
  }
  return {
    learner,
    stop: (): void => {
      stopped = true
      for (const thread of threads) void thread.terminate()
    },
  }
}
