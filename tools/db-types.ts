import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freshDatabase, stopTestCluster } from '#platform/postgres/test-cluster.ts'

/** `npm run db:types`: writes database/types.ts from a freshly migrated database; `--check` only compares. */
const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'database/types.ts')
const before = readFileSync(target, 'utf8')
const database = await freshDatabase()
const made = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
    ...[
      '--url',
      database.ownerUrl,
      '--dialect',
      'postgres',
      '--camel-case',
      '--numeric-parser',
      'number',
      '--date-parser',
      'string',
    ],
    ...['--exclude-pattern', 'graphile_worker.*', '--type-mapping', '{"timestamptz":"Moment","int8":"number"}'],
    ...['--custom-imports', '{"Moment":"./moment.ts#Moment"}', '--out-file', target],
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
await database.drop()
await stopTestCluster()
if (made.status !== 0) process.exit(1)
if (process.argv.includes('--check') && readFileSync(target, 'utf8') !== before) {
  writeFileSync(target, before)
  console.error('database/types.ts does not fit the migrations: run npm run db:types')
  process.exit(1)
}
