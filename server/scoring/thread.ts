import { parentPort, workerData } from 'node:worker_threads'
import { learn, scoreContacts, type Work } from '#domains/scoring/server/public.ts'

/** The thread: does the one piece of work it was started with, telling how far it has come. */
const work = workerData as Work
parentPort?.postMessage({
  result:
    work.kind === 'learn'
      ? learn(work.lesson, (done) => parentPort?.postMessage({ done }))
      : scoreContacts(work.table, work.success, work.answer),
})
