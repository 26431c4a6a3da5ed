import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/migrate.ts'
import { databaseOf } from '#platform/postgres/client.ts'
import { createDatabase } from '#platform/postgres/databases.ts'
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts'

/** Names carry their unit: `ledger_events_per_second_wave_64`. */
export type Figures = Record<string, number>
export type Urls = { url: string; ownerUrl: string }

export type BenchGround = {
  quick: boolean
  /** A migrated, empty database on a Postgres that keeps every commit. */
  freshDatabase(): Promise<Urls>
  /** Stops Postgres and starts it again, so that it remembers nothing; answers where that database is then. */
  restart(urls: Urls): Promise<Urls>
  say(line: string): void
}
export type Bench = (ground: BenchGround) => Promise<Figures>

/** Our own Postgres in a folder that is gone afterwards; nothing a centre has is touched. */
export const openGround = async (quick: boolean, say: (line: string) => void) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'carillon-bench-'))
  await chmod(stateDir, 0o755)
  let postgres = await startEmbeddedPostgres({ stateDir })
  const urlsOf = (name: string): Urls => ({ url: postgres.appUrl(name), ownerUrl: postgres.ownerUrl(name) })
  let databases = 0
  const ground: BenchGround = {
    quick,
    say,
    freshDatabase: async () => {
      const name = `bench_${++databases}`
      await createDatabase(postgres.ownerUrl('postgres'), name)
      const urls = urlsOf(name)
      await migrate(urls.ownerUrl)
      return urls
    },
    restart: async ({ url }) => {
      await postgres.stop()
      postgres = await startEmbeddedPostgres({ stateDir })
      return urlsOf(databaseOf(url))
    },
  }
  const close = async (): Promise<void> => {
    await postgres.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
  return { ground, close }
}

/** The value below which that share of the sorted samples lies. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
export const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
