import type { Words } from '#contract/words.ts'
import type { Forecast } from './contract.ts'

export const reasonWords: Record<Forecast['reason'], Words> = {
  asked: { zh: '手动推演', en: 'Asked for' },
  approved: { zh: '审批时', en: 'At approval' },
  started: { zh: '启动时', en: 'At the start' },
  nightly: { zh: '每晚', en: 'By night' },
  tried: { zh: '试算', en: 'Tried out' },
}

/** The words of forecasts. */
export const text = {
  forecast: { zh: '推演', en: 'Forecast' },
  help: {
    zh: '按当前名单、外呼时段、坐席和已学到的接通与成交规律，把项目排演 40 次，得出中位数和 80% 区间：10 次里约有 8 次落在区间内。未计入：客户之间的差异（拨打次数除外）、线路故障、坐席变熟练、名单或话术的改动，以及过去没有出现过的市场变化。',
    en: 'Rehearses the campaign 40 times with its list, calling hours, agents and the rates learned so far. The band holds what happens 8 times out of 10. Left out: differences between contacts (other than how often they were tried), line faults, agents getting better, changes of list or script, and changes of the market that did not show in the past.',
  },
  make: { zh: '推演', en: 'Forecast' },
  makeAgain: { zh: '重新推演', en: 'Forecast anew' },
  ordered: { zh: '已开始推演', en: 'The forecast is being made' },
  cancel: { zh: '取消', en: 'Cancel' },
  working: { zh: '正在推演…', en: 'Rehearsing the campaign …' },
  noneYet: {
    zh: '还没有推演。审批和启动时会自动推演，也可以现在开始。',
    en: 'No forecast yet. One is made at approval and at the start, or now if you ask.',
  },
  chosen: { zh: '查看哪次推演', en: 'Which forecast' },
  band: { zh: '80% 区间', en: '80% band' },
  median: { zh: '中位数', en: 'Median' },
  low: { zh: '区间下限', en: 'Low' },
  high: { zh: '区间上限', en: 'High' },
  actual: { zh: '实际', en: 'Actual' },
  soFar: { zh: '实际至今 {value}', en: '{value} so far' },
  within: { zh: '{low} – {high}', en: '{low} – {high}' },
  attempts: { zh: '外呼次数', en: 'Attempts' },
  contacts: { zh: '接通人次', en: 'People reached' },
  contactsHelp: {
    zh: '坐席与人通话的次数；同一客户再次通话算两次，语音信箱不算。',
    en: 'Conversations with a person; a customer spoken to twice counts twice, voicemails do not.',
  },
  successes: { zh: '成功', en: 'Successes' },
  finish: { zh: '名单拨完', en: 'List done' },
  finishHelp: {
    zh: '名单上再没有可拨客户的那天。最多看 90 个外呼日。',
    en: 'The day nobody is left to call. At most 90 calling days are looked at.',
  },
  notWithin: { zh: '期限内拨不完', en: 'Not in time' },
  finishesIn: { zh: '{share} 的排演能拨完', en: 'Done in {share} of the runs' },
  agentHours: { zh: '坐席工时', en: 'Agent hours' },
  agentHoursHelp: {
    zh: '坐席用于振铃、通话和话后处理的小时数；等待未到再拨时间的名单不计。实际值含空闲。',
    en: 'Hours of ringing, talking and wrap-up; waiting for contacts that rest is left out. The actual figure includes time spent ready.',
  },
  cost: { zh: '人工成本', en: 'Cost of agents' },
  costHelp: {
    zh: '坐席工时 × 项目的坐席每小时成本；未填写时显示“–”。',
    en: 'Agent hours × the cost of an agent hour of the campaign; “–” where it is not given.',
  },
  burned: { zh: '名单损耗', en: 'List burn' },
  burnedHelp: { zh: '没有成功就用完的名单数。', en: 'Contacts closed without success.' },
  complaints: { zh: '投诉', en: 'Complaints' },
  abandoned: { zh: '呼损呼叫', en: 'Abandoned calls' },
  perDay: {
    attempts: { zh: '累计外呼次数，逐日', en: 'Attempts so far, day by day' },
    contacts: { zh: '累计接通人次，逐日', en: 'People reached so far, day by day' },
    successes: { zh: '累计成功，逐日', en: 'Successes so far, day by day' },
  },
  day: { zh: '日期', en: 'Day' },
  begin: { zh: '起点', en: 'Start' },
  measure: { zh: '看哪个指标', en: 'Which measure' },
  suppose: { zh: '如果……会怎样', en: 'What if' },
  supposeHelp: {
    zh: '只试算，不会改动项目，也不计入准确度。',
    en: 'Only tried out: the campaign is not changed, and the forecast is not scored.',
  },
  agents: { zh: '在岗坐席', en: 'Agents at work' },
  hoursPerDay: { zh: '每天外呼小时', en: 'Hours a day' },
  abandonTarget: { zh: '目标呼损率', en: 'Target abandon rate' },
  tryOut: { zh: '试算', en: 'Try it out' },
  backTo: { zh: '回到推演', en: 'Back to the forecast' },
  supposed: { zh: '试算结果', en: 'Tried out' },
  failed: { zh: '推演没有完成，请重试', en: 'The forecast could not be made; please try again' },
  stuck: {
    nobodyToCall: { zh: '名单里没有可拨的客户', en: 'Nobody on the list is left to call' },
    noAgents: {
      zh: '外呼时段内没有坐席，名单永远拨不完',
      en: 'No agents in the calling hours: the list will never be done',
    },
    noHours: { zh: '没有外呼时段', en: 'There are no calling hours' },
  },
  madeFrom: { zh: '推演依据', en: 'Made from' },
  countsFrom: { zh: '自 {moment} 起算，此前的通话不计', en: 'Counts from {moment} on; calls before are not in it' },
  basis: {
    zh: '名单 {contacts} 人，平均 {agents} 位坐席在岗，每天 {hours} 小时',
    en: '{contacts} contacts, {agents} agents at work on average, {hours} hours a day',
  },
  rates: {
    zh: '首拨接通 {answer}，通话成功 {success}，通话均长 {talk}，话后 {wrapUp}；学自本项目 {own} 通、同类项目 {alike} 通、其他项目 {centre} 通',
    en: 'First attempts answered {answer}, conversations succeeding {success}, talk {talk}, wrap-up {wrapUp}; learned from {own} calls of its own, {alike} of campaigns alike, {centre} of others',
  },
  thinned: {
    zh: '名单很大，按 1/{by} 的名单和坐席排演后放大',
    en: 'A large list: rehearsed with 1 in {by} of list and staff, then scaled up',
  },
  quality: { zh: '以往推演准不准', en: 'How good were the forecasts' },
  qualityHelp: {
    zh: '每次推演只计一次，按最近一个完整日比较：实际落在 80% 区间内的推演数 ÷ 已比较的推演数，接近 80% 为准。区间得分越小越好：区间宽度加十倍超出量，再除以实际值。相邻夜晚的推演彼此相似。',
    en: 'Each forecast counts once, at the last whole day: how many held what happened inside their 80% band. Near 80% is right. The interval score is the width of the band plus ten times the miss, over the actual; smaller is better. Forecasts of neighbouring nights resemble each other.',
  },
  notCompared: {
    zh: '还没有可比较的推演：推演之后过完一个业务日才比较。',
    en: 'Nothing to compare yet: a forecast is compared once a whole business day has passed.',
  },
  insideOf: { zh: '{inside} / {forecasts} 次落在区间内', en: '{inside} of {forecasts} inside the band' },
  score: { zh: '区间得分 {score}', en: 'Interval score {score}' },
  ofCampaign: { zh: '本项目', en: 'This campaign' },
  ofCentre: { zh: '整个中心', en: 'The whole centre' },
} as const satisfies Record<string, Words | Record<string, Words>>
