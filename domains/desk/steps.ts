import type { Words } from '#contract/words.ts'

/** One step of a conversation: what it is for, and whether its result is worth a line in the note. */
export type Step = { name: Words; aim: Words; record?: true }

const introduce: Step = {
  name: { zh: '自我介绍', en: 'Introduce' },
  aim: { zh: '报公司、姓名与来意，征得对方同意再往下谈', en: 'Say who you are and why; ask whether it suits' },
}
const decider: Step = {
  name: { zh: '找到关键人', en: 'Decider' },
  aim: { zh: '确认是本人，谁来做决定', en: 'Make sure it is the person who decides' },
  record: true,
}

/** The seven records of telephone selling. */
const selling: readonly Step[] = [
  introduce,
  decider,
  {
    name: { zh: '发现需求', en: 'Needs' },
    aim: { zh: '多问少说：现状、顾虑、最看重什么', en: 'Ask more than you say: situation, worries, what matters' },
    record: true,
  },
  {
    name: { zh: '满足需求', en: 'Offer' },
    aim: {
      zh: '一次讲一个好处，对应刚才听到的需求；异议先认同再解释',
      en: 'One benefit at a time, for the need you heard; agree before you answer',
    },
    record: true,
  },
  {
    name: { zh: '建立联络', en: 'Commit' },
    aim: { zh: '约定下一步：时间、方式、谁来做', en: 'Agree on the next step: when, how, by whom' },
    record: true,
  },
  {
    name: { zh: '后续跟进', en: 'Follow up' },
    aim: { zh: '需要再谈就预约（Alt+Y），并记下从哪里谈起', en: 'Book a callback (Alt+Y) and note where to begin' },
    record: true,
  },
  {
    name: { zh: '达成销售', en: 'Close' },
    aim: { zh: '复述内容与金额，得到明确同意，礼貌道谢', en: 'Repeat terms and price, get a clear yes, thank them' },
  },
]

const asking: readonly Step[] = [
  introduce,
  {
    ...decider,
    name: { zh: '确认本人', en: 'Right person' },
    aim: { zh: '核对身份，不透露多余信息', en: 'Check who it is; tell no more than needed' },
  },
  {
    name: { zh: '说明来意', en: 'Purpose' },
    aim: { zh: '说清要问什么、需要多久', en: 'Say what you ask and how long it takes' },
  },
  {
    name: { zh: '逐项进行', en: 'Go through' },
    aim: { zh: '按顺序，不诱导；听到的原话记下来', en: 'In order, without leading; note their own words' },
    record: true,
  },
  {
    name: { zh: '复述确认', en: 'Confirm' },
    aim: { zh: '复述要点，请对方确认或更正', en: 'Repeat the points and let them correct you' },
    record: true,
  },
  { name: { zh: '致谢', en: 'Thank' }, aim: { zh: '感谢并说明后续安排', en: 'Thank them and say what happens next' } },
]

/** The steps of a conversation in a campaign of that type. */
export const stepsOf = (type: string): readonly Step[] => (type === 'sales' || type === 'invitation' ? selling : asking)
