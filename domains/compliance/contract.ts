import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'

export const permissions = definePermissions('compliance', {
  readDoNotCall: {
    zh: '查看禁呼名单',
    en: 'Read the do-not-call list',
    roles: ['complianceOfficer', 'campaignManager', 'director', 'administrator'],
  },
  manageDoNotCall: {
    zh: '维护禁呼名单',
    en: 'Keep the do-not-call list',
    roles: ['complianceOfficer', 'administrator'],
  },
})
export const refusals = defineRefusals('compliance', {
  notANumber: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
})

export const DoNotCall = z.object({
  number: z.string(),
  since: Instant,
  reason: z.string(),
  callId: z.uuid().nullable(),
})

export const complianceContract = defineContract({
  listDoNotCall: {
    method: 'GET',
    path: '/do-not-call',
    title: { zh: '禁呼名单', en: 'Do-not-call list' },
    permission: permissions.readDoNotCall,
    query: CursorQuery.extend({
      /** How many rows have been seen. */
      after: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional(),
      number: z.string().max(20).optional(),
    }),
    reply: z.object({ rows: z.array(DoNotCall), next: z.string().nullable() }),
  },
  addDoNotCall: {
    method: 'POST',
    path: '/do-not-call',
    title: { zh: '加入禁呼', en: 'Add to do-not-call' },
    permission: permissions.manageDoNotCall,
    body: z.object({ number: z.string().trim().min(3).max(30), reason: z.string().trim().min(1).max(200) }),
    reply: Done,
    refusals: [refusals.notANumber],
    runsOn: 'telephony',
  },
})
export const { listDoNotCall, addDoNotCall } = complianceContract
