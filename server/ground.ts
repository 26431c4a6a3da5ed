import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
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
