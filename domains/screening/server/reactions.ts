import { campaignChanged } from '#domains/campaigns/server/public.ts'
import { batchImported, batchReverted } from '#domains/lists/server/public.ts'
import { contactsScored } from '#domains/scoring/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { orderScreening } from './jobs.ts'
import { callsFromAnotherList, findPlan, listAutomatic } from './store.ts'

const screenListAgain = async (ctx: Context, listId: string): Promise<void> => {
  for (const campaignId of await listAutomatic(ctx.db, listId)) await orderScreening(ctx, campaignId, 'listChanged')
}

const screenCampaignAgain = async (ctx: Context, campaignId: string): Promise<void> => {
  const { inForce, automatic } = (await findPlan(ctx.db, campaignId)) ?? {}
  if (inForce && automatic) await orderScreening(ctx, campaignId, 'listChanged')
}

/** A list that changed, or was scored anew, is screened again; nobody of it is dialled before that. */
export const screeningReactions: readonly Reaction[] = [
  when(contactsScored, (ctx, { subjectId }) => screenCampaignAgain(ctx, subjectId)),
  when(batchImported, (ctx, { payload }) => screenListAgain(ctx, payload.listId)),
  when(batchReverted, (ctx, { payload }) => screenListAgain(ctx, payload.listId)),
  when(campaignChanged, async (ctx, { subjectId }) => {
    if (await callsFromAnotherList(ctx.db, subjectId)) await orderScreening(ctx, subjectId, 'listChanged')
  }),
]
