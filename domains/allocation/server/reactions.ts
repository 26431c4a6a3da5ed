import { campaignChanged, findCampaign } from '#domains/campaigns/server/public.ts'
import { employeeLeft, employeeMoved } from '#domains/people/server/public.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { followMove, releaseAllOf, returnStranded } from './recycle.ts'

export const allocationReactions: readonly Reaction[] = [
  when(campaignChanged, async (ctx, { subjectId }) => {
    const campaign = await findCampaign(ctx.db, subjectId)
    if (campaign) await returnStranded(ctx, subjectId, campaign.teamIds)
  }),
  when(employeeLeft, (ctx, { subjectId, payload }) => releaseAllOf(ctx, { agentId: subjectId, ...payload })),
  when(employeeMoved, (ctx, { subjectId, payload }) =>
    followMove(ctx, { agentId: subjectId, ...payload }, async (campaignId, teamId) =>
      Boolean((await findCampaign(ctx.db, campaignId))?.teamIds.includes(teamId)),
    ),
  ),
]
