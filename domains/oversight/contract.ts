import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { advices, findings } from './number-health.ts'
import { retentionKinds } from './retention.ts'

/** Evidence and requests about personal data have contracts of their own. */
export { evidenceContract } from './evidence-contract.ts'
export { subjectContract } from './subject-contract.ts'

export const permissions = definePermissions('oversight', {
  see: {
    zh: '查看合规台',
    en: 'See the compliance desk',
    roles: ['complianceOfficer', 'campaignManager', 'director', 'administrator'],
  },
  keepRetention: {
    zh: '维护保存期限',
    en: 'Keep retention clocks',
    roles: ['complianceOfficer', 'administrator'],
  },
  exportBlocks: {
    zh: '导出拦截记录',
    en: 'Export what was blocked',
    roles: ['complianceOfficer', 'director', 'administrator'],
  },
})

export const refusals = defineRefusals('oversight', {
  noSuchRule: { status: 404, text: { zh: '没有这条保存期限', en: 'No such retention rule' } },
  leastAboveMost: {
    status: 400,
    text: {
      zh: '最短保存 {least} 天大于最长保存 {most} 天',
      en: 'The least, {least} days, is above the most, {most} days',
    },
  },
  ruleChanged: {
    status: 409,
    text: {
      zh: '保存期限已被他人修改，请刷新后重试',
      en: 'Somebody changed this rule meanwhile; refresh and try again',
    },
  },
  moreIsDue: {
    status: 409,
    text: {
      zh: '现在到期 {due} 条，多于您看到的 {seen} 条，请重新核对',
      en: '{due} records are due now, more than the {seen} you saw; look again',
    },
  },
  notANumber: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
})

/** What the compliance officer looks at first. */
export const Overview = z.object({
  /** When today began in the reader's zone. */
  dayBegan: Instant,
  blocksToday: z.array(z.object({ rule: z.string(), contacts: z.int(), times: z.int() })),
  doNotCall: z.object({
    addedToday: z.int(),
    standing: z.int(),
    /** From the moment it was said to the moment it stood on record, over thirty days; null where nothing was said. */
    medianMs: z.number().nullable(),
    p99Ms: z.number().nullable(),
    counted: z.int(),
    /** Calls of the last 24 hours to numbers that were forbidden when they were placed. */
    dialledAll24h: z.int(),
  }),
  consent: z.object({ given30d: z.int(), withdrawn30d: z.int() }),
  numbers: z.object({ toRest: z.int(), toWatch: z.int(), resting: z.int(), all: z.int() }),
  retention: z.object({ dueNow: z.int(), nextDue: Instant.nullable(), switchedOn: z.int(), rules: z.int() }),
})
export type Overview = z.output<typeof Overview>

const Share = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
/** How a number we call under fares. */
export const NumberReport = z.object({
  /** Null for a number campaigns use that is not in the pool. */
  callerIdId: z.uuid().nullable(),
  number: z.string(),
  version: z.int().nullable(),
  state: z.string().nullable(),
  /** Why it is so: the words of the rule, or who says so and what they say. */
  stateWords: z.object({ zh: z.string(), en: z.string() }).nullable(),
  stateNote: z.string(),
  stateByName: z.string(),
  stateSince: Instant.nullable(),
  restUntil: Instant.nullable(),
  ownerName: z.string(),
  region: z.string(),
  campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })),
  dials: z.int(),
  answered: z.int(),
  conversations: z.int(),
  short: z.int(),
  complaints: z.int(),
  openFlags: z.int(),
  answerRate: Share,
  pastRate: Share,
  change: Share,
  shortShare: Share,
  complaintRate: Share,
  advice: z.enum(advices),
  findings: z.array(z.enum(findings)),
})
export type NumberReport = z.output<typeof NumberReport>

/** How long one kind of record is kept under one jurisdiction, and what is due. */
export const RetentionRule = z.object({
  id: z.string(),
  kind: z.enum(retentionKinds),
  jurisdiction: z.string(),
  /** Empty for a rule of all jurisdictions. */
  jurisdictionName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  leastDays: z.int(),
  mostDays: z.int(),
  deletes: z.boolean(),
  lawZh: z.string(),
  lawEn: z.string(),
  changedAt: Instant.nullable(),
  changedByName: z.string(),
  switchedAt: Instant.nullable(),
  switchedByName: z.string(),
  version: z.int(),
  oldest: Instant.nullable(),
  nextDue: Instant.nullable(),
  /** Past its days now: what the next run deletes, or would. */
  due: z.int(),
  /** Past its days and kept: proof of a wish or of consent that still holds. */
  kept: z.int(),
})
export type RetentionRule = z.output<typeof RetentionRule>

/** What a nightly run found and deleted. */
export const RetentionRun = z.object({
  id: z.uuid(),
  ruleId: z.string(),
  kind: z.enum(retentionKinds),
  jurisdictionName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  at: Instant,
  cutoff: Instant,
  due: z.int(),
  kept: z.int(),
  deleted: z.int(),
  deletes: z.boolean(),
  failed: z.string(),
})
export type RetentionRun = z.output<typeof RetentionRun>

export const blockGroups = ['rule', 'campaign', 'day'] as const
export type BlockGroup = (typeof blockGroups)[number]
/** Blocks of one rule, campaign or day: contacts once each, and every time. */
export const BlockCount = z.object({
  key: z.string(),
  /** Of a campaign. */
  name: z.string().nullable(),
  contacts: z.int(),
  times: z.int(),
})
export type BlockCount = z.output<typeof BlockCount>

/** Why one number was not dialled: what stands against it, and where it waits. */
export const NumberStory = z.object({
  number: z.string(),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  doNotCall: z.array(
    z.object({
      kind: z.string(),
      campaignName: z.string().nullable(),
      since: Instant,
      until: Instant.nullable(),
      endedAt: Instant.nullable(),
      reason: z.string(),
      callId: z.uuid().nullable(),
      holds: z.boolean(),
    }),
  ),
  consent: z.array(z.object({ purpose: z.string(), channel: z.string(), act: z.string(), at: Instant })),
  contacts: z.array(
    z.object({
      campaignId: z.uuid(),
      campaignName: z.string(),
      campaignState: z.string(),
      state: z.string(),
      attempts: z.int(),
      dueAt: Instant,
      lastOutcome: z.string().nullable(),
      closeReason: z.string().nullable(),
    }),
  ),
  blocks: z.array(
    z.object({
      id: z.uuid(),
      campaignName: z.string().nullable(),
      lastAt: Instant,
      count: z.int(),
      rule: z.string(),
      params: z.record(z.string(), z.unknown()),
      until: Instant.nullable(),
    }),
  ),
  calls: z.array(
    z.object({
      id: z.uuid(),
      placedAt: Instant,
      campaignName: z.string().nullable(),
      callerId: z.string(),
      outcome: z.string().nullable(),
    }),
  ),
})
export type NumberStory = z.output<typeof NumberStory>

/** What the page of one number keeps in its address. */
export const NumberQuery = z.object({ number: z.string().trim().min(3).max(30).optional() })

const RuleId = z.object({ ruleId: z.string().regex(/^[a-z]{2,12}:[a-z]{2,3}(-[a-z]+)*$/) })
const BlockSpan = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  campaignId: z.uuid().optional(),
  rule: z.string().max(60).optional(),
})
export type BlockSpan = z.output<typeof BlockSpan>
const days = z.int().min(0).max(36_500)

export const oversightContract = defineContract({
  getOverview: {
    method: 'GET',
    path: '/oversight',
    title: { zh: '合规台', en: 'The compliance desk' },
    permission: permissions.see,
    reply: Overview,
  },
  listNumberHealth: {
    method: 'GET',
    path: '/number-health',
    title: { zh: '号码健康度', en: 'How our numbers fare' },
    permission: permissions.see,
    reply: z.array(NumberReport),
  },
  listRetention: {
    method: 'GET',
    path: '/retention',
    title: { zh: '保存期限', en: 'Retention clocks' },
    permission: permissions.see,
    reply: z.array(RetentionRule),
  },
  changeRetention: {
    method: 'PUT',
    path: '/retention/{ruleId}',
    title: { zh: '修改保存期限', en: 'Change a retention rule' },
    permission: permissions.keepRetention,
    params: RuleId,
    body: z.object({
      leastDays: days,
      mostDays: days.min(1),
      lawZh: remark(500),
      lawEn: remark(500),
      version: z.int(),
    }),
    reply: RetentionRule,
    refusals: [refusals.noSuchRule, refusals.leastAboveMost, refusals.ruleChanged],
  },
  switchRetention: {
    method: 'POST',
    path: '/retention/{ruleId}/deletion',
    title: { zh: '开启或关闭到期删除', en: 'Switch deletion on or off' },
    permission: permissions.keepRetention,
    params: RuleId,
    /** `seenDue`: what the officer was shown to be due; if more is due by now, nothing is switched on. */
    body: z.object({ deletes: z.boolean(), seenDue: z.int().min(0), version: z.int() }),
    reply: RetentionRule,
    refusals: [refusals.noSuchRule, refusals.moreIsDue, refusals.ruleChanged],
  },
  listRetentionRuns: {
    method: 'GET',
    path: '/retention-runs',
    title: { zh: '到期删除记录', en: 'Nightly runs of retention' },
    permission: permissions.see,
    query: CursorQuery.extend({ ruleId: RuleId.shape.ruleId.optional(), after: z.uuid().optional() }),
    reply: z.object({ rows: z.array(RetentionRun), next: z.string().nullable() }),
  },
  groupBlocks: {
    method: 'GET',
    path: '/blocks/grouped',
    title: { zh: '拦截统计', en: 'Blocks by rule, campaign or day' },
    permission: permissions.see,
    query: BlockSpan.extend({ by: z.enum(blockGroups).default('rule') }),
    reply: z.array(BlockCount),
  },
  exportBlocks: {
    method: 'GET',
    path: '/blocks.csv',
    title: { zh: '导出拦截记录（每条一行）', en: 'Export blocks, one row each' },
    permission: permissions.exportBlocks,
    query: BlockSpan,
    reply: file,
    tellsOfPeople: true,
  },
  lookUpNumber: {
    method: 'GET',
    path: '/number-story',
    title: { zh: '为什么没拨这个号码', en: 'Why a number was not dialled' },
    permission: permissions.see,
    query: z.object({ number: z.string().trim().min(3).max(30) }),
    reply: NumberStory,
    refusals: [refusals.notANumber],
  },
})
export const {
  getOverview,
  listNumberHealth,
  listRetention,
  changeRetention,
  switchRetention,
  listRetentionRuns,
  groupBlocks,
  exportBlocks,
  lookUpNumber,
} = oversightContract
