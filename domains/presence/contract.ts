import { z } from 'zod'
import { anyoneSignedIn, definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { GivenInstant, Instant } from '#contract/when.ts'
import { agentStateCodes, pauses } from './agent-state.ts'
import { correctable } from './correction.ts'

export { type AgentState, agentMoves, agentStateCodes, agentStates, type Pause, pauses } from './agent-state.ts'
export { type Correctable, correctable } from './correction.ts'

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
  correctTime: { zh: '更正工时', en: 'Correct recorded time', roles: ['teamLeader', 'supervisor'] },
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
  ownTime: {
    status: 403,
    text: { zh: '不能更正自己的工时，请由上级办理', en: 'Nobody corrects their own time; ask whoever leads you' },
  },
  endsBeforeItBegins: {
    status: 400,
    text: { zh: '结束时间必须晚于开始时间', en: 'The end must be later than the beginning' },
  },
  notOver: {
    status: 409,
    text: { zh: '这段时间还没有结束，不能更正', en: 'This time is not over yet and cannot be corrected' },
  },
  noTimeThere: {
    status: 409,
    text: {
      zh: '这段时间不全在一次签入之内，或不在您的管辖范围',
      en: 'This time is not wholly within one sign-in, or not within your reach',
    },
  },
  acrossTeams: {
    status: 409,
    text: {
      zh: '该坐席在这段时间换了班组，请按班组分段更正',
      en: 'The agent changed teams meanwhile; correct the time of each team by itself',
    },
  },
  alreadySo: {
    status: 409,
    text: { zh: '这段时间本来就是这个状态', en: 'That is what this time says already' },
  },
  daysClosed: {
    status: 409,
    text: {
      zh: '该日期的数据已封账；需要更正时请先重新打开账期',
      en: 'The figures of that day are frozen; to correct it, have the period opened again first',
    },
  },
  noSuchCorrection: { status: 404, text: { zh: '没有这条更正', en: 'No such correction' } },
  alreadyWithdrawn: { status: 409, text: { zh: '这条更正已撤销', en: 'This correction has been withdrawn already' } },
  noHelpAsked: {
    status: 409,
    text: { zh: '该坐席当前没有求助', en: 'This agent is not asking for help now' },
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

const State = z.enum(agentStateCodes)
/** The reason the product itself gives who lost their headset; agents may choose it as well. */
export const headsetLost = '0190b000-0000-7000-8000-000000000001'

/** A correction with what it replaced. */
export const Correction = z.object({
  id: z.uuid(),
  employeeId: z.uuid(),
  startsAt: Instant,
  endsAt: Instant,
  state: State,
  reasonId: z.uuid().nullable(),
  why: z.string(),
  at: Instant,
  byName: z.string(),
  withdrawnAt: Instant.nullable(),
  withdrawnByName: z.string().nullable(),
  withdrawnWhy: z.string().nullable(),
  /** As it was recorded, cut at the edges of the correction. */
  recorded: z.array(z.object({ state: State, reasonId: z.uuid().nullable(), startedAt: Instant, endedAt: Instant })),
})
export type Correction = z.output<typeof Correction>

export const NewCorrection = z.object({
  startsAt: GivenInstant,
  endsAt: GivenInstant,
  state: z.enum(correctable),
  reasonId: z.uuid().nullable().default(null),
  why: plainText(300),
})
export type NewCorrection = z.output<typeof NewCorrection>

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
  listCorrections: {
    method: 'GET',
    path: '/employees/{employeeId}/corrections',
    title: { zh: '工时更正记录', en: 'Corrections of an agent' },
    permission: permissions.readTimeline,
    params: z.object({ employeeId: z.uuid() }),
    query: z.object({ from: Instant, to: Instant }),
    reply: z.array(Correction),
  },
  correctTime: {
    method: 'POST',
    path: '/employees/{employeeId}/corrections',
    title: { zh: '更正工时', en: 'Correct recorded time' },
    permission: permissions.correctTime,
    params: z.object({ employeeId: z.uuid() }),
    body: NewCorrection,
    reply: Correction,
    refusals: [
      refusals.ownTime,
      refusals.endsBeforeItBegins,
      refusals.notOver,
      refusals.noTimeThere,
      refusals.acrossTeams,
      refusals.alreadySo,
      refusals.daysClosed,
      refusals.noSuchReason,
    ],
  },
  withdrawCorrection: {
    method: 'POST',
    path: '/time-corrections/{correctionId}/withdraw',
    title: { zh: '撤销工时更正', en: 'Withdraw a correction' },
    permission: permissions.correctTime,
    params: z.object({ correctionId: z.uuid() }),
    body: z.object({ why: plainText(300) }),
    reply: Correction,
    refusals: [refusals.noSuchCorrection, refusals.alreadyWithdrawn, refusals.ownTime, refusals.daysClosed],
  },
})
export const {
  listReasons,
  createReason,
  changeReason,
  closeReason,
  readTimeline,
  listCorrections,
  correctTime,
  withdrawCorrection,
} = presenceContract
