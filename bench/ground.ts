import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/migrate.ts'
import { databaseOf } from '#platform/postgres/client.ts'
import { createDatabase, databaseExists, dropDatabase } from '#platform/postgres/databases.ts'
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts'

/** Names carry their unit: `ledger_events_per_second_wave_64`. */
export type Figures = Record<string, number>
export type Urls = { url: string; ownerUrl: string }

export type BenchGround = {
  quick: boolean
  /** A migrated, empty database on a Postgres that keeps every commit. */
  freshDatabase(): Promise<Urls>
  /** A migrated database of that name: the one an earlier run left in a kept folder, or an empty one. */
  namedDatabase(name: string): Promise<Urls>
  /** Stops Postgres and starts it again, so that it remembers nothing; answers where that database is then. */
  restart(urls: Urls): Promise<Urls>
  say(line: string): void
}
export type Bench = (ground: BenchGround) => Promise<Figures>

const folderFor = async (keep: string | undefined): Promise<string> => {
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'carillon-bench-')))
  await mkdir(folder, { recursive: true })
  await chmod(folder, 0o755)
  return folder
}

/** Our own Postgres in a folder that is gone afterwards, unless it is to be kept; nothing a centre has is touched. */
export const openGround = async (quick: boolean, say: (line: string) => void, keep?: string) => {
  const stateDir = await folderFor(keep)
  let postgres = await startEmbeddedPostgres({ stateDir })
  const urlsOf = (name: string): Urls => ({ url: postgres.appUrl(name), ownerUrl: postgres.ownerUrl(name) })
  let databases = 0
  const namedDatabase = async (name: string): Promise<Urls> => {
    const server = postgres.ownerUrl('postgres')
    if (!(await databaseExists(server, name))) await createDatabase(server, name)
    const urls = urlsOf(name)
    await migrate(urls.ownerUrl)
    return urls
  }
  const ground: BenchGround = {
    quick,
    say,
    freshDatabase: async () => {
      const name = `bench_${++databases}`
      await dropDatabase(postgres.ownerUrl('postgres'), name)
      return namedDatabase(name)
    },
    namedDatabase,
    restart: async ({ url }) => {
      await postgres.stop()
      postgres = await startEmbeddedPostgres({ stateDir })
      return urlsOf(databaseOf(url))
    },
  }
  const close = async (): Promise<void> => {
    await postgres.stop()
    if (!keep) await rm(stateDir, { recursive: true, force: true })
  }
  return { ground, close }
}

/** The value below which that share of the sorted samples lies. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
export const round = (value: number, digits = 0): number => Number(value.toFixed(digits))
