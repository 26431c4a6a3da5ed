import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { Done, defineContract, file } from '#contract/route.ts'
import { remark } from '#contract/text.ts'
import { Day, GivenInstant, Instant } from '#contract/when.ts'
import {
  permissions as customerPermissions,
  refusals as customerRefusals,
  FullNumber,
  ReadingReason,
} from '#domains/customers/contract.ts'
import { gatePermissions } from './gate-permissions.ts'
import { gateRefusals } from './gate-refusals.ts'
import { CallingRules, consentActs, consentChannels, consentPurposes, dialKinds, ruleStates } from './rules.ts'

export const RulesForm = z.object({
  effectiveFrom: GivenInstant,
  rules: CallingRules,
  note: remark(500).default(''),
})
export type RulesForm = z.output<typeof RulesForm>
/** One version of what the gate asks under a jurisdiction. */
export const RulesVersion = z.object({
  id: z.uuid(),
  jurisdiction: z.string(),
  number: z.int(),
  state: z.enum(ruleStates),
  /** It is the one that holds now. */
  inForce: z.boolean(),
  effectiveFrom: Instant,
  rules: CallingRules,
  note: z.string(),
  writtenBy: z.uuid().nullable(),
  writtenByName: z.string(),
  writtenAt: Instant,
  submittedAt: Instant.nullable(),
  approvedByName: z.string(),
  approvedAt: Instant.nullable(),
  cameWithProduct: z.boolean(),
  version: z.int(),
})
export type RulesVersion = z.output<typeof RulesVersion>

const Calendar = z.string().regex(/^[a-z]{2}(-[a-z]+)*$/)
export const HolidayForm = z.object({
  kind: z.enum(['holiday', 'workday']),
  nameZh: remark(80).default(''),
  nameEn: remark(80).default(''),
})
export const Holiday = HolidayForm.extend({ calendar: z.string(), day: Day, source: z.string() })
export type Holiday = z.output<typeof Holiday>

export const registryCodes = ['cn', 'us', 'uk'] as const
/** One file of a national registry: staged, counted, then in force until the next. */
export const RegistryEdition = z.object({
  id: z.uuid(),
  registry: z.enum(registryCodes),
  state: z.enum(['staging', 'whole', 'inForce', 'replaced', 'failed', 'discarded']),
  fileName: z.string(),
  dated: Day.nullable(),
  /** Days since the day its publisher gives it. */
  ageDays: z.int().nullable(),
  lines: z.int(),
  numbers: z.int(),
  repeated: z.int(),
  refused: z.int(),
  /** The first lines that hold no number, masked, with their line number. */
  refusedSample: z.array(z.object({ line: z.int(), text: z.string() })),
  note: z.string(),
  uploadedByName: z.string(),
  uploadedAt: Instant,
  inForceSince: Instant.nullable(),
  inForceByName: z.string(),
})
export type RegistryEdition = z.output<typeof RegistryEdition>

export const ConsentForm = z.object({
  customerId: z.uuid().nullable().default(null),
  number: z.string().trim().min(3).max(30).nullable().default(null),
  /** Of whom that earlier word is, whose number the screen does not know in full. */
  ofEventId: z.uuid().nullable().default(null),
  purpose: z.enum(consentPurposes),
  channel: z.enum(consentChannels).default('call'),
  act: z.enum(consentActs),
  evidence: remark(2000).default(''),
  callId: z.uuid().nullable().default(null),
  source: remark(80).default(''),
  /** When it was said; now, where this is absent. */
  at: GivenInstant.optional(),
})
export type ConsentForm = z.output<typeof ConsentForm>
export const ConsentEvent = z.object({
  id: z.uuid(),
  customerId: z.uuid().nullable(),
  /** Masked. */
  number: z.string().nullable(),
  purpose: z.enum(consentPurposes),
  channel: z.enum(consentChannels),
  act: z.enum(consentActs),
  evidence: z.string(),
  callId: z.uuid().nullable(),
  source: z.string(),
  at: Instant,
  notedAt: Instant,
  byName: z.string(),
})
export type ConsentEvent = z.output<typeof ConsentEvent>

/** A dial the gate refused; `sayBlock(rule, params)` says why. */
export const Block = z.object({
  id: z.uuid(),
  at: Instant,
  lastAt: Instant,
  count: z.int(),
  /** Masked. */
  number: z.string(),
  customerId: z.uuid().nullable(),
  campaignId: z.uuid(),
  entryId: z.uuid().nullable(),
  kind: z.enum(dialKinds),
  rule: z.string(),
  params: z.record(z.string(), z.unknown()),
  until: Instant.nullable(),
  agentId: z.uuid().nullable(),
})
export type Block = z.output<typeof Block>

const rulesId = z.object({ rulesId: z.uuid() })
const editionId = z.object({ editionId: z.uuid() })
const Expected = z.object({ version: z.int() })
const moveRefusals = [gateRefusals.noSuchRules, gateRefusals.rulesInWrongState, gateRefusals.rulesChangedMeanwhile]
const { readCallingRules, writeCallingRules, approveCallingRules, keepRegistries } = gatePermissions

export const gateContract = defineContract({
  listRules: {
    method: 'GET',
    path: '/calling-rules',
    title: { zh: '拨打规则版本', en: 'Versions of calling rules' },
    permission: readCallingRules,
    query: z.object({ jurisdiction: z.string().max(20).optional() }),
    reply: z.array(RulesVersion),
  },
  writeRules: {
    method: 'POST',
    path: '/calling-rules',
    title: { zh: '起草拨打规则', en: 'Write a version of calling rules' },
    permission: writeCallingRules,
    body: RulesForm.extend({ jurisdiction: z.string().max(20) }),
    reply: RulesVersion,
    refusals: [gateRefusals.noSuchRules],
  },
  changeRules: {
    method: 'PUT',
    path: '/calling-rules/{rulesId}',
    title: { zh: '修改规则草稿', en: 'Change a draft of rules' },
    permission: writeCallingRules,
    params: rulesId,
    body: RulesForm.extend({ version: z.int() }),
    reply: RulesVersion,
    refusals: moveRefusals,
  },
  discardRules: {
    method: 'DELETE',
    path: '/calling-rules/{rulesId}',
    title: { zh: '删除规则草稿', en: 'Discard a draft of rules' },
    permission: writeCallingRules,
    params: rulesId,
    reply: Done,
    refusals: moveRefusals,
  },
  submitRules: {
    method: 'POST',
    path: '/calling-rules/{rulesId}/submit',
    title: { zh: '提交规则', en: 'Hand in rules for approval' },
    permission: writeCallingRules,
    params: rulesId,
    body: Expected,
    reply: RulesVersion,
    refusals: moveRefusals,
  },
  sendBackRules: {
    method: 'POST',
    path: '/calling-rules/{rulesId}/send-back',
    title: { zh: '退回规则', en: 'Send rules back to their writer' },
    permission: approveCallingRules,
    params: rulesId,
    body: Expected,
    reply: RulesVersion,
    refusals: moveRefusals,
  },
  approveRules: {
    method: 'POST',
    path: '/calling-rules/{rulesId}/approve',
    title: { zh: '批准规则', en: 'Approve rules' },
    permission: approveCallingRules,
    params: rulesId,
    body: Expected,
    reply: RulesVersion,
    refusals: [...moveRefusals, gateRefusals.approverWroteIt],
    runsOn: 'telephony',
  },
  listHolidays: {
    method: 'GET',
    path: '/holidays',
    title: { zh: '节假日', en: 'Public holidays' },
    permission: readCallingRules,
    query: z.object({ calendar: Calendar, year: z.coerce.number().int().min(1990).max(2100).optional() }),
    reply: z.object({
      days: z.array(Holiday),
      /** Years with any day entered. */
      years: z.array(z.int()),
      /** This year or, from October on, the next one, where nobody has entered them yet. */
      missing: z.array(z.int()),
    }),
  },
  setHoliday: {
    method: 'PUT',
    path: '/holidays/{calendar}/{day}',
    title: { zh: '设置节假日', en: 'Set a public holiday' },
    permission: writeCallingRules,
    params: z.object({ calendar: Calendar, day: Day }),
    body: HolidayForm,
    reply: Holiday,
    runsOn: 'telephony',
  },
  removeHoliday: {
    method: 'DELETE',
    path: '/holidays/{calendar}/{day}',
    title: { zh: '删除节假日', en: 'Remove a public holiday' },
    permission: writeCallingRules,
    params: z.object({ calendar: Calendar, day: Day }),
    reply: Done,
    refusals: [gateRefusals.noSuchHoliday],
    runsOn: 'telephony',
  },
  listRegistries: {
    method: 'GET',
    path: '/registries',
    title: { zh: '谢绝来电名单', en: 'National do-not-call registries' },
    permission: readCallingRules,
    reply: z.array(RegistryEdition),
  },
  uploadRegistry: {
    method: 'POST',
    path: '/registries/{registry}/editions',
    title: { zh: '上传谢绝来电名单', en: 'Upload a registry file' },
    permission: keepRegistries,
    params: z.object({ registry: z.enum(registryCodes) }),
    query: z.object({ dated: Day, note: remark(500).default('') }),
    body: file,
    reply: RegistryEdition,
    refusals: [gateRefusals.datedInFuture, gateRefusals.nothingReadable],
  },
  useRegistry: {
    method: 'POST',
    path: '/registry-editions/{editionId}/use',
    title: { zh: '启用名单', en: 'Put a registry file in force' },
    permission: keepRegistries,
    params: editionId,
    /** The count the officer has read: a file that holds another is not used. */
    body: z.object({ numbers: z.int() }),
    reply: RegistryEdition,
    refusals: [gateRefusals.noSuchEdition, gateRefusals.editionNotWhole, gateRefusals.editionCountsDiffer],
    runsOn: 'telephony',
  },
  discardRegistry: {
    method: 'DELETE',
    path: '/registry-editions/{editionId}',
    title: { zh: '丢弃名单', en: 'Discard a registry file' },
    permission: keepRegistries,
    params: editionId,
    reply: Done,
    refusals: [gateRefusals.noSuchEdition, gateRefusals.editionInForce],
  },
  listConsent: {
    method: 'GET',
    path: '/consent',
    title: { zh: '同意台账', en: 'Consent ledger' },
    permission: gatePermissions.readConsent,
    query: CursorQuery.extend({ customerId: z.uuid().optional(), number: z.string().max(30).optional() }),
    reply: cursorPageOf(ConsentEvent),
  },
  noteConsent: {
    method: 'POST',
    path: '/consent',
    title: { zh: '登记同意或撤回', en: 'Note consent or its withdrawal' },
    permission: gatePermissions.keepConsent,
    body: ConsentForm,
    reply: ConsentEvent,
    refusals: [gateRefusals.consentOfNobody, gateRefusals.consentInFuture],
    runsOn: 'telephony',
  },
  readListedNumber: {
    method: 'POST',
    path: '/full-numbers/{kind}/{id}',
    title: { zh: '查看禁呼或同意的完整号码', en: 'Read the number of a do-not-call entry or a consent in full' },
    permission: customerPermissions.readFullNumbers,
    params: z.object({ kind: z.enum(['doNotCall', 'consent']), id: z.uuid() }),
    body: ReadingReason,
    reply: FullNumber,
    refusals: [gateRefusals.noSuchEntry, customerRefusals.tooManyReadings],
  },
  listBlocks: {
    method: 'GET',
    path: '/blocks',
    title: { zh: '拦截记录', en: 'What the gate blocked' },
    permission: readCallingRules,
    query: CursorQuery.extend({
      campaignId: z.uuid().optional(),
      customerId: z.uuid().optional(),
      rule: z.string().max(60).optional(),
      number: z.string().max(30).optional(),
      from: Instant.optional(),
      to: Instant.optional(),
    }),
    reply: cursorPageOf(Block),
  },
  countBlocks: {
    method: 'GET',
    path: '/blocks/by-rule',
    title: { zh: '按原因统计拦截', en: 'Blocks by reason' },
    permission: readCallingRules,
    query: z.object({ from: Instant.optional(), to: Instant.optional(), campaignId: z.uuid().optional() }),
    /** `contacts` counts each contact once, `times` every time it was held back. */
    reply: z.array(z.object({ rule: z.string(), contacts: z.int(), times: z.int() })),
  },
})
export const {
  listRules,
  writeRules,
  changeRules,
  discardRules,
  submitRules,
  sendBackRules,
  approveRules,
  listHolidays,
  setHoliday,
  removeHoliday,
  listRegistries,
  uploadRegistry,
  useRegistry,
  discardRegistry,
  listConsent,
  noteConsent,
  readListedNumber,
  listBlocks,
  countBlocks,
} = gateContract
