import type { Words, WordsWith } from '#contract/words.ts'

/** The words of the do-not-call list. */
export const text = {
  doNotCall: { zh: '禁呼名单', en: 'Do-not-call list' },
  help: {
    zh: '这里的号码任何项目都不会拨打，加入后立即生效，已排队或已预留的也会跳过。号码只能加入，不能移出。',
    en: 'No campaign calls a number on this list. It holds from the instant it is added, also for contacts already in line. Numbers are added and never taken off.',
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
  customerAsked: { zh: '客户要求', en: 'Asked by the customer' },
} satisfies Record<string, Words | WordsWith<never>>

/** Reasons the machine writes are codes; those people write are their own words. */
export const reasonWords = (reason: string): Words =>
  reason === 'customer' ? text.customerAsked : { zh: reason, en: reason }
