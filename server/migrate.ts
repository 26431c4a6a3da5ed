import { migrate } from '#platform/migrate.ts'
import { readConfig } from './config.ts'
import { openGround } from './ground.ts'

const ground = await openGround(readConfig(), console.error)
const applied = await migrate(ground.ownerUrl, { onProgress: (name) => console.log(`+ ${name}`) })
console.log(
  applied.length === 0
    ? '数据库已是最新 / the database is up to date'
    : `${applied.length} 个迁移完成 / migrations applied`,
)
if (ground.own && !ground.own.adopted) await ground.own.stop()
