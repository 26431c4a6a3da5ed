import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { defineTopic } from '#contract/topic.ts'
import { Instant } from '#contract/when.ts'
import { refusals as callRefusals } from '#domains/calls/contract.ts'
import { bindings } from '#domains/dialer/contract.ts'
import { agentStateCodes, pauses, refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { SuperviseMode, refusals as telephonyRefusals } from '#domains/telephony/contract.ts'

export const permissions = definePermissions('floor', {
  watch: {
    zh: '查看现场',
    en: 'Watch the floor',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'administrator'],
  },
  control: {
    zh: '现场干预（监听、强制示忙、强拆等）',
    en: 'Act on the floor (listen, force a pause, hang up …)',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director'],
  },
})

export const refusals = defineRefusals('floor', {
  notOnTheFloor: {
    status: 404,
    text: { zh: '该坐席未签入，或不在您的管辖范围', en: 'This agent is not signed in, or not within your reach' },
  },
  noSuchCall: {
    status: 404,
    text: { zh: '这通电话已结束，或不在您的管辖范围', en: 'This call is over, or not within your reach' },
  },
  noHeadset: {
    status: 409,
    text: {
      zh: '您没有登记话机，不能监听；请在员工档案中登记',
      en: 'You have no headset on record to listen with; please have one entered for you',
    },
  },
  ownCall: { status: 409, text: { zh: '不能监听自己的通话', en: 'You cannot listen to your own call' } },
  cannotTakeOver: {
    status: 409,
    text: {
      zh: '接管后要由您填写结果，您的岗位不能在工作台接打电话',
      en: 'Whoever takes over gives the outcome, and your post does not work at the desk',
    },
  },
  onACallYourself: {
    status: 409,
    text: { zh: '您自己正在通话或话后处理中，不能接管', en: 'You are on a call or its wrap-up yourself' },
  },
  hangUpFirst: {
    status: 409,
    text: {
      zh: '该坐席正在通话，请先强拆再强制签出',
      en: 'This agent is in a conversation; end the call before signing them out',
    },
  },
})

export const FloorAgent = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  teamId: z.uuid().nullable(),
  state: z.enum(agentStateCodes),
  reasonId: z.uuid().nullable(),
  since: Instant,
  /** What the agent goes to after the call and its wrap-up, if a pause was asked for. */
  wants: z.enum(pauses).nullable(),
  /** Since when the agent asks for help; null while not asking. */
  helpAskedAt: Instant.nullable(),
  campaignId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  maskedNumber: z.string().nullable(),
  /** How the reader is on this conversation; null while they are not. */
  joined: SuperviseMode.nullable(),
  connects: z.int(),
  successes: z.int(),
  /** An equal share of the campaign's target of today among those signed in to it. */
  target: z.int().nullable(),
})
export type FloorAgent = z.infer<typeof FloorAgent>

export const FloorCall = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  agentId: z.uuid().nullable(),
  maskedNumber: z.string(),
  state: z.enum(['placed', 'ringing', 'answered', 'talking']),
  placedAt: Instant,
  talkingSince: Instant.nullable(),
  onHold: z.boolean(),
})
export type FloorCall = z.infer<typeof FloorCall>

/** Totals are those of the whole campaign, since its target is; attempts include calls under way. */
export const FloorCampaign = z.object({
  id: z.uuid(),
  name: z.string(),
  attempts: z.int(),
  answered: z.int(),
  connects: z.int(),
  successes: z.int(),
  abandoned: z.int(),
  /** What is to be reached today; null while it is being worked out, or without a target. */
  targetToday: z.int().nullable(),
  dayStartsAt: Instant,
  openings: z.array(z.object({ from: Instant, to: Instant })),
  /** Successes of each slice of `sliceMinutes` from the start of the day, up to the newest with any. */
  successesBySlice: z.array(z.int()),
  binding: z.enum(Object.keys(bindings) as [keyof typeof bindings, ...(keyof typeof bindings)[]]),
  until: Instant.nullable(),
})
export type FloorCampaign = z.infer<typeof FloorCampaign>
export const sliceMinutes = 10

export const Floor = z.object({
  at: Instant,
  agents: z.array(FloorAgent),
  calls: z.array(FloorCall),
  campaigns: z.array(FloorCampaign),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
})
export type Floor = z.infer<typeof Floor>

export const actionKinds = {
  listen: { zh: '监听', en: 'Listen' },
  whisper: { zh: '耳语', en: 'Whisper' },
  barge: { zh: '强插', en: 'Barge in' },
  leave: { zh: '退出监听', en: 'Leave the call' },
  takeOver: { zh: '接管', en: 'Take over' },
  ready: { zh: '强制示闲', en: 'Force ready' },
  notReady: { zh: '强制示忙', en: 'Force not ready' },
  signOut: { zh: '强制签出', en: 'Force sign-out' },
  hangUp: { zh: '强拆', en: 'Hang up' },
} as const
export type ActionKind = keyof typeof actionKinds
export const FloorAction = z.object({
  id: z.uuid(),
  at: Instant,
  kind: z.enum(Object.keys(actionKinds) as [ActionKind, ...ActionKind[]]),
  actorName: z.string(),
  agentId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  refusal: z.string().nullable(),
})
export type FloorAction = z.infer<typeof FloorAction>

/** `all`, or the id of a team or a site: the part of what one may see that is wanted. */
const Part = z.object({ of: z.union([z.literal('all'), z.uuid()]) })
export const floorNow = defineTopic({ name: 'floor', key: Part, value: Floor, permission: permissions.watch })

const onAgent = {
  permission: permissions.control,
  params: z.object({ agentId: z.uuid() }),
  reply: Done,
  runsOn: 'telephony',
} as const

export const floorContract = defineContract({
  getFloor: {
    method: 'GET',
    path: '/floor',
    title: { zh: '现场监控', en: 'The floor now' },
    permission: permissions.watch,
    query: z.object({ of: Part.shape.of.default('all') }),
    reply: Floor,
    runsOn: 'telephony',
  },
  superviseAgent: {
    method: 'PUT',
    path: '/floor/agents/{agentId}/supervision',
    title: { zh: '监听、耳语或强插；空值退出', en: 'Listen, whisper or barge in; null leaves' },
    body: z.object({ mode: SuperviseMode.nullable() }),
    refusals: [
      refusals.notOnTheFloor,
      refusals.noHeadset,
      refusals.ownCall,
      callRefusals.notTalking,
      telephonyRefusals.headsetAway,
    ],
    ...onAgent,
  },
  takeOverCall: {
    method: 'POST',
    path: '/floor/agents/{agentId}/take-over',
    title: { zh: '接管通话', en: 'Become the customer’s agent' },
    refusals: [
      refusals.notOnTheFloor,
      refusals.noHeadset,
      refusals.ownCall,
      refusals.cannotTakeOver,
      refusals.onACallYourself,
      callRefusals.notTalking,
      callRefusals.nobodyThere,
      telephonyRefusals.headsetAway,
    ],
    ...onAgent,
  },
  forceReady: {
    method: 'POST',
    path: '/floor/agents/{agentId}/ready',
    title: { zh: '强制示闲', en: 'Force ready' },
    refusals: [refusals.notOnTheFloor, presenceRefusals.wrongState, telephonyRefusals.headsetAway],
    ...onAgent,
  },
  forceNotReady: {
    method: 'POST',
    path: '/floor/agents/{agentId}/not-ready',
    title: { zh: '强制示忙', en: 'Force not ready' },
    body: z.object({ reasonId: z.uuid().nullable().default(null) }),
    refusals: [refusals.notOnTheFloor, presenceRefusals.noSuchReason, presenceRefusals.wrongState],
    ...onAgent,
  },
  forceSignOut: {
    method: 'POST',
    path: '/floor/agents/{agentId}/sign-out',
    title: { zh: '强制签出', en: 'Force sign-out' },
    refusals: [refusals.notOnTheFloor, refusals.hangUpFirst],
    ...onAgent,
  },
  answerHelp: {
    method: 'POST',
    path: '/floor/agents/{agentId}/help-answer',
    title: { zh: '应答求助', en: 'Answer a request for help' },
    refusals: [refusals.notOnTheFloor, presenceRefusals.noHelpAsked],
    ...onAgent,
  },
  hangUpCall: {
    method: 'POST',
    path: '/floor/calls/{callId}/hang-up',
    title: { zh: '强拆', en: 'Hang a call up' },
    permission: permissions.control,
    params: z.object({ callId: z.uuid() }),
    reply: Done,
    refusals: [refusals.noSuchCall],
    runsOn: 'telephony',
  },
  listFloorActions: {
    method: 'GET',
    path: '/floor/actions',
    title: { zh: '现场干预记录', en: 'What was done on the floor' },
    permission: permissions.watch,
    query: z.object({
      agentId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.array(FloorAction),
  },
})
export const {
  getFloor,
  superviseAgent,
  takeOverCall,
  forceReady,
  forceNotReady,
  forceSignOut,
  answerHelp,
  hangUpCall,
  listFloorActions,
} = floorContract
