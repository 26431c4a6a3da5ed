import fc from 'fast-check'
import { histories, layGround, liveThrough } from '#domains/metrics/server/test-histories.ts'
import { openDatabase } from '#platform/db.ts'
import type { Bench } from './ground.ts'

/** So many random histories of late, doubled and corrected events, each ending with sums kept ready held against the rows. */
export const equalHistories: Bench = async ({ quick, freshDatabase, say }) => {
  const { url } = await freshDatabase()
  const database = openDatabase(url)
  const began = performance.now()
  const [runs, seed] = [quick ? 300 : 10_000, 20_260_305]
  let [lived, events, differing] = [0, 0, 0]
  try {
    const ground = await layGround(database.engine)
    for (const history of fc.sample(histories, { numRuns: runs, seed })) {
      const wrong = await liveThrough(database.engine, ground, history)
      if (wrong.length > 0) {
        differing++
        say(`${wrong.join(', ')}: ${JSON.stringify(history)}`)
      }
      lived++
      events += history.length
      if (lived % 1000 === 0) say(`${lived} histories, ${events} events, ${differing} differ`)
    }
  } finally {
    await database.stop()
  }
  return {
    histories: lived,
    events,
    histories_that_differ: differing,
    seed,
    seconds: Math.round((performance.now() - began) / 1000),
  }
}
