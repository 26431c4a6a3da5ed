import { parentPort, workerData } from 'node:worker_threads'
import { type ForecastInputs, forecast } from '#domains/simulation/server/public.ts'
import { forecastNetwork } from './network.ts'

/** The thread: computes the forecast it was started with, telling each run. */
const inputs = workerData as ForecastInputs
const result = await forecast(inputs, forecastNetwork, {
  onRun: (done) => parentPort?.postMessage({ done: done / inputs.runs }),
})
parentPort?.postMessage({ result })
