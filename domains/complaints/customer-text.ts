import type { Words, WordsWith } from '#contract/words.ts'
import type { CampaignType } from '#domains/campaigns/contract.ts'
import type { State } from './complaint.ts'

/** Why somebody was called, in words for somebody who knows nothing of call centres. */
export const whyWords: Record<CampaignType, Words> = {
  sales: {
    zh: '向您介绍产品或优惠，属于商业推广电话。',
    en: 'To tell you about a product or an offer. This was a sales call.',
  },
  satisfaction: {
    zh: '了解您对我们服务是否满意。',
    en: 'To ask whether you are satisfied with our service.',
  },
  revisit: { zh: '对您之前办理的业务进行回访。', en: 'To follow up on business you did with us.' },
  verification: { zh: '与您核对登记的资料是否正确。', en: 'To check that the details we hold are right.' },
  survey: { zh: '请您回答几个调查问题。', en: 'To ask you a few questions for a survey.' },
  invitation: { zh: '邀请您参加活动。', en: 'To invite you to an event.' },
}

/** What happens to a complaint, as its author reads it. */
export const progressWords: Record<State, Words> = {
  new: { zh: '已收到，等待受理', en: 'Received, waiting to be taken up' },
  inHand: { zh: '正在处理', en: 'Being worked on' },
  answered: { zh: '已答复', en: 'Answered' },
  closed: { zh: '已答复并结案', en: 'Answered and closed' },
}

export const page = {
  title: { zh: '我们为什么给您打电话', en: 'Why we called you' },
  who: { zh: '来电方', en: 'Who called' },
  someCompany: { zh: '本呼叫中心', en: 'This call centre' },
  phone: { zh: '联系电话', en: 'Telephone' },
  when: { zh: '来电时间', en: 'When' },
  called: { zh: '拨打的号码', en: 'Number called' },
  talked: { zh: '已通话', en: 'We spoke' },
  notTalked: { zh: '未通话', en: 'We did not speak' },
  why: { zh: '来电目的', en: 'Why' },
  recording: { zh: '录音', en: 'Recording' },
  recorded: {
    zh: '这通电话有录音，仅用于核实服务质量和处理争议。',
    en: 'This call was recorded. The recording is used only to check the service and to settle disputes.',
  },
  notRecorded: { zh: '这通电话没有录音存档。', en: 'No recording of this call is on file.' },
  basis: { zh: '来电依据', en: 'On what basis' },
  consentGiven: { zh: '您曾同意接听此类电话', en: 'You agreed to such calls' },
  consentWithdrawn: { zh: '您已撤回同意', en: 'You have withdrawn your consent' },
  noConsent: {
    zh: '我们没有您同意的记录。您可以随时要求不再来电。',
    en: 'We hold no record of your consent. You may ask us not to call at any time.',
  },
  noMoreCalls: { zh: '不再来电', en: 'No more calls' },
  noMoreCallsHelp: {
    zh: '点一下立即生效，以后任何业务都不会再拨打您的号码。',
    en: 'One tap, effective at once: we will not call your number again about anything.',
  },
  notCalled: { zh: '已登记，不会再给您打电话', en: 'Done. We will not call you again' },
  since: { zh: '生效时间', en: 'In effect since' },
  withdraw: { zh: '撤回同意', en: 'Withdraw consent' },
  withdrawn: { zh: '已撤回同意', en: 'Consent withdrawn' },
  complain: { zh: '投诉', en: 'Complain' },
  topic: { zh: '投诉事由', en: 'What is it about?' },
  words: { zh: '具体情况', en: 'What happened?' },
  callback: { zh: '希望我们何时回电（可不填）', en: 'When may we call you back? (optional)' },
  send: { zh: '提交投诉', en: 'Send' },
  received: { zh: '投诉已收到', en: 'We have received your complaint' },
  progress: { zh: '投诉进度', en: 'Your complaints' },
  answer: { zh: '我们的答复', en: 'Our answer' },
  keep: {
    zh: '用同一个链接可以随时查看进度。',
    en: 'Open the same link at any time to see how it stands.',
  },
  until: { zh: '链接有效至', en: 'This link works until' },
  wentWrong: { zh: '打不开这个页面', en: 'This page cannot be shown' },
  again: { zh: '重试', en: 'Try again' },
} satisfies Record<string, Words>

export const pageTold = {
  answerBy: {
    zh: (when: string) => `最迟 ${when} 前答复`,
    en: (when: string) => `We answer by ${when}`,
  },
} satisfies Record<string, WordsWith<never>>
