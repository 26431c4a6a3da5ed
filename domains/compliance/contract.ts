import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { Done, defineContract } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import { GivenInstant, Instant } from '#contract/when.ts'
import { ChosenPrompt } from '#domains/telephony/contract.ts'
import { blocked } from './blocked.ts'
import { callerIdRefusals, callerIdContract as numbersContract } from './caller-id-contract.ts'
import { gateContract } from './gate-contract.ts'
import { gateRefusals } from './gate-refusals.ts'
import { doNotCallKinds } from './rules.ts'

export const permissions = definePermissions('compliance', {
  readDoNotCall: {
    zh: '查看禁呼名单',
    en: 'Read the do-not-call list',
    roles: ['complianceOfficer', 'campaignManager', 'director', 'administrator'],
  },
  manageDoNotCall: {
    zh: '维护禁呼名单',
    en: 'Keep the do-not-call list',
    roles: ['complianceOfficer', 'administrator'],
  },
  readRules: {
    zh: '查看法域与销售主体',
    en: 'See jurisdictions and sellers',
    roles: ['complianceOfficer', 'campaignManager', 'supervisor', 'director', 'qualityAnalyst', 'administrator'],
  },
  manageJurisdictions: {
    zh: '维护法域',
    en: 'Keep jurisdictions',
    roles: ['complianceOfficer', 'administrator'],
  },
  manageSellers: {
    zh: '维护销售主体',
    en: 'Keep sellers',
    roles: ['complianceOfficer', 'administrator'],
  },
})
const ownRefusals = defineRefusals('compliance', {
  notANumber: { status: 400, text: { zh: '“{number}”不是有效号码', en: '“{number}” is not a valid number' } },
  noSuchJurisdiction: { status: 404, text: { zh: '没有这个法域', en: 'No such jurisdiction' } },
  targetAboveCeiling: {
    status: 400,
    text: {
      zh: '默认目标呼损率 {target} 超过上限 {ceiling}',
      en: 'The default target abandon rate of {target} is above the ceiling, {ceiling}',
    },
  },
  ceilingTooHigh: {
    status: 400,
    text: {
      zh: '呼损率上限不得高于 {hard}，当前为 {ceiling}',
      en: 'No ceiling may be above {hard}; this one is {ceiling}',
    },
  },
  noSuchSeller: { status: 404, text: { zh: '没有这个销售主体', en: 'No such seller' } },
  sellerNameTaken: { status: 409, text: { zh: '销售主体“{name}”已存在', en: 'There is a seller “{name}” already' } },
  sellerInUse: {
    status: 409,
    text: {
      zh: '有外呼项目以“{name}”的名义外呼，不能删除',
      en: 'Campaigns call in the name of “{name}”; it cannot be deleted',
    },
  },
  noMessage: {
    status: 400,
    text: { zh: '至少填写一种语言的安全提示音', en: 'Write the safe-harbour message in at least one language' },
  },
  messageWithoutName: {
    status: 400,
    text: {
      zh: '安全提示音必须说出名称“{name}”',
      en: 'The message must say the name “{name}”',
    },
  },
  messageWithoutPhone: {
    status: 400,
    text: {
      zh: '安全提示音必须说出电话 {phone}',
      en: 'The message must say the telephone {phone}',
    },
  },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
})

/** Every "no" of compliance, those of the gate among them: the browser learns its words here. */
export const refusals = { ...ownRefusals, ...gateRefusals, ...callerIdRefusals, ...blocked }

export const DoNotCall = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(doNotCallKinds),
  campaignId: z.uuid().nullable(),
  since: Instant,
  /** Empty: for ever. */
  until: Instant.nullable(),
  reason: z.string(),
  proof: z.string(),
  callId: z.uuid().nullable(),
  saidToName: z.string(),
  endedAt: Instant.nullable(),
  endedByName: z.string(),
  endedReason: z.string(),
})
export type DoNotCall = z.output<typeof DoNotCall>
export const DoNotCallForm = z.object({
  number: z.string().trim().min(3).max(30),
  reason: plainText(200),
  /** The customer's own wish holds for ever and is never taken off; our own decisions may end. */
  kind: z.enum(doNotCallKinds).default('organisation'),
  campaignId: z.uuid().nullable().default(null),
  until: GivenInstant.nullable().default(null),
  /** Letter, message or minutes that prove it. */
  proof: remark(2000).default(''),
  callId: z.uuid().nullable().default(null),
})
export type DoNotCallForm = z.output<typeof DoNotCallForm>

/** A share of calls, told to a hundredth of a percent. */
const AbandonRate = z.number().min(0.001).max(1).multipleOf(0.0001)
export const JurisdictionForm = z.object({
  defaultAbandonTarget: AbandonRate,
  abandonCeiling: AbandonRate,
  leastRingSeconds: z.int().min(15).max(60),
  lockOutHours: z.int().min(0).max(720),
  windowDays: z.int().min(1).max(30),
  lawZh: remark(500),
  lawEn: remark(500),
})
export type JurisdictionForm = z.output<typeof JurisdictionForm>
/** Whose rules a campaign calls under. */
export const Jurisdiction = JurisdictionForm.extend({
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  answerWithinMs: z.int(),
  version: z.int(),
  updatedAt: Instant.nullable(),
  updatedByName: z.string(),
})
export type Jurisdiction = z.output<typeof Jurisdiction>

export const SellerForm = z.object({
  name: plainText(80).transform((name) => name.trim()),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]{3,28}[0-9]$/),
  messageZh: remark(500).default(''),
  messageEn: remark(500).default(''),
  /** The prompt customers hear the message by; null: one that stands on the telephone nodes; unsaid: as before. */
  chosenPrompt: ChosenPrompt.min(1).nullable().optional(),
})
export type SellerForm = z.output<typeof SellerForm>
/** In whose name a campaign calls, and what a customer hears whom no agent is there for. */
export const Seller = z.object({
  id: z.uuid(),
  name: z.string(),
  phone: z.string(),
  messageZh: z.string(),
  messageEn: z.string(),
  chosenPrompt: z.string().nullable(),
  /** What the telephone system plays it by: the chosen one, or one named after the seller. */
  promptName: z.string(),
  version: z.int(),
})
export type Seller = z.output<typeof Seller>

const sellerRefusals = [
  refusals.sellerNameTaken,
  refusals.noMessage,
  refusals.messageWithoutName,
  refusals.messageWithoutPhone,
]

export const complianceContract = defineContract({
  listDoNotCall: {
    method: 'GET',
    path: '/do-not-call',
    title: { zh: '禁呼名单', en: 'Do-not-call list' },
    permission: permissions.readDoNotCall,
    query: CursorQuery.extend({
      /** How many rows have been seen. */
      after: z
        .string()
        .regex(/^\d{1,9}$/)
        .optional(),
      number: z.string().max(20).optional(),
    }),
    reply: z.object({ rows: z.array(DoNotCall), next: z.string().nullable() }),
  },
  addDoNotCall: {
    method: 'POST',
    path: '/do-not-call',
    title: { zh: '加入禁呼', en: 'Add to do-not-call' },
    permission: permissions.manageDoNotCall,
    body: DoNotCallForm,
    reply: Done,
    refusals: [
      refusals.notANumber,
      gateRefusals.untilInThePast,
      gateRefusals.campaignMissing,
      gateRefusals.notEverybodys,
    ],
    runsOn: 'telephony',
  },
  endDoNotCall: {
    method: 'POST',
    path: '/do-not-call/{entryId}/end',
    title: { zh: '解除禁呼', en: 'End a do-not-call entry' },
    permission: permissions.manageDoNotCall,
    params: z.object({ entryId: z.uuid() }),
    body: z.object({ reason: plainText(500) }),
    reply: Done,
    refusals: [gateRefusals.noSuchEntry, gateRefusals.entryEnded, gateRefusals.wishStays],
    runsOn: 'telephony',
  },
  listJurisdictions: {
    method: 'GET',
    path: '/jurisdictions',
    title: { zh: '法域列表', en: 'List jurisdictions' },
    permission: permissions.readRules,
    reply: z.array(Jurisdiction),
  },
  changeJurisdiction: {
    method: 'PUT',
    path: '/jurisdictions/{code}',
    title: { zh: '修改法域', en: 'Change a jurisdiction' },
    permission: permissions.manageJurisdictions,
    params: z.object({ code: z.string().regex(/^[a-z]{2}(-[a-z]+)*$/) }),
    body: JurisdictionForm.extend({ version: z.int() }),
    reply: Jurisdiction,
    refusals: [
      refusals.noSuchJurisdiction,
      refusals.targetAboveCeiling,
      refusals.ceilingTooHigh,
      refusals.changedMeanwhile,
    ],
  },
  listSellers: {
    method: 'GET',
    path: '/sellers',
    title: { zh: '销售主体列表', en: 'List sellers' },
    permission: permissions.readRules,
    reply: z.array(Seller),
  },
  addSeller: {
    method: 'POST',
    path: '/sellers',
    title: { zh: '新增销售主体', en: 'Add a seller' },
    permission: permissions.manageSellers,
    body: SellerForm,
    reply: Seller,
    refusals: sellerRefusals,
  },
  changeSeller: {
    method: 'PUT',
    path: '/sellers/{sellerId}',
    title: { zh: '修改销售主体', en: 'Change a seller' },
    permission: permissions.manageSellers,
    params: z.object({ sellerId: z.uuid() }),
    body: SellerForm.extend({ version: z.int() }),
    reply: Seller,
    refusals: [refusals.noSuchSeller, refusals.changedMeanwhile, ...sellerRefusals],
  },
  removeSeller: {
    method: 'DELETE',
    path: '/sellers/{sellerId}',
    title: { zh: '删除销售主体', en: 'Delete a seller' },
    permission: permissions.manageSellers,
    params: z.object({ sellerId: z.uuid() }),
    reply: Done,
    refusals: [refusals.noSuchSeller, refusals.sellerInUse],
  },
})
export const {
  listDoNotCall,
  addDoNotCall,
  endDoNotCall,
  listJurisdictions,
  changeJurisdiction,
  listSellers,
  addSeller,
  changeSeller,
  removeSeller,
} = complianceContract

export type { Block, Holiday, RegistryEdition, RulesVersion } from './gate-contract.ts'
/** What others' pages ask of the gate. */
export const { listRules, listHolidays, listRegistries, listBlocks, countBlocks, readListedNumber } = gateContract

/** Rules, holidays, registries, consent and blocks. */
export const callingGateContract = gateContract
/** The pool of caller ids. */
export const callerIdContract = numbersContract
