import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'

/** The path of the next migration of this name, relative to `root`: `database/migrations/0007_campaigns.sql`. */
export const nextMigration = async (root: string, name: string): Promise<string> => {
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error(`"${name}" is no name of a migration; say it like give_teams_a_leader`)
  const files = await readdir(resolve(root, 'database/migrations'))
  const last = Math.max(0, ...files.map((file) => Number(/^(\d{4})_.*\.sql$/.exec(file)?.[1] ?? 0)))
  return `database/migrations/${String(last + 1).padStart(4, '0')}_${name}.sql`
}
