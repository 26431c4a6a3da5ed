import { migrate } from '#platform/migrate.ts'
import { readConfig } from './config.ts'
import { closeGround, openGround } from './ground.ts'

const ground = await openGround(readConfig(), console.error)
const applied = await migrate(ground.ownerUrl, { onProgress: (name) => console.log(`+ ${name}`) })
console.log(
  applied.length === 0
    ? '数据库已是最新 / the database is up to date'
    : `${applied.length} 个迁移完成 / migrations applied`,
)
await closeGround(ground)
