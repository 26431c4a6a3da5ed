import { z } from 'zod'
import { PageQuery, pageOf } from '#contract/paging.ts'
import { definePermissions, type Permission } from '#contract/permission.ts'
import type { RefusalKind } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import type { Words } from '#contract/words.ts'
import { AttemptPolicy, usualAttemptPolicy } from './attempt-policy.ts'
import { CallingHours, usualCallingHours } from './calling-hours.ts'
import {
  campaignMoveNames,
  campaignStates,
  campaignTypes,
  dialModes,
  machineDetections,
  typeMeanings as meanings,
  purposes,
} from './campaign.ts'
import { campaignRefusals } from './refusals.ts'
import { gateSteps } from './stage-gates.ts'

export type { CampaignType } from './campaign.ts'
/** What each type of campaign calls a success. */
export const typeMeanings = meanings

export const permissions = definePermissions('campaigns', {
  read: {
    zh: '查看外呼项目',
    en: 'See campaigns',
    roles: [
      'agent',
      'groupLeader',
      'teamLeader',
      'supervisor',
      'campaignManager',
      'director',
      'qualityAnalyst',
      'trainer',
      'planner',
      'complianceOfficer',
      'finance',
      'administrator',
    ],
  },
  plan: { zh: '策划外呼项目', en: 'Plan campaigns', roles: ['campaignManager', 'director', 'supervisor'] },
  approve: { zh: '审批外呼项目', en: 'Approve campaigns', roles: ['campaignManager', 'director'] },
  run: { zh: '启停外呼项目', en: 'Start and pause campaigns', roles: ['campaignManager', 'director', 'supervisor'] },
})

/** What agents cost is for who plans campaigns or answers for them. */
export const mayKnowCost = (granted: ReadonlySet<string>): boolean =>
  granted.has(permissions.plan.code) || granted.has(permissions.approve.code)

export const refusals = campaignRefusals

const CampaignId = z.object({ campaignId: z.uuid() })
const CallerIdText = z
  .string()
  .trim()
  .regex(/^\+?[0-9]{0,20}$/)
/** What the machine may be told differently while customers are being called. */
const Dials = z.object({
  /** The number customers see. With others it is the first of a pool: which of them is shown is decided call by call. */
  callerId: CallerIdText.default(''),
  moreCallerIds: z.array(CallerIdText).max(50).optional(),
  mode: z.enum(dialModes).default('progressive'),
  jurisdiction: z.string().max(40).default('cn'),
  sellerId: z.uuid().nullable().default(null),
  /** The share of answered calls that may find no agent; null for the jurisdiction's default. */
  abandonTargetOwn: z.number().min(0.001).max(1).multipleOf(0.0001).nullable().default(null),
  /** Most calls of this campaign up at once. */
  lineLimit: z.int().min(1).max(10_000).nullable().default(null),
  /** What an hour of an agent costs, in the money of the centre. */
  agentHourCost: z.number().min(0).max(1_000_000).multipleOf(0.01).nullable().default(null),
  callingHours: CallingHours.default(usualCallingHours),
  attemptPolicy: AttemptPolicy.default(usualAttemptPolicy),
  wrapUpSeconds: z.int().min(0).max(3600).default(30),
  /** How long a customer waits with music for a lost headset, before another agent takes them. */
  rescueSeconds: z.int().min(0).max(120).default(15),
  machineDetection: z.enum(machineDetections).default('off'),
  /** How many calls a day that the machine took for a machine are drawn by lot for people to check; 0: none. */
  machineAudits: z.int().min(0).max(500).default(20),
  targetSuccesses: z.int().min(0).max(10_000_000).default(0),
  endsOn: Day.nullable().default(null),
  openingWords: remark(10_000).default(''),
  /** What is sold or asked about; figures of campaigns are compared by it. */
  product: remark(120).default(''),
})
export const CampaignForm = Dials.extend({
  name: plainText(80),
  type: z.enum(campaignTypes),
  purpose: z.enum(purposes),
  siteId: z.uuid(),
  listId: z.uuid().nullable().default(null),
  startsOn: Day.nullable().default(null),
}).refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
  path: ['endsOn'],
  message: 'ends before it starts',
})
export type CampaignForm = z.output<typeof CampaignForm>

/** A campaign with the clock of its site: the whole of what the dialer needs to know about it. */
export const Campaign = z.object({
  id: z.uuid(),
  name: z.string(),
  type: z.enum(campaignTypes),
  purpose: z.enum(purposes),
  state: z.enum(campaignStates),
  siteId: z.uuid(),
  siteName: z.string(),
  timeZone: z.string(),
  dayStartsAt: z.string(),
  listId: z.uuid().nullable(),
  callerId: z.string(),
  moreCallerIds: z.array(z.string()),
  mode: z.enum(dialModes),
  jurisdiction: z.string(),
  jurisdictionName: z.object({ zh: z.string(), en: z.string() }),
  sellerId: z.uuid().nullable(),
  /** In whose name predictive dialling speaks when no agent is there. */
  seller: z.object({ name: z.string(), phone: z.string(), promptName: z.string() }).nullable(),
  /** What pacing aims at: its own target or the jurisdiction's default, never above the ceiling. */
  abandonTarget: z.number(),
  abandonTargetOwn: z.number().nullable(),
  abandonCeiling: z.number(),
  /** The days the ceiling is counted over. */
  abandonWindowDays: z.int(),
  /** How long no machine calls a customer again whose call was abandoned. */
  lockOutHours: z.int(),
  lineLimit: z.int().nullable(),
  /** Null also for readers it is not for: see `mayKnowCost`. */
  agentHourCost: z.number().nullable(),
  callingHours: CallingHours,
  attemptPolicy: AttemptPolicy,
  wrapUpSeconds: z.int(),
  rescueSeconds: z.int(),
  machineDetection: z.enum(machineDetections),
  machineAudits: z.int(),
  targetSuccesses: z.int(),
  startsOn: Day.nullable(),
  endsOn: Day.nullable(),
  openingWords: z.string(),
  product: z.string(),
  scriptVersion: z.int(),
  teamIds: z.array(z.uuid()),
  createdBy: z.uuid().nullable(),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  version: z.int(),
})
export type Campaign = z.output<typeof Campaign>

export const SignedGate = z.object({
  step: z.enum(gateSteps),
  passedBy: z.uuid().nullable(),
  passedByName: z.string(),
  passedAt: Instant,
  note: z.string(),
})
export const PastMove = z.object({
  at: Instant,
  move: z.enum(campaignMoveNames),
  fromState: z.enum(campaignStates),
  toState: z.enum(campaignStates),
  actorId: z.uuid().nullable(),
  actorName: z.string(),
  note: z.string(),
})
export const CampaignDetail = Campaign.extend({
  recordCount: z.int(),
  gates: z.array(SignedGate),
  moves: z.array(PastMove),
})
export type CampaignDetail = z.output<typeof CampaignDetail>

const MoveNote = z.object({ note: remark(2000).default('') })
type MoveRoute = { name: string; title: Words; permission: Permission; refusals?: readonly RefusalKind[] }
const moveRoute = <const N extends string>({
  name,
  title,
  permission,
  refusals: more = [],
}: MoveRoute & { name: N }) => ({
  method: 'POST' as const,
  path: `/campaigns/{campaignId}/${name}` as const,
  title,
  permission,
  params: CampaignId,
  body: MoveNote,
  reply: CampaignDetail,
  refusals: [refusals.notFound, refusals.wrongState, ...more],
})
const startRefusals = [
  refusals.noList,
  refusals.nothingToDial,
  refusals.noTeam,
  refusals.noCallerId,
  refusals.noSeller,
  refusals.outsideDates,
  refusals.noCallingHours,
]
const formRefusals = [
  refusals.nameTaken,
  refusals.unusualHours,
  refusals.noSuchSite,
  refusals.noSuchList,
  refusals.noSuchTeam,
  refusals.noSuchJurisdiction,
  refusals.noSuchSeller,
  refusals.abandonTargetAboveCeiling,
  refusals.ringsTooShort,
]

export const campaignsContract = defineContract({
  listCampaigns: {
    method: 'GET',
    path: '/campaigns',
    title: { zh: '外呼项目列表', en: 'List campaigns' },
    permission: permissions.read,
    query: PageQuery.extend({
      search: SearchText.optional(),
      state: z.enum(campaignStates).optional(),
      type: z.enum(campaignTypes).optional(),
    }),
    reply: pageOf(Campaign),
  },
  createCampaign: {
    method: 'POST',
    path: '/campaigns',
    title: { zh: '新建外呼项目', en: 'Create a campaign' },
    permission: permissions.plan,
    body: CampaignForm,
    reply: CampaignDetail,
    refusals: formRefusals,
  },
  getCampaign: {
    method: 'GET',
    path: '/campaigns/{campaignId}',
    title: { zh: '外呼项目详情', en: 'Read a campaign' },
    permission: permissions.read,
    params: CampaignId,
    reply: CampaignDetail,
    refusals: [refusals.notFound],
  },
  changeCampaign: {
    method: 'PUT',
    path: '/campaigns/{campaignId}',
    title: { zh: '修改外呼项目', en: 'Change a campaign' },
    permission: permissions.plan,
    params: CampaignId,
    body: CampaignForm.safeExtend({ version: z.int() }),
    reply: CampaignDetail,
    refusals: [refusals.notFound, refusals.notNow, refusals.changedMeanwhile, refusals.noSeller, ...formRefusals],
  },
  copyCampaign: {
    method: 'POST',
    path: '/campaigns/{campaignId}/copy',
    title: { zh: '复制外呼项目', en: 'Copy a campaign' },
    permission: permissions.plan,
    params: CampaignId,
    body: z.object({ name: plainText(80) }),
    reply: CampaignDetail,
    refusals: [refusals.notFound, refusals.nameTaken],
  },
  assignTeams: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/teams',
    title: { zh: '安排班组', en: 'Assign teams' },
    permission: permissions.plan,
    params: CampaignId,
    body: z.object({ teamIds: z.array(z.uuid()).max(200) }),
    reply: CampaignDetail,
    refusals: [refusals.notFound, refusals.notNow, refusals.noSuchTeam],
  },
  signGates: {
    method: 'POST',
    path: '/campaigns/{campaignId}/gates',
    title: { zh: '签核步骤', en: 'Sign off steps' },
    permission: permissions.approve,
    params: CampaignId,
    body: z.object({ steps: z.array(z.enum(gateSteps)).min(1), note: remark(2000).default('') }),
    reply: CampaignDetail,
    refusals: [refusals.notFound, refusals.notNow, refusals.incomplete],
  },
  withdrawGate: {
    method: 'DELETE',
    path: '/campaigns/{campaignId}/gates/{step}',
    title: { zh: '撤回签核', en: 'Withdraw a sign-off' },
    permission: permissions.approve,
    params: CampaignId.extend({ step: z.enum(gateSteps) }),
    reply: CampaignDetail,
    refusals: [refusals.notFound, refusals.notNow],
  },
  submitCampaign: moveRoute({
    name: 'submit',
    title: { zh: '提交审批', en: 'Submit for approval' },
    permission: permissions.plan,
    refusals: [refusals.incomplete],
  }),
  approveCampaign: moveRoute({
    name: 'approve',
    title: { zh: '批准', en: 'Approve' },
    permission: permissions.approve,
    refusals: [refusals.incomplete, refusals.gatesOpen],
  }),
  startCampaign: moveRoute({
    name: 'start',
    title: { zh: '启动外呼', en: 'Start dialling' },
    permission: permissions.run,
    refusals: [refusals.gatesOpen, ...startRefusals],
  }),
  pauseCampaign: moveRoute({
    name: 'pause',
    title: { zh: '暂停外呼', en: 'Pause dialling' },
    permission: permissions.run,
  }),
  resumeCampaign: moveRoute({
    name: 'resume',
    title: { zh: '恢复外呼', en: 'Resume dialling' },
    permission: permissions.run,
    refusals: startRefusals,
  }),
  finishCampaign: moveRoute({
    name: 'finish',
    title: { zh: '结束项目', en: 'Finish the campaign' },
    permission: permissions.run,
  }),
  reviewCampaign: moveRoute({
    name: 'review',
    title: { zh: '完成复盘', en: 'Complete the review' },
    permission: permissions.plan,
    refusals: [refusals.noteNeeded],
  }),
  reopenCampaign: moveRoute({
    name: 'reopen',
    title: { zh: '退回上一阶段', en: 'Reopen the stage before' },
    permission: permissions.approve,
    refusals: [refusals.noteNeeded],
  }),
})
export const {
  listCampaigns,
  createCampaign,
  getCampaign,
  changeCampaign,
  copyCampaign,
  assignTeams,
  signGates,
  withdrawGate,
  submitCampaign,
  approveCampaign,
  startCampaign,
  pauseCampaign,
  resumeCampaign,
  finishCampaign,
  reviewCampaign,
  reopenCampaign,
} = campaignsContract

/** The operation behind each move, for buttons. */
export const moveRoutes = {
  submit: submitCampaign,
  approve: approveCampaign,
  start: startCampaign,
  pause: pauseCampaign,
  resume: resumeCampaign,
  finish: finishCampaign,
  review: reviewCampaign,
  reopen: reopenCampaign,
} as const
