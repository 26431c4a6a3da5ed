import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineContract } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { findingMoveNames, findingScopes, findingStates } from './finding.ts'
import { diagnosisRefusals } from './refusals.ts'
import { actions, Phrase, RuleBody, sides } from './rule.ts'
import { doubts, verdicts } from './verify.ts'

export { findingNumber } from './finding.ts'

export const permissions = definePermissions('diagnosis', {
  read: {
    zh: '查看诊断',
    en: 'See diagnosis',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'qualityAnalyst', 'trainer'],
  },
  handle: {
    zh: '处理诊断',
    en: 'Work on what was diagnosed',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director'],
  },
  writeRules: {
    zh: '编写诊断规则',
    en: 'Write rules of diagnosis',
    roles: ['campaignManager', 'director'],
  },
  own: { zh: '查看自己的辅导', en: 'See own coaching', roles: ['agent', 'groupLeader'] },
})

export const refusals = diagnosisRefusals

const Bounds = z.object({ value: z.number(), low: z.number(), high: z.number() })
export const Evidence = z.object({
  measures: z.array(
    z.object({
      code: z.string(),
      side: z.enum(sides),
      value: z.number(),
      numerator: z.number(),
      denominator: z.number(),
      isShare: z.boolean(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      reference: z.number(),
      referenceSample: z.number().nullable(),
      against: z.enum(['peers', 'past', 'fixed']),
      median: z.number().nullable(),
      difference: Bounds,
    }),
  ),
  behaviour: z.object({
    code: z.string(),
    isShare: z.boolean(),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    peers: z.number().nullable(),
    peersSample: z.number().nullable(),
  }),
  calls: z.number(),
  judged: z.int(),
  showing: z.int(),
  peers: z.int(),
})
export const Verification = z.object({
  verdict: z.enum(verdicts),
  doubt: z.enum(doubts).nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  sampleBefore: z.number(),
  sampleAfter: z.number(),
  peersBefore: z.number().nullable(),
  peersAfter: z.number().nullable(),
  peers: z.int(),
  change: Bounds.nullable(),
  /** Days the two windows span, both included. */
  fromBefore: Day,
  toBefore: Day,
  fromAfter: Day,
  toAfter: Day,
})
export type KeptVerification = z.output<typeof Verification>

export const FindingRow = z.object({
  id: z.uuid(),
  number: z.int(),
  ruleId: z.uuid(),
  ruleName: Phrase,
  branchName: Phrase,
  finding: Phrase,
  scope: z.enum(findingScopes),
  action: z.enum(actions),
  campaignId: z.uuid(),
  campaignName: z.string(),
  agentId: z.uuid().nullable(),
  agentName: z.string(),
  teamName: z.string(),
  behaviour: z.string(),
  windowFrom: Day,
  windowTo: Day,
  times: z.int(),
  state: z.enum(findingStates),
  ownerName: z.string(),
  foundAt: Instant,
  seenAt: Instant,
  doneOn: Day.nullable(),
  verifyOn: Day.nullable(),
  verdict: z.enum(verdicts).nullable(),
  version: z.int(),
})
export type FindingRow = z.output<typeof FindingRow>
export const Finding = FindingRow.extend({
  question: Phrase,
  evidence: Evidence,
  verification: Verification.nullable(),
  verifyAfterDays: z.int(),
  minimumSample: z.int(),
  reason: z.string(),
  notes: z.array(
    z.object({
      at: Instant,
      kind: z.enum(['found', 'noted', ...findingMoveNames]),
      byName: z.string(),
      words: z.string(),
    }),
  ),
})
export type Finding = z.output<typeof Finding>

export const Look = z.object({
  campaignId: z.uuid(),
  campaignName: z.string(),
  at: Instant,
  windowFrom: Day,
  windowTo: Day,
  judged: z.int(),
  tooFew: z.int(),
  withoutPeers: z.int(),
  found: z.int(),
})
export type Look = z.output<typeof Look>
export const Rule = z.object({
  id: z.uuid(),
  /** Of a combination that comes with the product. */
  code: z.string().nullable(),
  body: RuleBody,
  isOn: z.boolean(),
  version: z.int(),
  judgedOn: Day.nullable(),
  changedAt: Instant,
  changedByName: z.string(),
  unsettled: z.int(),
  looks: z.array(Look),
})
export type Rule = z.output<typeof Rule>
export const FormerRule = z.object({ version: z.int(), body: RuleBody, at: Instant, byName: z.string() })

/** Whom a rule would have told of, had it been on. */
export const Preview = z.object({
  looks: z.array(Look.omit({ at: true })),
  findings: z.array(
    z.object({
      branchName: Phrase,
      finding: Phrase,
      scope: z.enum(findingScopes),
      action: z.enum(actions),
      campaignName: z.string(),
      agentName: z.string(),
      teamName: z.string(),
      evidence: Evidence,
    }),
  ),
})
export type Preview = z.output<typeof Preview>

/** What an agent reads of an own coaching task. */
export const OwnTask = z.object({
  id: z.uuid(),
  campaignName: z.string(),
  behaviour: z.string(),
  /** At first, and of the others together. */
  value: z.number().nullable(),
  peers: z.number().nullable(),
  /** After; null until it was looked at. */
  after: z.number().nullable(),
  state: z.enum(['taken', 'done', 'verified']),
  leaderName: z.string(),
  verifyOn: Day.nullable(),
  verdict: z.enum(verdicts).nullable(),
})
export type OwnTask = z.output<typeof OwnTask>

const FindingId = z.object({ findingId: z.uuid() })
const RuleId = z.object({ ruleId: z.uuid() })
const issues = [
  refusals.unknownMeasure,
  refusals.measureTwice,
  refusals.notARatio,
  refusals.foreignMeasure,
  refusals.conditionTwice,
  refusals.valueMissing,
  refusals.branchTwice,
  refusals.nothingToSay,
  refusals.nobodyAlone,
]

export const diagnosisContract = defineContract({
  listFindings: {
    method: 'GET',
    path: '/findings',
    title: { zh: '诊断列表', en: 'List findings' },
    permission: permissions.read,
    query: CursorQuery.extend({
      state: z.enum(findingStates).optional(),
      unsettled: z.enum(['true']).optional(),
      action: z.enum(actions).optional(),
      campaignId: z.uuid().optional(),
      agentId: z.uuid().optional(),
      teamId: z.uuid().optional(),
    }),
    reply: cursorPageOf(FindingRow).extend({ tasks: z.int(), tickets: z.int(), toVerify: z.int() }),
  },
  getFinding: {
    method: 'GET',
    path: '/findings/{findingId}',
    title: { zh: '诊断详情', en: 'One finding with its evidence' },
    permission: permissions.read,
    params: FindingId,
    reply: Finding,
    refusals: [refusals.noSuchFinding],
  },
  moveFinding: {
    method: 'POST',
    path: '/findings/{findingId}/move',
    title: { zh: '接手、完成、验证或不处理', en: 'Take, finish, verify or dismiss a finding' },
    permission: permissions.handle,
    params: FindingId,
    body: z.object({ version: z.int(), move: z.enum(findingMoveNames), words: remark(500).default('') }),
    reply: Finding,
    refusals: [
      refusals.noSuchFinding,
      refusals.wrongState,
      refusals.reasonMissing,
      refusals.foundAgain,
      refusals.tooEarly,
      refusals.changedMeanwhile,
    ],
  },
  noteOnFinding: {
    method: 'POST',
    path: '/findings/{findingId}/notes',
    title: { zh: '添加诊断记录', en: 'Add a note to a finding' },
    permission: permissions.handle,
    params: FindingId,
    body: z.object({ words: plainText(2000) }),
    reply: Finding,
    refusals: [refusals.noSuchFinding],
  },
  checkNow: {
    method: 'POST',
    path: '/findings/check',
    title: { zh: '立即诊断', en: 'Look now' },
    permission: permissions.handle,
    reply: z.object({ rules: z.int(), campaigns: z.int(), found: z.int(), seenAgain: z.int() }),
  },
  listRules: {
    method: 'GET',
    path: '/diagnosis-rules',
    title: { zh: '诊断规则', en: 'Rules of diagnosis' },
    permission: permissions.read,
    reply: z.array(Rule),
  },
  listFormerRules: {
    method: 'GET',
    path: '/diagnosis-rules/{ruleId}/versions',
    title: { zh: '规则的历次版本', en: 'Versions of a rule' },
    permission: permissions.read,
    params: RuleId,
    reply: z.array(FormerRule),
    refusals: [refusals.noSuchRule],
  },
  addRule: {
    method: 'POST',
    path: '/diagnosis-rules',
    title: { zh: '新增诊断规则', en: 'Add a rule of diagnosis' },
    permission: permissions.writeRules,
    body: RuleBody,
    reply: z.object({ id: z.uuid() }),
    refusals: issues,
  },
  changeRule: {
    method: 'PUT',
    path: '/diagnosis-rules/{ruleId}',
    title: { zh: '修改诊断规则', en: 'Change a rule of diagnosis' },
    permission: permissions.writeRules,
    params: RuleId,
    body: z.object({ version: z.int(), body: RuleBody }),
    reply: z.object({ version: z.int() }),
    refusals: [refusals.noSuchRule, refusals.changedMeanwhile, ...issues],
  },
  switchRule: {
    method: 'POST',
    path: '/diagnosis-rules/{ruleId}/switch',
    title: { zh: '启用或停用诊断规则', en: 'Switch a rule of diagnosis on or off' },
    permission: permissions.writeRules,
    params: RuleId,
    body: z.object({ isOn: z.boolean() }),
    reply: z.object({ isOn: z.boolean() }),
    refusals: [refusals.noSuchRule, ...issues],
  },
  removeRule: {
    method: 'DELETE',
    path: '/diagnosis-rules/{ruleId}',
    title: { zh: '删除诊断规则', en: 'Remove a rule of diagnosis' },
    permission: permissions.writeRules,
    params: RuleId,
    reply: z.object({ id: z.uuid() }),
    refusals: [refusals.noSuchRule, refusals.builtIn],
  },
  previewRule: {
    method: 'POST',
    path: '/diagnosis-rules/preview',
    title: { zh: '试算诊断规则', en: 'Try a rule of diagnosis' },
    permission: permissions.writeRules,
    body: RuleBody,
    reply: Preview,
    refusals: issues,
  },
  listOwnTasks: {
    method: 'GET',
    path: '/own-coaching',
    title: { zh: '我的辅导', en: 'My coaching' },
    permission: permissions.own,
    reply: z.array(OwnTask),
  },
})
export const {
  listFindings,
  getFinding,
  moveFinding,
  noteOnFinding,
  checkNow,
  listRules,
  listFormerRules,
  addRule,
  changeRule,
  switchRule,
  removeRule,
  previewRule,
  listOwnTasks,
} = diagnosisContract
