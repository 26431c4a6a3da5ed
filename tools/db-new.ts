import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { nextMigration } from './migration-number.ts'
import { repository } from './run-program.ts'

const [name] = process.argv.slice(2)
if (!name) throw new Error('npm run db:new give_teams_a_leader')
const path = await nextMigration(repository, name)
await writeFile(resolve(repository, path), `-- ${name.replaceAll('_', ' ')}: why.\n`, { flag: 'wx' })
console.log(`wrote ${path}; then npm run db:types`)
