import { z } from 'zod'
import { PageQuery, pageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { GivenInstant, Instant } from '#contract/when.ts'
import { callerIdCauses, callerIdKey, callerIdKinds, callerIdPurposes, callerIdStates } from './caller-ids.ts'

export const callerIdPermissions = definePermissions('compliance', {
  readCallerIds: {
    zh: '查看主叫号码池',
    en: 'See the pool of caller ids',
    roles: ['complianceOfficer', 'campaignManager', 'director', 'administrator'],
  },
  manageCallerIds: {
    zh: '维护主叫号码池',
    en: 'Keep the pool of caller ids',
    roles: ['complianceOfficer', 'administrator'],
  },
})

export const callerIdRefusals = defineRefusals('compliance', {
  noSuchCallerId: { status: 404, text: { zh: '号码池里没有这个号码', en: 'No such number in the pool' } },
  callerIdTaken: { status: 409, text: { zh: '号码 {number} 已在号码池中', en: '{number} is in the pool already' } },
  restNeedsReason: {
    status: 400,
    text: { zh: '休眠必须写明原因', en: 'Say why the number is to rest' },
  },
  restEndsBeforeItBegins: {
    status: 400,
    text: { zh: '休眠结束时间必须晚于现在', en: 'A rest must end later than now' },
  },
  limitsContradict: {
    status: 400,
    text: {
      zh: '每小时上限 {hour} 大于每天上限 {day}，后者永远先到',
      en: 'The limit per hour, {hour}, is above the limit per day, {day}',
    },
  },
  noSuchFlag: { status: 404, text: { zh: '没有这条标记', en: 'No such flag' } },
  flagCleared: { status: 409, text: { zh: '这条标记已经解除', en: 'This flag has been cleared already' } },
  flagInFuture: { status: 400, text: { zh: '标记时间不能晚于现在', en: 'A flag cannot be seen in the future' } },
  restRuleChanged: {
    status: 409,
    text: {
      zh: '规则已被他人修改，请刷新后重试',
      en: 'Somebody changed the rule meanwhile; refresh and try again',
    },
  },
  callerIdChanged: {
    status: 409,
    text: {
      zh: '这个号码已被他人修改，请刷新后重试',
      en: 'Somebody changed this number meanwhile; refresh and try again',
    },
  },
})

const Limit = (most: number) => z.int().min(1).max(most).nullable().default(null)
/** A number as people write it; kept in the one form `callerIdKey` gives it. */
const CallerIdNumber = z
  .string()
  .trim()
  .max(40)
  .regex(/^\+?[0-9()\s-]+$/)
  .transform(callerIdKey)
  .pipe(z.string().regex(/^\+?[0-9]{3,20}$/))

const Settings = z.object({
  kind: z.enum(callerIdKinds),
  purpose: z.enum(callerIdPurposes).default('any'),
  ownerName: plainText(80).transform((name) => name.trim()),
  licence: remark(200).default(''),
  region: remark(60).default(''),
  concurrentLimit: Limit(100_000),
  hourLimit: Limit(1_000_000),
  dayLimit: Limit(10_000_000),
})
export type CallerIdSettings = z.output<typeof Settings>
export const CallerIdForm = Settings.extend({ number: CallerIdNumber })
export type CallerIdForm = z.output<typeof CallerIdForm>

/** A number shown to customers: whose it is, what for, how much it may be used. */
export const CallerId = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(callerIdKinds),
  purpose: z.enum(callerIdPurposes),
  ownerName: z.string(),
  licence: z.string(),
  region: z.string(),
  concurrentLimit: z.int().nullable(),
  hourLimit: z.int().nullable(),
  dayLimit: z.int().nullable(),
  state: z.enum(callerIdStates),
  stateSince: Instant,
  stateByName: z.string(),
  stateNote: z.string(),
  /** Why the rule changed the state, in every language; null where somebody did, and said so in `stateNote`. */
  stateWords: z.object({ zh: z.string(), en: z.string() }).nullable(),
  restUntil: Instant.nullable(),
  openFlags: z.int(),
  version: z.int(),
})
export type CallerId = z.output<typeof CallerId>

export const flagLabels = ['harassment', 'fraud', 'sales', 'other'] as const
export type FlagLabel = (typeof flagLabels)[number]
/** Where a number was seen marked as a nuisance. */
export const CallerIdFlag = z.object({
  id: z.uuid(),
  label: z.enum(flagLabels),
  source: z.string(),
  seenAt: Instant,
  note: z.string(),
  notedAt: Instant,
  notedByName: z.string(),
  clearedAt: Instant.nullable(),
  clearedByName: z.string(),
  clearedNote: z.string(),
})
export type CallerIdFlag = z.output<typeof CallerIdFlag>
export const FlagForm = z.object({
  label: z.enum(flagLabels),
  source: plainText(80),
  /** Now where nobody says when. */
  seenAt: GivenInstant.optional(),
  note: remark(500).default(''),
})
export type FlagForm = z.output<typeof FlagForm>

/** How much a number is used at this moment, and why it may not be used more. */
export const CallerIdUse = z.object({
  number: z.string(),
  concurrent: z.int(),
  inHour: z.int(),
  inDay: z.int(),
  cause: z.enum(callerIdCauses).nullable(),
  againAt: Instant.nullable(),
})
export type CallerIdUse = z.output<typeof CallerIdUse>

/** Whether numbers advised to rest are rested without anybody, and for how long. */
export const RestRule = z.object({
  restsByRule: z.boolean(),
  restDays: z.int(),
  changedAt: Instant.nullable(),
  changedByName: z.string(),
  version: z.int(),
})
export type RestRule = z.output<typeof RestRule>

const Named = z.object({ callerIdId: z.uuid() })
const { readCallerIds, manageCallerIds } = callerIdPermissions

export const callerIdContract = defineContract({
  listCallerIds: {
    method: 'GET',
    path: '/caller-ids',
    title: { zh: '主叫号码池', en: 'The pool of caller ids' },
    permission: readCallerIds,
    query: PageQuery.extend({ search: SearchText.optional(), state: z.enum(callerIdStates).optional() }),
    reply: pageOf(CallerId),
  },
  addCallerId: {
    method: 'POST',
    path: '/caller-ids',
    title: { zh: '新增主叫号码', en: 'Add a caller id' },
    permission: manageCallerIds,
    body: CallerIdForm,
    reply: CallerId,
    refusals: [callerIdRefusals.callerIdTaken, callerIdRefusals.limitsContradict],
  },
  changeCallerId: {
    method: 'PUT',
    path: '/caller-ids/{callerIdId}',
    title: { zh: '修改主叫号码', en: 'Change a caller id' },
    permission: manageCallerIds,
    params: Named,
    body: Settings.extend({ version: z.int() }),
    reply: CallerId,
    refusals: [callerIdRefusals.noSuchCallerId, callerIdRefusals.limitsContradict, callerIdRefusals.callerIdChanged],
  },
  moveCallerId: {
    method: 'POST',
    path: '/caller-ids/{callerIdId}/state',
    title: { zh: '休眠、启用或停用主叫号码', en: 'Rest, use or retire a caller id' },
    permission: manageCallerIds,
    params: Named,
    body: z.object({
      state: z.enum(callerIdStates),
      note: remark(500).default(''),
      /** Until then; null until somebody ends the rest. */
      restUntil: GivenInstant.nullable().default(null),
      version: z.int(),
    }),
    reply: CallerId,
    refusals: [
      callerIdRefusals.noSuchCallerId,
      callerIdRefusals.restNeedsReason,
      callerIdRefusals.restEndsBeforeItBegins,
      callerIdRefusals.callerIdChanged,
    ],
  },
  getRestRule: {
    method: 'GET',
    path: '/caller-ids/rest-rule',
    title: { zh: '自动休眠规则', en: 'When numbers rest by themselves' },
    permission: readCallerIds,
    reply: RestRule,
  },
  changeRestRule: {
    method: 'PUT',
    path: '/caller-ids/rest-rule',
    title: { zh: '修改自动休眠规则', en: 'Change when numbers rest by themselves' },
    permission: manageCallerIds,
    body: z.object({ restsByRule: z.boolean(), restDays: z.int().min(1).max(90), version: z.int() }),
    reply: RestRule,
    refusals: [callerIdRefusals.restRuleChanged],
  },
  listCallerIdFlags: {
    method: 'GET',
    path: '/caller-ids/{callerIdId}/flags',
    title: { zh: '号码标记记录', en: 'Flags of a caller id' },
    permission: readCallerIds,
    params: Named,
    reply: z.array(CallerIdFlag),
    refusals: [callerIdRefusals.noSuchCallerId],
  },
  noteCallerIdFlag: {
    method: 'POST',
    path: '/caller-ids/{callerIdId}/flags',
    title: { zh: '登记号码标记', en: 'Note a flag' },
    permission: manageCallerIds,
    params: Named,
    body: FlagForm,
    reply: CallerIdFlag,
    refusals: [callerIdRefusals.noSuchCallerId, callerIdRefusals.flagInFuture],
  },
  clearCallerIdFlag: {
    method: 'POST',
    path: '/caller-ids/{callerIdId}/flags/{flagId}/clear',
    title: { zh: '解除号码标记', en: 'Clear a flag' },
    permission: manageCallerIds,
    params: Named.extend({ flagId: z.uuid() }),
    body: z.object({ note: plainText(500) }),
    reply: CallerIdFlag,
    refusals: [callerIdRefusals.noSuchFlag, callerIdRefusals.flagCleared],
  },
  getCallerIdUse: {
    method: 'GET',
    path: '/caller-ids/use',
    title: { zh: '主叫号码实时用量', en: 'How much caller ids are used now' },
    permission: readCallerIds,
    reply: z.array(CallerIdUse),
    runsOn: 'telephony',
  },
})
