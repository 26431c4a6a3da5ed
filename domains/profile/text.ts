import type { Words } from '#contract/words.ts'
import type { EventKind } from './contract.ts'

export const kindWords: Record<EventKind, Words> = {
  call: { zh: '通话', en: 'Call' },
  followup: { zh: '跟进', en: 'Follow-up' },
  listed: { zh: '进入名单', en: 'Listed' },
  bought: { zh: '购买', en: 'Purchase' },
  complaint: { zh: '投诉', en: 'Complaint' },
  consent: { zh: '来电同意', en: 'Consent' },
  doNotCall: { zh: '禁呼', en: 'Do not call' },
  blocked: { zh: '拨打拦截', en: 'Blocked dial' },
  poolMove: { zh: '归属变动', en: 'Change of owner' },
  edit: { zh: '资料修改', en: 'Change of record' },
  merge: { zh: '合并', en: 'Merge' },
}

export const poolMoveWords: Record<string, Words> = {
  claim: { zh: '从公海领取', en: 'Claimed from the pool' },
  assign: { zh: '分配', en: 'Assigned' },
  release: { zh: '释放回公海', en: 'Released to the pool' },
  noFollowup: { zh: '未跟进，回收', en: 'Taken back: no follow-up' },
  noDeal: { zh: '未成交，回收', en: 'Taken back: no deal' },
  agentLeft: { zh: '坐席离职，回收', en: 'Taken back: the agent left' },
}
export const purposeWords: Record<string, Words> = {
  any: { zh: '各类来电', en: 'any call' },
  sales: { zh: '营销来电', en: 'sales calls' },
  service: { zh: '服务来电', en: 'service calls' },
  survey: { zh: '调查来电', en: 'survey calls' },
}
export const listWords: Record<string, Words> = {
  customer: { zh: '客户本人要求不再来电', en: 'The customer wants no more calls' },
  organisation: { zh: '加入中心禁呼名单', en: 'On the do-not-call list' },
  campaign: { zh: '本项目不再拨打', en: 'Not in this campaign' },
}
export const followupWords: Record<string, Words> = {
  callback: { zh: '约定回拨', en: 'Callback promised' },
  commitment: { zh: '承诺事项', en: 'Promise made' },
}
export const followupStateWords: Record<string, Words> = {
  open: { zh: '待办', en: 'open' },
  done: { zh: '已完成', en: 'done' },
  cancelled: { zh: '已取消', en: 'cancelled' },
}

export const text = {
  timeline: { zh: '时间线', en: 'Timeline' },
  everything: { zh: '全部', en: 'Everything' },
  nothing: { zh: '还没有往来记录', en: 'Nothing has happened yet' },
  more: { zh: '更早的记录', en: 'Earlier' },
  calls: { zh: '拨打', en: 'Calls' },
  talked: { zh: '通话', en: 'Talks' },
  successes: { zh: '成功', en: 'Successes' },
  complaints: { zh: '投诉', en: 'Complaints' },
  lastTalk: { zh: '最近通话', en: 'Last talk' },
  nextFollowup: { zh: '下次跟进', en: 'Next follow-up' },
  doNotCall: { zh: '禁呼', en: 'Do not call' },
  since: { zh: '自', en: 'since' },
  notConnected: { zh: '未接通', en: 'Not connected' },
  abandoned: { zh: '客户接听后无坐席应答', en: 'Answered, and no agent came' },
  until: { zh: '至', en: 'until' },
  ended: { zh: '已解除', en: 'ended' },
  undone: { zh: '已撤销', en: 'undone' },
  reverted: { zh: '该批次已撤回', en: 'batch taken back' },
  merged: { zh: '与另一条记录合并', en: 'Merged with another record' },
  times: { zh: (count: number) => `${count} 次`, en: (count: number) => `${count} times` },
} as const satisfies Record<string, Words | { zh: (value: never) => string; en: (value: never) => string }>
