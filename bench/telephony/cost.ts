import { readFileSync } from 'node:fs'
import pg from 'pg'
import type { Urls } from '../ground.ts'
import { cpuSeconds, cpuSecondsWithChildren, machineTime, memoryMb } from './processes.ts'

/** Whose processor time and memory are looked at, by process id. */
export type Watched = { asterisk: number; ours: number; carriers: readonly number[]; postgres: number | null }

/** The process all others of that Postgres are children of. */
export const postgresOf = async ({ url }: Urls): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const status = readFileSync(`/proc/${rows[0]?.pid}/status`, 'utf8')
    return Number(/PPid:\s+(\d+)/.exec(status)?.[1])
  } finally {
    await client.end()
  }
}

export type Spent = { asterisk: number; ours: number; carriers: number; postgres: number; machineBusyShare: number }

/** Processor seconds each has used from now until asked; of the machine the share that anybody used. */
export const beginCost = ({ asterisk, ours, carriers, postgres }: Watched): (() => Spent) => {
  const look = () => ({
    asterisk: cpuSeconds(asterisk),
    ours: cpuSeconds(ours),
    carriers: carriers.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    postgres: postgres === null ? 0 : cpuSecondsWithChildren(postgres),
  })
  const [before, machine] = [look(), machineTime()]
  return () => {
    const [after, then] = [look(), machineTime()]
    return {
      asterisk: after.asterisk - before.asterisk,
      ours: after.ours - before.ours,
      carriers: after.carriers - before.carriers,
      postgres: after.postgres - before.postgres,
      machineBusyShare: (then.busy - machine.busy) / (then.all - machine.all),
    }
  }
}

export const memoryOf = ({ asterisk, ours }: Pick<Watched, 'asterisk' | 'ours'>) => ({
  asteriskMb: memoryMb(asterisk),
  oursMb: memoryMb(ours),
})
