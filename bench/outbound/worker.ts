import { parentPort } from 'node:worker_threads'
import type { Job } from './outcome.ts'
import { policies } from './registry.ts'
import { runOne } from './run-one.ts'
import { scenarios } from './scenarios.ts'

parentPort?.on('message', async (job: Job) => {
  const [scenario, policy] = [scenarios[job.scenario], policies[job.policy]]
  if (!scenario || !policy) throw new Error(`there is no ${scenario ? job.policy : job.scenario}`)
  parentPort?.postMessage(await runOne(job, scenario, policy))
})
