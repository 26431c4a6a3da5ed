import { campaignStarted } from '#domains/campaigns/server/public.ts'
import { batchImported } from '#domains/lists/server/public.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { listCallingFrom } from './gather.ts'
import { orderTraining } from './work.ts'

/** A campaign that starts, or whose list grows while it runs, has its contacts scored. */
export const scoringReactions: readonly Reaction[] = [
  when(campaignStarted, async (ctx, { subjectId }) => {
    await orderTraining(ctx, subjectId, 'started')
  }),
  when(batchImported, async (ctx, { payload }) => {
    for (const campaignId of await listCallingFrom(ctx.db, payload.listId))
      await orderTraining(ctx, campaignId, 'started')
  }),
]
