// Run by the tests as a process of its own: starts the database of the folder given, says so, and then stops it
// again or holds it until killed.
import pg from 'pg'
import { startEmbeddedPostgres } from './embedded.ts'

const [stateDir = '', then = 'stop'] = process.argv.slice(2)
const postgres = await startEmbeddedPostgres({ stateDir, durable: false })
const client = new pg.Client({ connectionString: postgres.ownerUrl() })
await client.connect()
const { rows } = await client.query(
  `select current_setting('server_encoding') as encoding, '钟鸣' < 'é' as sorted, upper('é') as upper`,
)
await client.end()
console.log(JSON.stringify({ pid: postgres.pid, port: postgres.port, adopted: postgres.adopted, ...rows[0] }))
if (then === 'stop') await postgres.stop()
else setInterval(() => undefined, 60_000)
