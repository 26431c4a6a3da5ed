import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'

export const permissions = definePermissions('followups', {
  read: {
    zh: '查看待回访',
    en: 'Read callbacks',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director'],
  },
  keep: {
    zh: '处理待回访',
    en: 'Work on callbacks',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager'],
  },
})
export const refusals = defineRefusals('followups', {
  noSuchFollowup: { status: 404, text: { zh: '没有这条回访', en: 'No such callback' } },
})

export const Followup = z.object({
  id: z.uuid(),
  kind: z.enum(['callback', 'commitment']),
  campaignId: z.uuid(),
  campaignName: z.string().nullable(),
  entryId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  number: z.string().nullable(),
  agentId: z.uuid(),
  agentName: z.string().nullable(),
  dueAt: Instant,
  note: z.string(),
  state: z.enum(['open', 'done', 'cancelled']),
  createdAt: Instant,
})
export type Followup = z.infer<typeof Followup>

export const followupsContract = defineContract({
  listFollowups: {
    method: 'GET',
    path: '/followups',
    title: { zh: '待回访', en: 'Callbacks due' },
    permission: permissions.read,
    query: z.object({
      state: z.enum(['open', 'done', 'cancelled']).default('open'),
      agentId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.array(Followup),
  },
  closeFollowup: {
    method: 'POST',
    path: '/followups/{followupId}/close',
    title: { zh: '完成或取消回访', en: 'Close a callback' },
    permission: permissions.keep,
    params: z.object({ followupId: z.uuid() }),
    body: z.object({ state: z.enum(['done', 'cancelled']) }),
    reply: Done,
    refusals: [refusals.noSuchFollowup],
  },
})
export const { listFollowups, closeFollowup } = followupsContract
