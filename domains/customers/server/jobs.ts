import { z } from 'zod'
import type { Context } from '#platform/context.ts'
import { byTheClock, defineJob, type Job, orderJob, whenDue } from '#platform/jobs.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { customersToIndex } from './events.ts'
import { placeWaiting } from './place-numbers.ts'
import { lookForDuplicates } from './record/duplicates.ts'
import { countWaiting } from './search/index-store.ts'
import { indexWaiting } from './search/keep-index.ts'
import { loadSegments } from './segments.ts'

export const indexJob = defineJob('customers.index', z.object({}))
export const duplicatesJob = defineJob('customers.lookForDuplicates', z.object({}))

/** So long one turn may keep a worker; others wait behind it. */
const turnMs = 5000

const takeTurn = async (ctx: Context): Promise<void> => {
  await indexWaiting(ctx, turnMs)
  const isAnyToPlace = await placeWaiting(ctx, turnMs, loadSegments)
  if (isAnyToPlace || (await countWaiting(ctx.db)) > 0) await orderIndexing(ctx)
}
const orderIndexing = (ctx: Context): Promise<void> => orderJob(ctx, indexJob, {}, { key: indexJob.task })

export const customersJobs: readonly Job[] = [
  whenDue(indexJob, takeTurn),
  // A worker that died keeps its job for hours; the clock does not.
  byTheClock('customers.indexLeftOver', '* * * * *', takeTurn),
  whenDue(duplicatesJob, async (ctx) => {
    await lookForDuplicates(ctx)
  }),
  byTheClock('customers.lookForDuplicatesNightly', '40 18 * * *', async (ctx) => {
    await lookForDuplicates(ctx)
  }),
]

export const customersReactions: readonly Reaction[] = [when(customersToIndex, orderIndexing)]
