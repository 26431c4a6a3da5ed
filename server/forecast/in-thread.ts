import { Worker } from 'node:worker_threads'
import { ForecastCancelled, type Forecaster, type ForecastResult } from '#domains/simulation/server/public.ts'

type Told = { done: number } | { result: ForecastResult }

/**
 * Computes forecasts in threads of their own, so that nothing else waits. A cancelled one is ended where it stands;
 * `stop` ends all of them, to be taken up again by whoever resumes forecasts that stand still.
 */
export const openForecaster = () => {
  const ends = new Set<() => void>()
  let stopped = false

  const compute: Forecaster = (inputs, { onProgress, signal }) =>
    new Promise((resolve, reject) => {
      if (stopped || signal.aborted) return reject(new ForecastCancelled())
      const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: inputs })
      const end = (): void => {
        reject(new ForecastCancelled())
        void thread.terminate()
      }
      ends.add(end)
      signal.addEventListener('abort', end, { once: true })
      thread.on('message', (told: Told) => {
        if ('done' in told) onProgress(told.done)
        else resolve(told.result)
      })
      thread.on('error', reject)
      thread.on('exit', () => {
        ends.delete(end)
        signal.removeEventListener('abort', end)
        reject(new Error('the thread of a forecast ended without a result'))
      })
    })

  return {
    compute,
    stop: (): void => {
      stopped = true
      for (const end of ends) end()
    },
  }
}
