import type { Words } from '#contract/words.ts'

/** The seven ways customers talk (客户分类法), each with how to meet it. Set by whoever spoke with them, never guessed. */
export const talkPatterns = {
  talkative: {
    name: { zh: '滔滔不绝型', en: 'Talkative' },
    tip: {
      zh: '先让对方说完一段，再用对方的话接回主题；多问封闭式问题，尽早约定下一步。',
      en: 'Let one story end, then lead back with their own words; ask closed questions and agree on the next step early.',
    },
  },
  silent: {
    name: { zh: '沉默型', en: 'Silent' },
    tip: {
      zh: '放慢语速，一次只问一个容易回答的问题，给足停顿；不要用更多的话填满沉默。',
      en: 'Speak slowly, one easy question at a time, and leave pauses; do not fill the silence with more words.',
    },
  },
  hurried: {
    name: { zh: '忙碌性急型', en: 'Busy and impatient' },
    tip: {
      zh: '一句话说清好处和所需时间；不方便就立刻约回访时间，不要硬讲。',
      en: 'One sentence with the benefit and how long it takes; if it is a bad time, book a callback at once.',
    },
  },
  unhurried: {
    name: { zh: '从容不迫型', en: 'Unhurried' },
    tip: {
      zh: '给事实、数字和可比较的资料，让对方自己得出结论；不催促，约好何时听答复。',
      en: 'Give facts, figures and comparisons and let them conclude; do not press, agree on when you will hear.',
    },
  },
  faultFinding: {
    name: { zh: '挑剔型', en: 'Fault-finding' },
    tip: {
      zh: '先承认说得对的部分，再逐点用事实回答；不争论，不许诺办不到的事。',
      en: 'Grant what is right, answer point by point with facts; do not argue, promise nothing you cannot keep.',
    },
  },
  aloof: {
    name: { zh: '傲慢冷淡型', en: 'Aloof' },
    tip: {
      zh: '保持礼貌和自信，请教对方的看法，突出对其身份有用的一点；简短收尾。',
      en: 'Stay polite and sure, ask for their view, name the one point of use to them; close briefly.',
    },
  },
  slippery: {
    name: { zh: '圆滑难缠型', en: 'Slippery' },
    tip: {
      zh: '把口头答应变成具体的时间和动作，并当场复述确认；条件和底线写清楚。',
      en: 'Turn every "yes, yes" into a time and a deed and repeat it back; put conditions and limits in writing.',
    },
  },
} as const satisfies Record<string, { name: Words; tip: Words }>
export type TalkPattern = keyof typeof talkPatterns
export const talkPatternCodes = Object.keys(talkPatterns) as [TalkPattern, ...TalkPattern[]]
