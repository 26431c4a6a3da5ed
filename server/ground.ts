import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withClient } from '#platform/postgres/client.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/postgres/embedded.ts'
import type { Config } from './config.ts'

export type DatabaseGround = { url: string; ownerUrl: string; own: EmbeddedPostgres | undefined }

/** The database the settings name, or our own Postgres in the state folder, started or adopted. */
export const openGround = async (config: Config, say: (line: string) => void): Promise<DatabaseGround> => {
  if (config.database) return { ...config.database, own: undefined }
  await mkdir(config.stateDir, { recursive: true })
  const own = await startEmbeddedPostgres({ stateDir: join(config.stateDir, 'postgres'), log: say })
  return { url: own.appUrl(), ownerUrl: own.ownerUrl(), own }
}

/** Stops our own Postgres, unless another process of ours is still using it. */
export const closeGround = async ({ own, ownerUrl }: DatabaseGround): Promise<void> => {
  if (!own) return
  const others = await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return rows[0]?.others ?? 0
  })
  if (others === 0) await own.stop()
}
