import type { Words, WordsWith } from '#contract/words.ts'
import { sayBlock as say } from './blocked.ts'
import {
  blockRuleNames,
  consentActWords,
  consentChannelWords,
  consentPurposeWords,
  deskText,
  doNotCallKindWords,
  callerIdStateWords as stateWords,
} from './desk-text.ts'

/** Why the gate did not let a dial through, as one sentence. */
export const sayBlock = say

/** The words of the do-not-call list, of jurisdictions and sellers. */
export const text = {
  doNotCall: { zh: '禁呼名单', en: 'Do-not-call list' },
  help: {
    zh: '这里的号码任何项目都不会拨打，加入后立即生效，已排队或已预留的也会跳过。客户本人的意愿永不移出；本机构的决定可由合规解除，须写明原因。',
    en: "No campaign calls a number on this list. It holds from the instant it is added, also for contacts already in line. A customer's own wish is never taken off; our own decisions may be ended, with a reason.",
  },
  number: { zh: '号码', en: 'Number' },
  numberHelp: {
    zh: '手机、固话或国际号码，空格和横线会被忽略',
    en: 'Mobile, landline or international; blanks and dashes do not matter',
  },
  searchNumber: { zh: '完整号码', en: 'Whole number' },
  since: { zh: '加入时间', en: 'Since' },
  reason: { zh: '原因', en: 'Reason' },
  reasonHelp: { zh: '谁在什么情况下要求不再联系', en: 'Who asked not to be called, and when' },
  from: { zh: '来源', en: 'From' },
  fromCall: { zh: '通话中客户要求', en: 'The customer, in a call' },
  byHand: { zh: '手工加入', en: 'Added by hand' },
  openCall: { zh: '查看通话', en: 'Open the call' },
  add: { zh: '加入禁呼', en: 'Add a number' },
  added: { zh: '已加入，立即生效', en: 'Added; it holds from now on' },
  noneYet: { zh: '禁呼名单还是空的', en: 'The list is still empty' },
  jurisdictions: { zh: '法域', en: 'Jurisdictions' },
  jurisdictionsHelp: {
    zh: '项目在哪里的规则下外呼：呼损最多多少，呼损之后多久不再自动拨打。改动对正在运行的项目立即生效。',
    en: 'Whose rules a campaign calls under: how many calls may be abandoned, and how long an abandoned customer is left alone. A change holds at once, for running campaigns too.',
  },
  jurisdiction: { zh: '法域', en: 'Jurisdiction' },
  defaultTarget: { zh: '默认目标呼损率', en: 'Default target abandon rate' },
  defaultTargetHelp: {
    zh: '没有自定目标的项目按此拨号',
    en: 'What campaigns aim at that name no target of their own',
  },
  ceiling: { zh: '呼损率上限', en: 'Abandon rate ceiling' },
  ceilingHelp: {
    zh: '任何项目都不会以更高的呼损率为目标；最高 3%',
    en: 'No campaign aims higher; at most 3%',
  },
  targetAboveCeiling: { zh: '目标不得超过上限', en: 'The target must not be above the ceiling' },
  answerWithin: { zh: '接听时限', en: 'Answer within' },
  leastRing: { zh: '最短振铃', en: 'Least ringing' },
  leastRingHelp: { zh: '项目的振铃时长不得更短', en: 'No campaign rings for less' },
  lockOut: { zh: '呼损后锁定', en: 'Lock-out' },
  lockOutHelp: {
    zh: '客户遇到呼损后，这段时间内不再自动拨打',
    en: 'So long no machine calls a customer again whose call was abandoned',
  },
  window: { zh: '统计周期', en: 'Counted over' },
  windowHelp: { zh: '呼损率按最近多少天统计', en: 'The days over which the share is counted' },
  law: { zh: '依据', en: 'Basis' },
  lawZh: { zh: '依据（中文）', en: 'Basis in Chinese' },
  lawEn: { zh: '依据（英文）', en: 'Basis in English' },
  lastChange: { zh: '最近修改', en: 'Last change' },
  seconds: { zh: '秒', en: 's' },
  hours: { zh: '小时', en: 'h' },
  day: { zh: '天', en: 'day' },
  days: { zh: '天', en: 'days' },
  changeJurisdiction: { zh: (name: string) => `修改法域：${name}`, en: (name: string) => `Change ${name}` },
  saved: { zh: '已保存，立即生效', en: 'Saved; it holds from now on' },
  change: { zh: '修改', en: 'Change' },
  actions: { zh: '操作', en: 'Actions' },
  sellers: { zh: '销售主体', en: 'Sellers' },
  sellersHelp: {
    zh: '以谁的名义外呼。客户接听后 2 秒内没有坐席时，向其播报安全提示音，说明是谁来电、如何联系。预测拨号的项目必须选择一个。',
    en: 'In whose name we call. A customer who answers and finds no agent within 2 s hears the safe-harbour message: who called, and where to call back. Predictive campaigns must have one.',
  },
  sellerName: { zh: '名称', en: 'Name' },
  phone: { zh: '电话', en: 'Telephone' },
  phoneHelp: {
    zh: '客户可以回拨的号码，数字之间可用空格或横线',
    en: 'Where customers can call back; blanks and dashes may group the digits',
  },
  messageZh: { zh: '中文安全提示音', en: 'Safe-harbour message in Chinese' },
  messageEn: { zh: '英文安全提示音', en: 'Safe-harbour message in English' },
  message: { zh: '安全提示音', en: 'Safe-harbour message' },
  messagePrompt: { zh: '告知的声音', en: 'Sound of the message' },
  messagePromptHelp: {
    zh: '客户接听而没有坐席时播放。请选择按上面文字录制的提示音。',
    en: 'Played to a customer who answers while no agent is free. Choose a prompt that says the words above.',
  },
  messageOnNodes: { zh: '未录制', en: 'Not recorded' },
  messageHelp: {
    zh: '必须说出名称和电话；不用的语言可留空',
    en: 'It must say the name and the telephone; a language nobody is spoken to in may stay blank',
  },
  addSeller: { zh: '新增销售主体', en: 'Add a seller' },
  changeSeller: { zh: '修改销售主体', en: 'Change a seller' },
  sellerAdded: { zh: '已新增', en: 'Added' },
  removeSeller: { zh: '删除', en: 'Delete' },
  removeSellerTitle: { zh: (name: string) => `删除“${name}”？`, en: (name: string) => `Delete “${name}”?` },
  sellerRemoved: { zh: '已删除', en: 'Deleted' },
  noSellers: { zh: '还没有销售主体', en: 'No sellers yet' },
  onCustomerPage: { zh: '客户在说明页上选择不再来电', en: 'The customer chose no more calls on the page of a call' },
  customerAsked: { zh: '客户要求', en: 'Asked by the customer' },
} satisfies Record<string, Words | WordsWith<never>>

/** Reasons the machine writes are codes; those people write are their own words. */
export const reasonWords = (reason: string): Words => {
  if (reason === 'customer') return text.customerAsked
  return reason === 'customerPage' ? text.onCustomerPage : { zh: reason, en: reason }
}

/** The words of what the gate keeps, for pages of others. */
export const gateWords = {
  doNotCallKind: doNotCallKindWords as Readonly<Record<string, Words>>,
  consentPurpose: consentPurposeWords as Readonly<Record<string, Words>>,
  consentChannel: consentChannelWords as Readonly<Record<string, Words>>,
  consentAct: consentActWords as Readonly<Record<string, Words>>,
}

/** What a rule of the gate is called in counts; one unknown here is shown by its code. */
export const ruleName = (rule: string): Words => blockRuleNames[rule] ?? { zh: rule, en: rule }

/** The words of calling rules, holidays, registries, consent and caller ids. */
export const deskWords = deskText
export type { CallerIdState } from './caller-ids.ts'
/** What becomes of a number we call under. */
export const callerIdStateWords = stateWords
