import { backUp } from '#platform/backup.ts'
import { readConfig } from './config.ts'
import { closeGround, openGround } from './ground.ts'

const file = process.argv[2] ?? `carillon-${new Date().toISOString().slice(0, 16).replaceAll(/[-:T]/g, '')}.backup.gz`
const ground = await openGround(readConfig(), console.error)
const { tables, rows } = await backUp(ground.ownerUrl, file)
console.log(`备份完成 / backed up: ${file} (${tables} tables, ${rows} rows)`)
await closeGround(ground)
