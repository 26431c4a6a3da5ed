import type { Words } from '#contract/words.ts'
import { type HangupCause, hangupCauses, type WhoAnswered } from '#domains/telephony/contract.ts'
import type { CallSignal } from './call-record.ts'
import { type OutcomeCode, type OutcomeKind, outcomes } from './outcome.ts'

/** Words of the call ledger. */
export const text = {
  ledger: { zh: '通话记录', en: 'Call ledger' },
  exportName: { zh: '通话记录', en: 'calls' },
  placedAt: { zh: '呼叫时间', en: 'Placed at' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  customer: { zh: '客户', en: 'Customer' },
  number: { zh: '号码', en: 'Number' },
  attempt: { zh: '第几次', en: 'Attempt' },
  agent: { zh: '坐席', en: 'Agent' },
  answeredAt: { zh: '接通时间', en: 'Answered at' },
  endedAt: { zh: '结束时间', en: 'Ended at' },
  cause: { zh: '挂机原因', en: 'Hang-up cause' },
  talkSeconds: { zh: '通话秒数', en: 'Talk seconds' },
  wrapUpSeconds: { zh: '话后秒数', en: 'Wrap-up seconds' },
  abandoned: { zh: '呼损', en: 'Abandoned' },
  outcome: { zh: '结果', en: 'Outcome' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  help: {
    zh: '每一次外呼一行，最新在前。号码默认隐藏中间四位；点击一行查看信号时间线。',
    en: 'One row for each attempt, the newest first. Numbers are masked unless you may see them; open a row for its signals.',
  },
  call: { zh: '通话详情', en: 'One call' },
  period: { zh: '呼叫日期', en: 'Placed' },
  connected: { zh: '是否接通', en: 'Connected' },
  outcomeKind: { zh: '结果类型', en: 'Kind of outcome' },
  state: { zh: '状态', en: 'State' },
  talk: { zh: '通话', en: 'Talk' },
  wrapUp: { zh: '话后', en: 'Wrap-up' },
  ring: { zh: '等待应答', en: 'Until answered' },
  hold: { zh: '保持', en: 'Hold' },
  join: { zh: '等待坐席', en: 'Until joined' },
  durations: { zh: '时长构成', en: 'How long' },
  underWay: { zh: '进行中', en: 'Under way' },
  noOutcomeYet: { zh: '待提交结果', en: 'Outcome to come' },
  noConversation: { zh: '没有形成通话', en: 'No conversation' },
  exportCsv: { zh: '导出 CSV', en: 'Export CSV' },
  exported: { zh: '已导出', en: 'Exported' },
  noneYet: { zh: '还没有通话记录', en: 'No calls on record yet' },
  openPage: { zh: '在新页打开', en: 'Open as a page' },
  callerId: { zh: '主叫号码', en: 'Caller id' },
  mode: { zh: '外呼模式', en: 'Dialling mode' },
  neverLeft: { zh: '未送出（本方线路或节点不可用）', en: 'Never left: no line or node of ours' },
  endedBy: { zh: '挂机方', en: 'Ended by' },
  note: { zh: '服务小记', en: 'Note' },
  noNote: { zh: '没有小记', en: 'No note' },
  recording: { zh: '录音', en: 'Recording' },
  recorded: { zh: '已录音', en: 'Recorded' },
  knownAfterwards: { zh: '通话结束后可知', en: 'Known when the call is over' },
  notRecorded: { zh: '无录音', en: 'Not recorded' },
  signals: { zh: '信号时间线', en: 'Signals' },
  scriptVersion: { zh: '话术版本', en: 'Script version' },
  people: {
    customer: { zh: '客户', en: 'Customer' },
    us: { zh: '我方', en: 'Us' },
    network: { zh: '网络', en: 'Network' },
  },
  modes: {
    manual: { zh: '手动', en: 'Manual' },
    preview: { zh: '预览', en: 'Preview' },
    progressive: { zh: '渐进', en: 'Progressive' },
    predictive: { zh: '预测', en: 'Predictive' },
    incoming: { zh: '客户呼入', en: 'Incoming' },
  },
} as const

/** What the telephone system told us, in words. */
export const signalWords: Record<CallSignal['kind'] | 'placed' | 'concluded', Words> = {
  placed: { zh: '发起呼叫', en: 'Ordered' },
  incoming: { zh: '客户打进来', en: 'Came in' },
  ringing: { zh: '对方振铃', en: 'Ringing' },
  answered: { zh: '客户应答', en: 'Answered' },
  classified: { zh: '听出接听的是', en: 'Who answered, by ear:' },
  bridged: { zh: '接入坐席', en: 'Joined to the agent' },
  released: { zh: '坐席话机离开', en: 'The headset left' },
  held: { zh: '保持', en: 'On hold' },
  resumed: { zh: '取回', en: 'Resumed' },
  consulting: { zh: '询问第三方', en: 'Asking a third party' },
  consultOver: { zh: '询问结束', en: 'Third party no longer asked' },
  conferred: { zh: '三方通话', en: 'All three in conversation' },
  outside: { zh: '外部号码', en: 'Number outside' },
  transferred: { zh: '转接', en: 'Transferred' },
  digit: { zh: '客户按键', en: 'Key pressed' },
  talking: { zh: '客户说话', en: 'Customer speaking' },
  played: { zh: '放音结束', en: 'Prompt played' },
  recorded: { zh: '录音完成', en: 'Recording stored' },
  ended: { zh: '通话结束', en: 'Ended' },
  concluded: { zh: '提交结果', en: 'Outcome given' },
}

/** How far a leg to a number outside has come. */
export const outsideWords: Record<'placed' | 'answered' | 'ended', Words> = {
  placed: { zh: '发起呼叫', en: 'called' },
  answered: { zh: '应答', en: 'answered' },
  ended: { zh: '结束', en: 'ended' },
}

export const whoAnsweredWords: Record<WhoAnswered, Words> = {
  person: { zh: '真人', en: 'a person' },
  machine: { zh: '语音信箱', en: 'a machine' },
  fax: { zh: '传真', en: 'a fax' },
  unsure: { zh: '判断不清', en: 'unsure' },
}

export const outcomeKindWords: Record<OutcomeKind, Words> = {
  success: { zh: '成功', en: 'Success' },
  callback: { zh: '预约回访', en: 'Call back' },
  noDecision: { zh: '考虑中', en: 'Thinking it over' },
  refusal: { zh: '拒绝', en: 'Refused' },
  wrongPerson: { zh: '非本人', en: 'Wrong person' },
  voicemail: { zh: '语音信箱', en: 'Voicemail' },
  invalid: { zh: '无效号码', en: 'Invalid number' },
  complaint: { zh: '投诉', en: 'Complaint' },
  doNotCall: { zh: '禁呼', en: 'Do not call' },
  abandoned: { zh: '呼损', en: 'Abandoned' },
  unreached: { zh: '未接通', en: 'Not reached' },
}

const joined = (first: Words, second: Words): Words => ({
  zh: `${first.zh} · ${second.zh}`,
  en: `${first.en}: ${second.en}`,
})
/** What an outcome is called, whether an agent gave it or the call never came to one; a code unknown here stays visible. */
export const outcomeWords = (code: string | null): Words | undefined => {
  if (code === null) return undefined
  if (code === 'abandoned') return outcomeKindWords.abandoned
  if (code === 'voiceFlow') return { zh: '语音流程接听', en: 'Answered by a voice flow' }
  const [kind, cause] = code.split('.')
  if (kind === 'unreached')
    return joined(outcomeKindWords.unreached, hangupCauses[cause as HangupCause] ?? { zh: cause, en: cause })
  const known = outcomes[code as OutcomeCode]
  if (!known) return { zh: code, en: code }
  return 'group' in known ? joined(known.group, known) : known
}
