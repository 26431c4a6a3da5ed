import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'

export const permissions = definePermissions('scoring', {
  read: {
    zh: '查看名单评分',
    en: 'See scoring',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
  manage: {
    zh: '管理名单评分',
    en: 'Manage scoring',
    roles: ['campaignManager', 'director'],
  },
})

export const refusals = defineRefusals('scoring', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noList: {
    status: 409,
    text: { zh: '还没有选择名单，无从评分', en: 'No list has been chosen, so there is nobody to score' },
  },
  isOff: {
    status: 409,
    text: { zh: '该项目的评分已关闭，请先打开', en: 'Scoring is off in this campaign; switch it on first' },
  },
  isOver: { status: 409, text: { zh: '项目已结束，不再评分', en: 'The campaign is over and is scored no more' } },
  atWork: { status: 409, text: { zh: '正在训练，请等它完成', en: 'A model is being trained; wait until it is done' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '设置已被他人修改，请刷新后重试', en: 'Somebody changed the settings meanwhile; reload and try again' },
  },
  notScored: { status: 404, text: { zh: '该客户没有评分', en: 'This contact has no score' } },
})

/** Fewer outcomes, or fewer successes among them, than this are too few to learn from. */
export const leastOutcomes = 300
export const leastSuccesses = 30
/** Trained anew after so many new outcomes. */
export const refitAfterOutcomes = 500

/** Figures of a set of rows the model had not seen; null where there were not both successes and failures. */
export const Measures = z.object({
  rows: z.int(),
  hits: z.int(),
  auc: z.number().nullable(),
  alift: z.number().nullable(),
  bestHalf: z.number().nullable(),
  calibrationError: z.number().nullable(),
})
export const CalibrationBin = z.object({
  rows: z.int(),
  expected: z.number(),
  actual: z.number(),
  low: z.number(),
  high: z.number(),
})
export const GainPoint = z.object({ share: z.number(), found: z.number() })
export const ColumnDrift = z.object({ name: z.string(), psi: z.number() })
export const Leak = z.object({
  name: z.string(),
  reason: z.enum(['declared', 'writtenAtTheDesk', 'tellsTheOutcome', 'keptOut']),
  auc: z.number().nullable(),
  filledCalled: z.number(),
  filledUncalled: z.number().nullable(),
})

export const targets = ['success', 'answer'] as const
export type Target = (typeof targets)[number]

export const TargetReport = z.object({
  random: Measures,
  outOfTime: Measures,
  gains: z.array(GainPoint),
  calibration: z.array(CalibrationBin),
  drift: z.array(ColumnDrift),
  regime: z.enum(['steady', 'drifting']),
  experts: z.array(z.object({ kind: z.enum(['logistic', 'trees']), share: z.number() })),
  columns: z.array(z.string()),
})
export type TargetReport = z.output<typeof TargetReport>

export const ModelReport = z.object({
  success: TargetReport.nullable(),
  answer: TargetReport.nullable(),
  /** Why no model was learned. */
  why: z.enum(['tooFewOutcomes', 'tooFewSuccesses', 'oneClass', 'noColumns']).nullable(),
  refused: z.array(Leak),
  groups: z.array(z.object({ group: z.string(), rows: z.int(), hits: z.int(), rate: z.number() })),
  /** What the scores that stood said of those called since, before they were called. */
  served: Measures.extend({ calibration: z.array(CalibrationBin) }).nullable(),
  /** How far the scores now given are from those the model before gave. */
  scoreDrift: z.number().nullable(),
})
export type ModelReport = z.output<typeof ModelReport>

export const alarms = ['columnsDrift', 'scoreDrifts', 'calibrationOff', 'tellsNothing'] as const
export const ModelLine = z.object({
  id: z.uuid(),
  version: z.int(),
  kind: z.enum(['learned', 'groups']),
  reason: z.enum(['asked', 'nightly', 'outcomes', 'started']),
  trainedAt: Instant,
  actorName: z.string(),
  rows: z.int(),
  hits: z.int(),
  attempts: z.int(),
  answered: z.int(),
  scored: z.int(),
  switchedOff: z.int(),
  auc: z.number().nullable(),
  calibrationError: z.number().nullable(),
  alarms: z.array(z.enum(alarms)),
})
export type ModelLine = z.output<typeof ModelLine>
export const Model = ModelLine.extend({
  campaignId: z.uuid(),
  windowFrom: Instant.nullable(),
  windowTo: Instant.nullable(),
  tookMs: z.int(),
  report: ModelReport,
})
export type Model = z.output<typeof Model>

export const Plan = z.object({
  isOn: z.boolean(),
  keptOut: z.array(z.string()),
  state: z.enum(['idle', 'waiting', 'working', 'failed']),
  progress: z.int(),
  version: z.int(),
})
export type Plan = z.output<typeof Plan>

export const ScoringView = z.object({
  plan: Plan,
  model: Model.nullable(),
  history: z.array(ModelLine),
  /** Outcomes since the newest model was trained. */
  newOutcomes: z.int(),
})
export type ScoringView = z.output<typeof ScoringView>

/** Column, what the contact holds there, and by how much it moves the log-odds from the usual. */
export const Reason = z.tuple([z.string(), z.string().nullable(), z.number()])
export const ScoredContact = z.object({
  entryId: z.uuid(),
  name: z.string(),
  number: z.string(),
  success: z.number(),
  answer: z.number().nullable(),
  place: z.number(),
  version: z.int(),
  scoredAt: Instant,
  reasons: z.array(Reason),
})
export type ScoredContact = z.output<typeof ScoredContact>

export const CampaignScoring = ModelLine.extend({ campaignId: z.uuid(), campaignName: z.string(), isOn: z.boolean() })
export type CampaignScoring = z.output<typeof CampaignScoring>

const campaign = z.object({ campaignId: z.uuid() })
const change = [refusals.noSuchCampaign, refusals.isOver]

export const scoringContract = defineContract({
  getScoring: {
    method: 'GET',
    path: '/campaigns/{campaignId}/scoring',
    title: { zh: '项目的名单评分', en: 'Scoring of a campaign' },
    permission: permissions.read,
    params: campaign,
    reply: ScoringView,
    refusals: [refusals.noSuchCampaign],
  },
  listScoredContacts: {
    method: 'GET',
    path: '/campaigns/{campaignId}/scored-contacts',
    title: { zh: '客户的评分与理由', en: 'Scores of contacts, and why' },
    permission: permissions.read,
    params: campaign,
    query: CursorQuery.extend({ from: z.enum(['best', 'worst']).default('best') }),
    reply: cursorPageOf(ScoredContact),
    refusals: [refusals.noSuchCampaign],
  },
  getScoredContact: {
    method: 'GET',
    path: '/campaigns/{campaignId}/scored-contacts/{entryId}',
    title: { zh: '一个客户的评分与理由', en: 'The score of one contact, and why' },
    permission: permissions.read,
    params: campaign.extend({ entryId: z.uuid() }),
    reply: ScoredContact,
    refusals: [refusals.noSuchCampaign, refusals.notScored],
  },
  setScoring: {
    method: 'PUT',
    path: '/campaigns/{campaignId}/scoring',
    title: { zh: '打开或关闭评分', en: 'Switch scoring on or off' },
    permission: permissions.manage,
    params: campaign,
    body: z.object({
      isOn: z.boolean(),
      keptOut: z.array(plainText(200)).max(500),
      version: z.int(),
    }),
    reply: ScoringView,
    refusals: [...change, refusals.changedMeanwhile],
  },
  refitScoring: {
    method: 'POST',
    path: '/campaigns/{campaignId}/scoring/refit',
    title: { zh: '立即重新训练', en: 'Train anew now' },
    permission: permissions.manage,
    params: campaign,
    reply: ScoringView,
    refusals: [...change, refusals.noList, refusals.isOff, refusals.atWork],
  },
  listModels: {
    method: 'GET',
    path: '/scoring-models',
    title: { zh: '各项目的评分模型', en: 'Scoring models of all campaigns' },
    permission: permissions.read,
    reply: z.object({ rows: z.array(CampaignScoring) }),
    refusals: [],
  },
})
export const { getScoring, listScoredContacts, getScoredContact, setScoring, refitScoring, listModels } =
  scoringContract
