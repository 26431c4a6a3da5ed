import type { Job } from '#platform/jobs.ts'
import { type Hearing, speechJobs } from './hear-speech.ts'
import type { Vault } from './keeper.ts'
import { keepingJobs } from './let-go.ts'

export const recordingsJobs = (vault: Vault, hearing: Hearing): readonly Job[] => [
  ...keepingJobs(vault),
  ...speechJobs(vault, hearing),
]
