import { restore } from '#platform/backup.ts'
import { migrate } from '#platform/migrate.ts'
import { readConfig } from './config.ts'
import { closeGround, openGround } from './ground.ts'

const [, , file] = process.argv
if (!file) {
  console.error('npm run restore -- FILE   （恢复到一个空的数据库 / into an empty database）')
  process.exit(2)
}
const ground = await openGround(readConfig(), console.error)
await migrate(ground.ownerUrl)
const { tables, rows } = await restore(ground.ownerUrl, file)
console.log(`恢复完成 / restored: ${tables} tables, ${rows} rows`)
await closeGround(ground)
