import { z } from 'zod'
import { anyoneSignedIn, definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'
import { agentStateCodes, pauses } from './agent-state.ts'

export { type AgentState, agentMoves, agentStateCodes, agentStates, type Pause, pauses } from './agent-state.ts'

export const permissions = definePermissions('presence', {
  manageReasons: { zh: '管理示忙原因', en: 'Manage pause reasons', roles: ['supervisor', 'planner', 'administrator'] },
  readTimeline: {
    zh: '查看工时时间线',
    en: 'Read time lines',
    roles: [
      'agent',
      'groupLeader',
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'planner',
      'administrator',
    ],
  },
})

export const refusals = defineRefusals('presence', {
  notSignedInToWork: { status: 409, text: { zh: '请先签入', en: 'Sign in to work first' } },
  wrongState: { status: 409, text: { zh: '当前状态（{state}）不能这样操作', en: 'Not possible while {state}' } },
  noSuchReason: { status: 404, text: { zh: '没有这个原因', en: 'No such reason' } },
  notAnEmployee: {
    status: 409,
    text: {
      zh: '此账号没有员工档案，不能签入接打电话',
      en: 'This account belongs to no employee and cannot take calls',
    },
  },
  onACall: {
    status: 409,
    text: { zh: '通话或话后处理中不能签出', en: 'You cannot sign out during a call or its wrap-up' },
  },
})

export const Reason = z.object({
  id: z.uuid(),
  state: z.enum(pauses),
  nameZh: z.string().min(1).max(40),
  nameEn: z.string().min(1).max(40),
  position: z.int(),
})
export type Reason = z.infer<typeof Reason>

export type Spell = z.infer<typeof Spell>
export const Spell = z.object({
  state: z.enum(agentStateCodes),
  reasonId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  startedAt: Instant,
  /** Null while it lasts. */
  endedAt: Instant.nullable(),
})

export const presenceContract = defineContract({
  listReasons: {
    method: 'GET',
    path: '/pause-reasons',
    title: { zh: '示忙原因', en: 'Pause reasons' },
    permission: anyoneSignedIn,
    reply: z.array(Reason),
  },
  createReason: {
    method: 'POST',
    path: '/pause-reasons',
    title: { zh: '新增示忙原因', en: 'Add a pause reason' },
    permission: permissions.manageReasons,
    body: Reason.omit({ id: true }),
    reply: Reason,
  },
  changeReason: {
    method: 'PUT',
    path: '/pause-reasons/{reasonId}',
    title: { zh: '修改示忙原因', en: 'Change a pause reason' },
    permission: permissions.manageReasons,
    params: z.object({ reasonId: z.uuid() }),
    body: Reason.omit({ id: true, state: true }),
    reply: Reason,
    refusals: [refusals.noSuchReason],
  },
  closeReason: {
    method: 'DELETE',
    path: '/pause-reasons/{reasonId}',
    title: { zh: '停用示忙原因', en: 'Retire a pause reason' },
    permission: permissions.manageReasons,
    params: z.object({ reasonId: z.uuid() }),
    reply: Done,
    refusals: [refusals.noSuchReason],
  },
  readTimeline: {
    method: 'GET',
    path: '/employees/{employeeId}/timeline',
    title: { zh: '工时时间线', en: 'Time line of an agent' },
    permission: permissions.readTimeline,
    params: z.object({ employeeId: z.uuid() }),
    query: z.object({ from: Instant, to: Instant }),
    reply: z.array(Spell),
  },
})
export const { listReasons, createReason, changeReason, closeReason, readTimeline } = presenceContract
