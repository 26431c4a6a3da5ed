import { Worker } from 'node:worker_threads'
import { ForecastCancelled, type Forecaster, type ForecastResult } from '#domains/simulation/server/public.ts'

type Told = { done: number } | { result: ForecastResult }

/** Forecasts in a thread of its own, so that nothing else waits; a cancelled one is ended where it stands. */
export const forecastInThread: Forecaster = (inputs, { onProgress, signal }) =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: inputs })
    const cancel = (): void => {
      reject(new ForecastCancelled())
      void thread.terminate()
    }
    signal.addEventListener('abort', cancel, { once: true })
    thread.on('message', (told: Told) => {
      if ('done' in told) onProgress(told.done)
      else resolve(told.result)
    })
    thread.on('error', reject)
    thread.on('exit', () => {
      signal.removeEventListener('abort', cancel)
      reject(new Error('the thread of a forecast ended without a result'))
    })
  })
