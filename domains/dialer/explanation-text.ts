import type { Words, WordsWith } from '#contract/words.ts'
import type { Campaign } from '#domains/campaigns/contract.ts'
import type { PacingLimit, Strip } from './explanation.ts'
import type { IdleCause } from './idle-causes.ts'

type Named = { name: Words; help: Words }

/** The words of the panel that explains dialling; every term with one sentence of help. */
export const panelText = {
  panel: { zh: '拨号说明', en: 'Why it dials as it does' },
  explained: {
    zh: '此刻机器在做什么、为什么、还差什么。数据来自正在拨号的进程，随变化推送。',
    en: 'What the machine is doing at this moment, why, and what holds it back. Told by the process that dials, as it changes.',
  },
  arithmetic: { zh: '预测算式', en: 'The sum behind it' },
  ledger: { zh: '呼损额度', en: 'Abandon ledger' },
  ledgerHelp: {
    zh: '客户接听后 2 秒内没有坐席，就用掉一次额度；额度是接听数乘以目标，接得越多额度越多。',
    en: 'Each customer who answers and finds no agent within 2 s spends one; allowed is the target share of those who answered, so it grows with the work done.',
  },
  last24h: { zh: '近 24 小时', en: 'Last 24 hours' },
  last30d: { zh: '近 30 天', en: 'Last 30 days' },
  target: { zh: '目标', en: 'Target' },
  ceiling: { zh: '上限', en: 'Ceiling' },
  rate: { zh: '呼损率', en: 'Abandon rate' },
  idle: { zh: '今日坐席空等', en: 'Idle time today' },
  idleHelp: {
    zh: '坐席空闲且没有电话在路上的时间，按当时限制拨号的原因记账；两名坐席各等 30 秒记 1 分钟。',
    en: 'Time agents were ready with no call on its way, put down to what limited dialling just then; two agents waiting 30 s each make one minute.',
  },
  cause: { zh: '空等原因', en: 'Idle cause' },
  time: { zh: '时长', en: 'Time' },
  share: { zh: '占比', en: 'Share' },
  total: { zh: '合计', en: 'Total' },
  noIdle: { zh: '今天没有坐席空等', en: 'No agent has been kept waiting today' },
  noIdleDays: { zh: '这些天没有坐席空等', en: 'No agent was kept waiting on these days' },
  idleOfDays: { zh: '按日与时段查看', en: 'By day and time' },
  idleTitle: { zh: '坐席空等', en: 'Idle time of agents' },
  day: { zh: '业务日', en: 'Business day' },
  quarter: { zh: '时段', en: 'From' },
  export: { zh: '导出', en: 'Export' },
  exportName: { zh: '坐席空等', en: 'idle-time' },
  backToDays: { zh: '返回各日', en: 'All days' },
  seconds: { zh: '秒', en: 'seconds' },
  answerRate: { zh: '当前应答率', en: 'Answer rate now' },
  answerRateHelp: {
    zh: '新拨一通电话有多大可能被接听，由本项目近期通话学得。',
    en: 'How likely a new call is to be answered, learned from the latest calls of this campaign.',
  },
  risk: { zh: '再拨一通的风险', en: 'Risk of one call more' },
  riskHelp: {
    zh: '再多拨一通时，下一位接听的客户没有坐席的可能；超过允许值就先不拨。',
    en: 'Chance that with one call more the next customer to answer finds nobody; above what is allowed the call is not placed.',
  },
  riskAllowed: { zh: '允许', en: 'allowed' },
  within: { zh: '额度内', en: 'Within the target' },
  aboveTarget: { zh: '超过目标', en: 'Above the target' },
  aboveCeiling: { zh: '超过上限', en: 'Above the ceiling' },
  abandonedCalls: { zh: '呼损呼叫', en: 'Abandoned calls' },
  abandonedHelp: {
    zh: '客户接听后 2 秒内没有坐席的呼叫：客户会听到销售主体的安全提示音，在锁定期内只由预留的坐席再次拨打。',
    en: 'Calls a customer answered and no agent took within 2 s: the customer hears the safe-harbour message of the seller, and within the lock-out is called again only with an agent kept for it.',
  },
  answered: { zh: '接听', en: 'Answered' },
  abandoned: { zh: '呼损', en: 'Abandoned' },
  noneAbandoned: { zh: '近 30 天没有呼损呼叫', en: 'No call was abandoned in the last 30 days' },
  notInReach: {
    zh: '这些呼损呼叫不在您的查看范围内',
    en: 'None of the abandoned calls is within your reach of the call ledger',
  },
  number: { zh: '号码', en: 'Number' },
  onLine: { zh: '接听后在线', en: 'On the line' },
  message: { zh: '安全提示音', en: 'Safe-harbour message' },
  messagePlayed: { zh: '已播完', en: 'Heard to the end' },
  messageNotPlayed: { zh: '未播完', en: 'Not to the end' },
  calledAgain: { zh: '再次拨打', en: 'Called again' },
  calledAgainYes: { zh: '已再拨', en: 'Yes' },
  calledAgainNo: { zh: '尚未', en: 'Not yet' },
  noAnswers: { zh: '还没有客户接听', en: 'Nobody has answered yet' },
} satisfies Record<string, Words>

/** The terms of the arithmetic, in the order of the sum. */
export const terms: Record<keyof Strip, Named> = {
  inFlight: {
    name: { zh: '待应答', en: 'In flight' },
    help: {
      zh: '正在振铃、还没有指定给哪位坐席的电话。',
      en: 'Calls ringing that are for no agent in particular yet.',
    },
  },
  answers: {
    name: { zh: '预计应答', en: 'Expected answers' },
    help: {
      zh: '这些电话里大约会有多少位客户接听。',
      en: 'How many of those calls are likely to be answered.',
    },
  },
  freeNow: {
    name: { zh: '现在空闲', en: 'Free now' },
    help: { zh: '空闲且没有电话在路上的坐席。', en: 'Agents ready with no call on its way.' },
  },
  waiting: {
    name: { zh: '等待接入', en: 'Waiting' },
    help: {
      zh: '已接听、还在等坐席的客户，先占用坐席。',
      en: 'Customers who have answered and wait for an agent; they come first.',
    },
  },
  freeSoon: {
    name: { zh: '即将空闲', en: 'Soon free' },
    help: {
      zh: '等客户接听时，大约会有多少坐席讲完、处理完。',
      en: 'Agents likely to finish talking and wrapping up by the time those answers come.',
    },
  },
  free: {
    name: { zh: '可接听', en: 'Can take a call' },
    help: {
      zh: '现在空闲加上即将空闲的坐席。',
      en: 'Agents free now and those likely to be free in time.',
    },
  },
  margin: {
    name: { zh: '安全余量', en: 'Safety margin' },
    help: {
      zh: '可接听的坐席减去预计应答，用来应付“接得比预计多”。',
      en: 'Agents who can take a call less expected answers: kept back against chance.',
    },
  },
}

/** What each cause of idle time means for the reader. */
export const idleCauseWords: Record<IdleCause, Named> = {
  pacing: {
    name: { zh: '拨号节奏', en: 'Pacing' },
    help: {
      zh: '电话已拨出、在等客户接听；提高目标呼损率会缩短。',
      en: 'Calls are out and nobody has answered yet; a higher target abandon rate shortens it.',
    },
  },
  list: {
    name: { zh: '名单不足', en: 'No contacts' },
    help: {
      zh: '没有此刻可拨的客户：名单已拨完或未到再拨时间；导入新批次会缩短。',
      en: 'Nobody may be called just now: the list is done or resting; a new batch shortens it.',
    },
  },
  lines: {
    name: { zh: '线路不足', en: 'No line' },
    help: {
      zh: '线路占满或达到每秒呼叫数；增加线路会缩短。',
      en: 'All lines were in use, or no more calls could be started in that second; more lines shorten it.',
    },
  },
  hours: {
    name: { zh: '时段之外', en: 'Out of hours' },
    help: {
      zh: '不在外呼时段，坐席仍签入并空闲。',
      en: 'Outside calling hours, with agents signed in and ready.',
    },
  },
  gate: {
    name: { zh: '额度用完', en: 'Ledger spent' },
    help: {
      zh: '呼损额度用完，只能每位空闲坐席拨一通，直到比例回落。',
      en: 'The abandon ledger was spent: one call for each free agent until the share has fallen.',
    },
  },
  other: {
    name: { zh: '其他', en: 'Anything else' },
    help: {
      zh: '坐席自己拨号的间隙、数据库不可用、系统重启，以及项目启停的瞬间。',
      en: 'Between calls agents dial themselves, while the database or the engine was away, and as a campaign starts or stops.',
    },
  },
}

/** Moments and numbers come as text of the reader's language. */
export type Sum = {
  inFlight: string
  seconds: string
  answers: string
  free: string
  margin: string
  risk: string
  allowed: string
}

/** Why predictive dialling places no call more, with the numbers of its last decision. */
export const limitSentences: Record<PacingLimit, WordsWith<Sum>> = {
  answersExpected: {
    zh: ({ inFlight, seconds, answers, free, allowed }) =>
      `${inFlight} 通待应答，${seconds} 秒内预计 ${answers} 位接听，届时约有 ${free} 名坐席可接；再多拨一通，没人接的可能就会超过允许的 ${allowed}，所以先等。`,
    en: ({ inFlight, seconds, answers, free, allowed }) =>
      `${inFlight} ${inFlight === '1' ? 'call' : 'calls'} in flight should bring ${answers} answers within ${seconds} s for ${free} agents; with one more the chance of silence would exceed the ${allowed} allowed, so it waits.`,
  },
  ledgerSpent: {
    zh: ({ inFlight }) => `呼损额度已用完：每位空闲坐席只拨一通（${inFlight} 通待应答），直到比例回落。`,
    en: ({ inFlight }) =>
      `The abandon ledger is spent: one call for each free agent (${inFlight} in flight) until the share has fallen.`,
  },
  customerWaiting: {
    zh: ({ inFlight }) => `已有客户接听、在等坐席，先接起他们再拨新的（${inFlight} 通待应答）。`,
    en: ({ inFlight }) =>
      `A customer has answered and waits for an agent; nobody else is called first (${inFlight} in flight).`,
  },
  networkFault: {
    zh: () => '线路故障：运营商拒绝刚拨出的呼叫。每秒只试拨一通，接通后立即恢复。',
    en: () => 'The network refuses the calls just placed. One call a second finds out when it carries them again.',
  },
  noAgents: {
    zh: () => '没有坐席可接听，所以一通也不拨。',
    en: () => 'No agent could take an answer, so nobody is called.',
  },
}

/** What stands in place of the arithmetic where nothing is predicted. */
export const modeSentences: Record<Campaign['mode'], Words> = {
  predictive: {
    zh: '预测拨号：项目运行后，这里显示每一步算式。',
    en: 'Predictive: once the campaign runs, the sum behind each decision is shown here.',
  },
  progressive: {
    zh: '渐进拨号不做预测：每位空闲坐席拨一通，接听即有人，不会有呼损呼叫。',
    en: 'Progressive, no prediction: one call for each free agent, so whoever answers finds somebody and nobody is abandoned.',
  },
  preview: {
    zh: '预览拨号不做预测：坐席先看客户资料，再按“拨打”。',
    en: 'Preview, no prediction: agents see the customer first and press “dial” themselves.',
  },
  manual: {
    zh: '手动拨号不做预测：坐席自己选择客户并拨打。',
    en: 'Manual, no prediction: agents choose whom to call and dial themselves.',
  },
}

type Window = { abandoned: string; answered: string; allowed: string; rate: string }
/** One window of the ledger in a sentence, for eyes and ears alike. */
export const ledgerSentence: WordsWith<Window> = {
  zh: ({ abandoned, answered, allowed, rate }) =>
    `接听 ${answered}，呼损 ${abandoned}（${rate}），按目标最多 ${allowed}`,
  en: ({ abandoned, answered, allowed, rate }) =>
    `${answered} answered, ${abandoned} abandoned (${rate}); the target allows ${allowed}`,
}
export const leftSentence: WordsWith<number> = {
  zh: (left) => {
    if (left >= 1) return `还可用 ${Math.floor(left)} 通`
    return left >= 0 ? '不足 1 通' : '额度已用完'
  },
  en: (left) => {
    if (left >= 1) return `${Math.floor(left)} more may be abandoned`
    return left >= 0 ? 'Less than one call left' : 'Spent for now'
  },
}
/** "12 agents wait now" beside the idle time. */
export const waitingNow: WordsWith<number> = {
  zh: (agents) => `此刻 ${agents} 名坐席空等`,
  en: (agents) => (agents === 1 ? '1 agent idle now' : `${agents} agents idle now`),
}
