import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions, openToAll } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { type CampaignType, typeMeanings } from '#domains/campaigns/contract.ts'
import { causes, notKnown } from './cause.ts'
import { moveNames, responsibilities, sources, states, topics } from './complaint.ts'

export const permissions = definePermissions('complaints', {
  read: {
    zh: '查看投诉',
    en: 'See complaints',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer', 'qualityAnalyst'],
  },
  handle: {
    zh: '处理投诉',
    en: 'Handle complaints',
    roles: ['supervisor', 'director', 'complianceOfficer'],
  },
  record: {
    zh: '登记投诉',
    en: 'Record complaints',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
  setDueDays: {
    zh: '设置投诉时限',
    en: 'Set how soon complaints are answered',
    roles: ['complianceOfficer', 'director'],
  },
  shareLink: {
    zh: '复制客户说明页链接',
    en: "Copy a customer's link",
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
})

export const refusals = defineRefusals('complaints', {
  noSuchComplaint: { status: 404, text: { zh: '没有这件投诉', en: 'No such complaint' } },
  periodBackwards: { status: 400, text: { zh: '结束日期早于开始日期', en: 'The period ends before it begins' } },
  noSuchCall: { status: 404, text: { zh: '没有这通电话', en: 'No such call' } },
  notANumber: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
  aboutNothing: {
    status: 400,
    text: { zh: '请填写通话或号码，说明投诉针对谁', en: 'Say which call or which number it is about' },
  },
  wrongState: {
    status: 409,
    text: { zh: '投诉当前状态不能这样操作', en: 'That cannot be done to the complaint in its current state' },
  },
  answerMissing: {
    status: 400,
    text: { zh: '请写明处理结果', en: 'Write what the customer is answered' },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  linkUnknown: {
    status: 404,
    text: {
      zh: '链接无效，请核对是否完整',
      en: 'This link is not valid; please check that it is complete',
    },
  },
  linkExpired: {
    status: 410,
    text: {
      zh: '链接已过期。如仍需帮助，请拨打来电方的客服电话',
      en: 'This link has expired. If you still need help, please call the company that called you',
    },
  },
  tooMany: {
    status: 429,
    text: { zh: '操作过于频繁，请一分钟后再试', en: 'Too many requests; please try again in a minute' },
  },
  enoughComplaints: {
    status: 429,
    text: {
      zh: '这通电话已提交 {limit} 件投诉，请等待处理结果',
      en: '{limit} complaints about this call have been handed in already; please wait for the answer',
    },
  },
  forgotten: {
    status: 410,
    text: {
      zh: '您的个人信息已按您的要求删除，我们不会再给您打电话',
      en: 'Your data has been erased as you asked, and we will not call you again',
    },
  },
})

const campaignTypes = Object.keys(typeMeanings) as [CampaignType, ...CampaignType[]]
const Source = z.enum(sources)
const Topic = z.enum(topics)
const State = z.enum(states)
const Responsibility = z.enum(responsibilities)

export const ComplaintRow = z.object({
  id: z.uuid(),
  number: z.int(),
  source: Source,
  topic: Topic,
  state: State,
  /** Masked; empty where no number is known. */
  phone: z.string(),
  customerName: z.string(),
  campaignName: z.string(),
  agentName: z.string(),
  receivedAt: Instant,
  dueAt: Instant,
  answeredAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  responsibleName: z.string(),
  version: z.int(),
})
export type ComplaintRow = z.output<typeof ComplaintRow>
export const ComplaintNote = z.object({
  at: Instant,
  kind: z.enum(['received', 'taken', 'noted', 'answered', 'closed', 'reopened']),
  byName: z.string(),
  words: z.string(),
})
export const Complaint = ComplaintRow.extend({
  words: z.string(),
  callbackWish: z.string(),
  caseNumber: z.string(),
  customerId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
  agentId: z.uuid().nullable(),
  responsibleId: z.uuid().nullable(),
  responsibility: Responsibility.nullable(),
  region: z.object({ zh: z.string(), en: z.string() }).nullable(),
  result: z.string(),
  notes: z.array(ComplaintNote),
})
export type Complaint = z.output<typeof Complaint>

export const DueRule = z.object({ source: Source, days: z.int().min(1).max(90) })
export type DueRule = z.output<typeof DueRule>

export const NewComplaint = z.object({
  source: z.enum(['agent', 'regulator', 'other']),
  topic: Topic,
  words: plainText(4000),
  callbackWish: remark(200).default(''),
  caseNumber: remark(60).default(''),
  callId: z.uuid().nullable().default(null),
  number: z.string().trim().max(30).nullable().default(null),
})
export type NewComplaint = z.output<typeof NewComplaint>

/** A value, or `none` where it is not known. */
const orNotKnown = <T extends z.ZodType>(known: T) => z.union([known, z.literal(notKnown)]).optional()
/** What complaints are looked at: each layer narrows the next. Days are business days of the site, both included. */
const Narrowed = z.object({
  from: Day.optional(),
  to: Day.optional(),
  topic: Topic.optional(),
  source: Source.optional(),
  responsibility: orNotKnown(Responsibility),
  campaignType: orNotKnown(z.enum(campaignTypes)),
  product: orNotKnown(plainText(120)),
  campaignId: orNotKnown(z.uuid()),
  region: orNotKnown(plainText(60)),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  weekday: z
    .string()
    .regex(/^[1-7]$/)
    .optional(),
  hour: z
    .string()
    .regex(/^([01]\d|2[0-3])$/)
    .optional(),
})
export const CauseCount = z.object({
  /** Null where it is not known, or not decided yet. */
  key: z.string().nullable(),
  /** The name of a campaign, product or region; null where the key has words of its own. */
  label: z.object({ zh: z.string(), en: z.string() }).nullable(),
  count: z.int(),
})
export type CauseCount = z.output<typeof CauseCount>

const ComplaintId = z.object({ complaintId: z.uuid() })
const Version = z.object({ version: z.int() })

/** What somebody who was called reads about the call: nothing they do not know but what is owed to them. */
export const CustomerPage = z.object({
  sellerName: z.string(),
  sellerPhone: z.string(),
  /** The number we called, masked. */
  number: z.string(),
  placedAt: Instant,
  talked: z.boolean(),
  timeZone: z.string(),
  campaignType: z.enum(campaignTypes),
  recorded: z.boolean(),
  /** Latest word of consent on record; null where there is none. */
  consent: z.object({ act: z.enum(['given', 'withdrawn']), at: Instant, source: z.string() }).nullable(),
  doNotCallSince: Instant.nullable(),
  complaints: z.array(
    z.object({
      number: z.int(),
      topic: Topic,
      state: State,
      receivedAt: Instant,
      dueAt: Instant,
      /** What we answered, once we did. */
      answer: z.string(),
      answeredAt: Instant.nullable(),
    }),
  ),
  until: Instant,
})
export type CustomerPage = z.output<typeof CustomerPage>

export const CustomerComplaint = z.object({
  topic: Topic,
  words: plainText(2000),
  callbackWish: remark(200).default(''),
})
const Token = z.object({ token: z.string().max(400) })
const linkRefusals = [refusals.linkUnknown, refusals.linkExpired, refusals.forgotten, refusals.tooMany]

export const complaintsContract = defineContract({
  listComplaints: {
    method: 'GET',
    path: '/complaints',
    title: { zh: '投诉列表', en: 'List complaints' },
    permission: permissions.read,
    query: CursorQuery.extend({
      state: State.optional(),
      open: z.enum(['true', 'false']).optional(),
      overdue: z.enum(['true']).optional(),
      customerId: z.uuid().optional(),
      ...Narrowed.shape,
    }),
    reply: cursorPageOf(ComplaintRow).extend({ open: z.int(), overdue: z.int() }),
  },
  countCauses: {
    method: 'GET',
    path: '/complaint-causes',
    title: { zh: '投诉原因统计', en: 'Complaints by cause' },
    permission: permissions.read,
    query: Narrowed.extend({ by: z.enum(causes).default('topic') }),
    reply: z.array(CauseCount),
    refusals: [refusals.periodBackwards],
  },
  getComplaint: {
    method: 'GET',
    path: '/complaints/{complaintId}',
    title: { zh: '投诉详情', en: 'One complaint with its story' },
    permission: permissions.read,
    params: ComplaintId,
    reply: Complaint,
    refusals: [refusals.noSuchComplaint],
  },
  recordComplaint: {
    method: 'POST',
    path: '/complaints',
    title: { zh: '登记投诉', en: 'Record a complaint' },
    permission: permissions.record,
    body: NewComplaint,
    reply: z.object({ id: z.uuid(), number: z.int(), dueAt: Instant }),
    refusals: [refusals.aboutNothing, refusals.noSuchCall, refusals.notANumber],
  },
  moveComplaint: {
    method: 'POST',
    path: '/complaints/{complaintId}/move',
    title: { zh: '受理、答复、结案或重新处理', en: 'Take, answer, close or reopen a complaint' },
    permission: permissions.handle,
    params: ComplaintId,
    body: Version.extend({
      move: z.enum(moveNames),
      words: remark(2000).default(''),
      responsibility: Responsibility.nullable().optional(),
    }),
    reply: Complaint,
    refusals: [refusals.noSuchComplaint, refusals.wrongState, refusals.answerMissing, refusals.changedMeanwhile],
  },
  noteOnComplaint: {
    method: 'POST',
    path: '/complaints/{complaintId}/notes',
    title: { zh: '添加处理记录', en: 'Add a note to a complaint' },
    permission: permissions.handle,
    params: ComplaintId,
    body: z.object({ words: plainText(2000) }),
    reply: Complaint,
    refusals: [refusals.noSuchComplaint],
  },
  listDueRules: {
    method: 'GET',
    path: '/complaint-due-days',
    title: { zh: '投诉时限', en: 'How soon complaints are answered' },
    permission: permissions.read,
    reply: z.array(DueRule),
  },
  changeDueRule: {
    method: 'PUT',
    path: '/complaint-due-days/{source}',
    title: { zh: '修改投诉时限', en: 'Change how soon complaints are answered' },
    permission: permissions.setDueDays,
    params: z.object({ source: Source }),
    body: DueRule.omit({ source: true }),
    reply: z.array(DueRule),
  },
  linkForCall: {
    method: 'POST',
    path: '/calls/{callId}/customer-link',
    title: { zh: '生成客户说明页链接', en: "Make the link to the customer's page of a call" },
    permission: permissions.shareLink,
    params: z.object({ callId: z.uuid() }),
    reply: z.object({ path: z.string(), until: Instant }),
    refusals: [refusals.noSuchCall, refusals.forgotten],
  },
  readCustomerPage: {
    method: 'GET',
    path: '/customer-page/{token}',
    title: { zh: '客户说明页', en: 'What the customer reads about a call' },
    permission: openToAll,
    params: Token,
    reply: CustomerPage,
    refusals: linkRefusals,
  },
  noMoreCalls: {
    method: 'POST',
    path: '/customer-page/{token}/no-more-calls',
    title: { zh: '客户要求不再来电', en: 'The customer wants no more calls' },
    permission: openToAll,
    params: Token,
    reply: z.object({ since: Instant }),
    refusals: linkRefusals,
    runsOn: 'telephony',
  },
  withdrawConsent: {
    method: 'POST',
    path: '/customer-page/{token}/withdraw-consent',
    title: { zh: '客户撤回同意', en: 'The customer withdraws consent' },
    permission: openToAll,
    params: Token,
    reply: z.object({ at: Instant }),
    refusals: linkRefusals,
  },
  complain: {
    method: 'POST',
    path: '/customer-page/{token}/complaints',
    title: { zh: '客户投诉', en: 'The customer complains' },
    permission: openToAll,
    params: Token,
    body: CustomerComplaint,
    reply: z.object({ number: z.int(), dueAt: Instant }),
    refusals: [...linkRefusals, refusals.enoughComplaints],
  },
})
export const {
  listComplaints,
  countCauses,
  getComplaint,
  recordComplaint,
  moveComplaint,
  noteOnComplaint,
  listDueRules,
  changeDueRule,
  linkForCall,
  readCustomerPage,
  noMoreCalls,
  withdrawConsent,
  complain,
} = complaintsContract
