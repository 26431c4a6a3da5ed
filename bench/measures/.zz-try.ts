import { readFileSync } from 'node:fs'
import { openDatabase } from '#platform/db.ts'
import { asked, compareDuck, compareGroups, contextOf } from './asking.ts'
import { centreOf } from './centre.ts'
import { duckWith } from './duck.ts'
import { askDuck, duckQueries } from './duck-question.ts'
import { kinds, poseOf, spans } from './questions.ts'

const [db, rows, only] = [process.argv[2], Number(process.argv[3]), process.argv[4]]
const port = readFileSync('/tmp/wm/pg/postgres.port', 'utf8').trim(),
  pw = readFileSync('/tmp/wm/pg/postgres.owner-password', 'utf8').trim(),
  apw = readFileSync('/tmp/wm/pg/postgres.app-password', 'utf8').trim()
const ownerUrl = `postgres://carillon:${pw}@127.0.0.1:${port}/${db}`,
  url = `postgres://carillon_app:${apw}@127.0.0.1:${port}/${db}`
const database = openDatabase(url)
const centre = centreOf(rows, 1)
const now = new Date('2026-01-01T04:00:00Z')
const duck = process.argv[5] === 'noduck' ? undefined : await duckWith({ url, ownerUrl }, '/tmp/wm/duckfiles', 2)
for (const kind of kinds)
  for (const span of spans) {
    const p = poseOf(centre, kind, span, 1)
    const ctx = contextOf(database, p.reader, now)
    const t: number[] = []
    let r
    for (let i = 0; i < 3; i++) {
      const a = performance.now()
      r = await asked(ctx, p.question, false)
      t.push(performance.now() - a)
    }
    let f = 0
    if (only !== 'noscan') {
      const a = performance.now()
      const s = await asked(ctx, p.question, true)
      f = performance.now() - a
      try {
        compareGroups(p, r!, s)
      } catch (e) {
        console.log((e as Error).message)
      }
    }
    let d = 0
    if (duck) {
      const q = duckQueries(p.question)
      const b = performance.now()
      const ds = await askDuck(duck, q)
      d = performance.now() - b
      try {
        compareDuck(p, r!, ds)
      } catch (e) {
        console.log((e as Error).message)
      }
    }
    console.log(
      kind.name.padEnd(24),
      span.padEnd(6),
      String(r!.length).padStart(6),
      t.map((x) => x.toFixed(1).padStart(8)).join(''),
      f.toFixed(0).padStart(8),
      d.toFixed(1).padStart(8),
    )
  }
await duck?.close()
await database.stop()
