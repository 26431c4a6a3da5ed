import { z } from 'zod'
import { PageQuery, pageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { Classes } from './grading.ts'
import { levelCodes, Rules } from './rules.ts'
import { SprayPolicy } from './spraying.ts'

export const permissions = definePermissions('screening', {
  read: {
    zh: '查看筛选与分级',
    en: 'See screening and grading',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'complianceOfficer'],
  },
  manage: {
    zh: '筛选与分级名单',
    en: 'Screen and grade lists',
    roles: ['supervisor', 'campaignManager', 'director'],
  },
  setDefault: {
    zh: '设定中心的筛选与分级默认',
    en: "Set the centre's default rules and classes",
    roles: ['campaignManager', 'director'],
  },
})

export const refusals = defineRefusals('screening', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noList: {
    status: 409,
    text: { zh: '还没有选择名单，无从筛选', en: 'No list has been chosen, so there is nothing to screen' },
  },
  outOfReach: {
    status: 403,
    text: { zh: '这个项目不属于您的职场', en: 'This campaign does not belong to your site' },
  },
  changedMeanwhile: {
    status: 409,
    text: {
      zh: '规则已被他人修改，请刷新后重试',
      en: 'Somebody changed these rules meanwhile; refresh and try again',
    },
  },
  isOver: {
    status: 409,
    text: { zh: '项目已结束，不再筛选', en: 'The campaign is over and is screened no more' },
  },
  notScreened: {
    status: 409,
    text: { zh: '当前没有生效的筛选', en: 'No screening is in force' },
  },
})

/** Why a rule takes nobody, though it is switched on. */
export const ruleNotes = ['nobodyHasIt', 'contradiction'] as const
export type RuleNote = (typeof ruleNotes)[number]

const CampaignId = z.object({ campaignId: z.uuid() })
export const Settings = z.object({
  rules: Rules,
  classes: Classes,
  spraying: SprayPolicy,
})
export type Settings = z.output<typeof Settings>

export const RuleCount = z.object({
  id: z.uuid(),
  nameZh: z.string(),
  nameEn: z.string(),
  level: z.enum(levelCodes),
  /** Rows it takes in its turn: those no rule before took. */
  taken: z.int(),
  /** Rows it would take alone. */
  alone: z.int(),
  note: z.enum(ruleNotes).nullable(),
})
export type RuleCount = z.output<typeof RuleCount>
export const ClassCount = z.object({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  count: z.int(),
  /** Successes expected of one attempt at each: the sum of their scores; null without scores. */
  expected: z.number().nullable(),
  note: z.enum(ruleNotes).nullable(),
})
export type ClassCount = z.output<typeof ClassCount>
/** What the rules come to: total = passed + what each rule took; passed = ungraded + what each class got. */
export const Outcome = z.object({
  total: z.int(),
  passed: z.int(),
  ungraded: z.int(),
  rules: z.array(RuleCount),
  classes: z.array(ClassCount),
  /** Whether classes were ranked by score; otherwise by the list's priority. */
  byScore: z.boolean(),
})
export type Outcome = z.output<typeof Outcome>

export const runReasons = ['asked', 'nightly', 'listChanged', 'lifted'] as const
export const Run = z.object({
  id: z.uuid(),
  at: Instant,
  reason: z.enum(runReasons),
  actorName: z.string(),
  total: z.int(),
  passed: z.int(),
  added: z.int(),
  released: z.int(),
  tookMs: z.int(),
  result: Outcome,
})
export type Run = z.output<typeof Run>

export const Screening = Settings.extend({
  automatic: z.boolean(),
  inForce: z.boolean(),
  /** Whether the campaign has rules of its own; otherwise those of the centre are shown. */
  isOwn: z.boolean(),
  updatedAt: Instant.nullable(),
  updatedByName: z.string(),
  version: z.int(),
  entries: z.int(),
  excluded: z.int(),
  /** Fields nothing is known of in this centre yet. */
  /** Names of attributes, as a sample of the list has them. */
  attributes: z.array(z.string()),
  lastRun: Run.nullable(),
})
export type Screening = z.output<typeof Screening>

export const Row = z.object({
  entryId: z.uuid(),
  name: z.string(),
  number: z.string(),
  ruleId: z.uuid().nullable(),
  level: z.enum(levelCodes).nullable(),
  classCode: z.string().nullable(),
  score: z.number().nullable(),
})
export type Row = z.output<typeof Row>
const RowFilter = z.object({
  ruleId: z.uuid().optional(),
  level: z.enum(levelCodes).optional(),
  classCode: remark(8).optional(),
})
export type RowFilter = z.output<typeof RowFilter>

export const Sprayer = z.object({
  id: z.uuid(),
  name: z.string(),
  teamName: z.string(),
  calls: z.int(),
  talks: z.int(),
  successes: z.int(),
  premium: z.int(),
  callsToday: z.int(),
  premiumToday: z.int(),
  rate: z.number().nullable(),
  steadyRate: z.number().nullable(),
  spraying: z.boolean(),
  premiumLeft: z.int().nullable(),
})
export const SprayFigures = z.object({
  policy: SprayPolicy,
  premiumClass: z.string().nullable(),
  agents: z.array(Sprayer),
  teams: z.array(Sprayer),
})
export type SprayFigures = z.output<typeof SprayFigures>

const base = '/campaigns/{campaignId}/screening' as const
const changes = [refusals.noSuchCampaign, refusals.outOfReach]

export const screeningContract = defineContract({
  getScreening: {
    method: 'GET',
    path: base,
    title: { zh: '查看项目的筛选与分级', en: "Read how a campaign's list is screened and graded" },
    permission: permissions.read,
    params: CampaignId,
    reply: Screening,
    refusals: [refusals.noSuchCampaign],
  },
  saveScreening: {
    method: 'PUT',
    path: base,
    title: { zh: '保存筛选与分级规则', en: 'Save rules and classes' },
    permission: permissions.manage,
    params: CampaignId,
    body: Settings.extend({ automatic: z.boolean(), version: z.int() }),
    reply: Screening,
    refusals: [...changes, refusals.changedMeanwhile],
  },
  takeDefault: {
    method: 'POST',
    path: `${base}/default`,
    title: { zh: '恢复中心默认规则', en: "Take the centre's rules and classes again" },
    permission: permissions.manage,
    params: CampaignId,
    reply: Screening,
    refusals: changes,
  },
  makeDefault: {
    method: 'PUT',
    path: '/screening/default',
    title: { zh: '设为中心默认规则', en: "Make these the centre's rules and classes" },
    permission: permissions.setDefault,
    body: Settings,
    reply: Settings,
  },
  previewScreening: {
    method: 'POST',
    path: `${base}/preview`,
    title: { zh: '试算筛选与分级', en: 'Count what rules and classes would do' },
    permission: permissions.manage,
    params: CampaignId,
    body: Settings.pick({ rules: true, classes: true }),
    reply: Outcome,
    refusals: [...changes, refusals.noList],
  },
  applyScreening: {
    method: 'POST',
    path: `${base}/apply`,
    title: { zh: '执行筛选与分级', en: 'Screen and grade the list' },
    permission: permissions.manage,
    params: CampaignId,
    reply: Run,
    refusals: [...changes, refusals.noList, refusals.isOver],
  },
  liftScreening: {
    method: 'POST',
    path: `${base}/lift`,
    title: { zh: '撤销筛选与分级', en: 'Lift screening and grading' },
    permission: permissions.manage,
    params: CampaignId,
    reply: Run,
    refusals: [...changes, refusals.notScreened],
  },
  listRuns: {
    method: 'GET',
    path: `${base}/runs`,
    title: { zh: '筛选记录', en: 'List screening runs' },
    permission: permissions.read,
    params: CampaignId,
    reply: z.array(Run),
    refusals: [refusals.noSuchCampaign],
  },
  listScreenedRows: {
    method: 'GET',
    path: `${base}/rows`,
    title: { zh: '筛选与分级明细', en: 'List the contacts behind a rule or class' },
    permission: permissions.read,
    params: CampaignId,
    query: PageQuery.extend(RowFilter.shape),
    reply: pageOf(Row),
    refusals: [refusals.noSuchCampaign],
  },
  exportScreenedRows: {
    method: 'GET',
    path: `${base}/rows.csv`,
    title: { zh: '导出筛选与分级明细', en: 'Export the contacts behind a rule or class' },
    permission: permissions.manage,
    params: CampaignId,
    query: RowFilter,
    tellsOfPeople: true,
    reply: file,
    refusals: changes,
  },
  getSpraying: {
    method: 'GET',
    path: `${base}/spraying`,
    title: { zh: '撒网式拨打情况', en: 'Who dials much and achieves little' },
    permission: permissions.read,
    params: CampaignId,
    reply: SprayFigures,
    refusals: [refusals.noSuchCampaign],
  },
})
export const {
  getScreening,
  saveScreening,
  takeDefault,
  makeDefault,
  previewScreening,
  applyScreening,
  liftScreening,
  listRuns,
  listScreenedRows,
  exportScreenedRows,
  getSpraying,
} = screeningContract
