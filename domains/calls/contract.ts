import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { SearchText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import {
  permissions as customerPermissions,
  refusals as customerRefusals,
  FullNumber,
  ReadingReason,
} from '#domains/customers/contract.ts'
import { HangupCause } from '#domains/telephony/contract.ts'
import { outcomeKinds } from './outcome.ts'

export { type OutcomeCode, outcomeCodes, outcomeKinds, outcomes } from './outcome.ts'

export const permissions = definePermissions('calls', {
  read: {
    zh: '查看通话记录',
    en: 'Read the call ledger',
    roles: [
      'agent',
      'groupLeader',
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'trainer',
      'complianceOfficer',
      'administrator',
    ],
  },
  export: {
    zh: '导出通话记录',
    en: 'Export the call ledger',
    roles: ['campaignManager', 'director', 'complianceOfficer', 'administrator'],
  },
})

export const refusals = defineRefusals('calls', {
  noSuchCall: { status: 404, text: { zh: '没有这通电话', en: 'No such call' } },
  notUp: { status: 409, text: { zh: '这通电话已不在线上', en: 'This call is no longer up' } },
  notTalking: {
    status: 409,
    text: { zh: '通话尚未建立，不能这样操作', en: 'Not possible before the conversation has begun' },
  },
  nobodyThere: {
    status: 409,
    text: { zh: '对方的话机没有接通', en: 'Nobody wears that headset now' },
  },
  stillUp: { status: 409, text: { zh: '通话尚未结束，请先挂机', en: 'The call is still up; hang up first' } },
  alreadyConcluded: {
    status: 409,
    text: { zh: '这通电话的结果已提交', en: 'The outcome of this call has been given already' },
  },
})

export const CallRow = z.object({
  id: z.uuid(),
  placedAt: Instant,
  /** `in`: the customer called us; then `number` is theirs and the call is no attempt. */
  direction: z.enum(['out', 'in']),
  /** Null: somebody called us whom nobody here had ever called. */
  campaignId: z.uuid().nullable(),
  campaignName: z.string().nullable(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  number: z.string(),
  mode: z.string(),
  attemptNumber: z.int(),
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  state: z.enum(['placed', 'ringing', 'answered', 'talking', 'ended']),
  answeredAt: Instant.nullable(),
  bridgedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  cause: HangupCause.nullable(),
  talkMs: z.int(),
  wrapUpMs: z.int(),
  abandoned: z.boolean(),
  outcome: z.string().nullable(),
  outcomeKind: z.enum(outcomeKinds).nullable(),
})
export type CallRow = z.infer<typeof CallRow>

export const CallDetail = CallRow.extend({
  listId: z.uuid().nullable(),
  batchId: z.uuid().nullable(),
  callerId: z.string(),
  scriptVersion: z.int(),
  ringingAt: Instant.nullable(),
  answeredBy: z.enum(['person', 'machine']).nullable(),
  endedBy: z.enum(['customer', 'us', 'network']).nullable(),
  holdMs: z.int(),
  outcomeAt: Instant.nullable(),
  note: z.string(),
  recording: z.string().nullable(),
  signals: z.array(z.object({ at: Instant, kind: z.string(), detail: z.record(z.string(), z.unknown()).nullable() })),
})
export type CallDetail = z.infer<typeof CallDetail>

export const CallFilter = z.object({
  campaignId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  batchId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  outcomeKind: z.enum(outcomeKinds).optional(),
  /** One outcome by its code, such as `refusal.noNeed` or `unreached.busy`. */
  outcome: SearchText.optional(),
  connected: z.enum(['true', 'false']).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
})

/** How many calls ended so; codes as in `outcomes`, and `unreached.…` for those that never came to one. */
export const OutcomeCount = z.object({ outcome: z.string(), count: z.int() })
export type OutcomeCount = z.infer<typeof OutcomeCount>

export const callsContract = defineContract({
  readCallNumber: {
    method: 'POST',
    path: '/calls/{callId}/full-number',
    title: { zh: '查看通话完整号码', en: 'Read the number of a call in full' },
    permission: customerPermissions.readFullNumbers,
    params: z.object({ callId: z.uuid() }),
    body: ReadingReason,
    reply: FullNumber,
    refusals: [refusals.noSuchCall, customerRefusals.tooManyReadings],
  },
  listCalls: {
    method: 'GET',
    path: '/calls',
    title: { zh: '通话记录', en: 'The call ledger' },
    permission: permissions.read,
    query: CallFilter.extend(CursorQuery.shape),
    reply: cursorPageOf(CallRow),
  },
  countOutcomes: {
    method: 'GET',
    path: '/call-outcomes',
    title: { zh: '通话结果统计', en: 'Calls by outcome' },
    permission: permissions.read,
    query: CallFilter,
    reply: z.array(OutcomeCount),
  },
  getCall: {
    method: 'GET',
    path: '/calls/{callId}',
    title: { zh: '通话详情', en: 'One call with its signals' },
    permission: permissions.read,
    params: z.object({ callId: z.uuid() }),
    reply: CallDetail,
    refusals: [refusals.noSuchCall],
  },
  exportCalls: {
    method: 'GET',
    path: '/calls.csv',
    tellsOfPeople: true,
    title: { zh: '导出通话记录（每通一行）', en: 'Export calls, one row each' },
    permission: permissions.export,
    query: CallFilter,
    reply: file,
  },
})
export const { readCallNumber, listCalls, countOutcomes, getCall, exportCalls } = callsContract
