import type { Words, WordsWith } from '#contract/words.ts'
import type { Cause } from './cause.ts'
import {
  type Move,
  complaintNumber as numberOf,
  type Responsibility,
  type Source,
  type State,
  type Topic,
} from './complaint.ts'

/** How people call a complaint: `C-000123`. */
export const complaintNumber = numberOf

export const sourceWords: Record<Source, Words> = {
  customerPage: { zh: '客户说明页', en: "Customer's page" },
  agent: { zh: '坐席转达', en: 'Told to an agent' },
  regulator: { zh: '12321 转办', en: 'Passed on by 12321' },
  other: { zh: '其他渠道', en: 'Another channel' },
}
export const topicWords: Record<Topic, Words> = {
  tooManyCalls: { zh: '来电过多、打扰', en: 'Too many calls' },
  noConsent: { zh: '未经同意来电', en: 'Called without consent' },
  misleading: { zh: '宣传不实、误导', en: 'Misleading words' },
  attitude: { zh: '服务态度', en: 'How I was spoken to' },
  privacy: { zh: '个人信息泄露', en: 'My personal data' },
  money: { zh: '费用、扣款', en: 'Fees or charges' },
  other: { zh: '其他', en: 'Something else' },
}
export const stateWords: Record<State, Words> = {
  new: { zh: '待受理', en: 'New' },
  inHand: { zh: '处理中', en: 'In hand' },
  answered: { zh: '已答复', en: 'Answered' },
  closed: { zh: '已结案', en: 'Closed' },
}
export const moveWords: Record<Move, Words> = {
  take: { zh: '我来处理', en: 'Take in hand' },
  answer: { zh: '答复客户', en: 'Answer' },
  close: { zh: '结案', en: 'Close' },
  reopen: { zh: '重新处理', en: 'Reopen' },
}
export const responsibilityWords: Record<Responsibility, Words> = {
  agent: { zh: '坐席', en: 'The agent' },
  script: { zh: '话术', en: 'The script' },
  list: { zh: '名单', en: 'The list' },
  rules: { zh: '拨打规则', en: 'The calling rules' },
  system: { zh: '系统', en: 'The system' },
  supplier: { zh: '供应商', en: 'The supplier' },
  nobody: { zh: '无责', en: 'Nobody' },
}
export const noteWords: Record<'received' | 'taken' | 'noted' | 'answered' | 'closed' | 'reopened', Words> = {
  received: { zh: '收到投诉', en: 'Received' },
  taken: { zh: '受理', en: 'Taken in hand' },
  noted: { zh: '处理记录', en: 'Note' },
  answered: { zh: '答复', en: 'Answered' },
  closed: { zh: '结案', en: 'Closed' },
  reopened: { zh: '重新处理', en: 'Reopened' },
}

export const causeWords: Record<Cause, Words> = {
  topic: { zh: '事由', en: 'Topic' },
  responsibility: { zh: '责任归属', en: 'Where the fault lay' },
  campaignType: { zh: '项目类型', en: 'Kind of campaign' },
  product: { zh: '产品', en: 'Product' },
  campaignId: { zh: '外呼项目', en: 'Campaign' },
  region: { zh: '归属地', en: 'Region' },
  source: { zh: '来源', en: 'Source' },
  month: { zh: '月份', en: 'Month' },
  weekday: { zh: '星期', en: 'Weekday' },
  hour: { zh: '时段', en: 'Hour' },
}
/** Monday first, as weekdays are numbered. */
export const weekdayWords: readonly Words[] = [
  { zh: '周一', en: 'Monday' },
  { zh: '周二', en: 'Tuesday' },
  { zh: '周三', en: 'Wednesday' },
  { zh: '周四', en: 'Thursday' },
  { zh: '周五', en: 'Friday' },
  { zh: '周六', en: 'Saturday' },
  { zh: '周日', en: 'Sunday' },
]

export const text = {
  complaints: { zh: '投诉', en: 'Complaints' },
  complaint: { zh: '投诉详情', en: 'Complaint' },
  help: {
    zh: '客户在说明页提交的、坐席转达的和 12321 转办的投诉都在这里。时限按来源计算（12321 转办 15 天），超过时限未答复标红。',
    en: "Complaints handed in on the customer's page, told to agents and passed on by 12321. Until when each is answered depends on its source (12321: 15 days); what is late is marked red.",
  },
  noneYet: { zh: '还没有投诉', en: 'No complaints yet' },
  openNow: { zh: '未答复', en: 'Not answered' },
  overdue: { zh: '已超时', en: 'Overdue' },
  number: { zh: '编号', en: 'Number' },
  state: { zh: '状态', en: 'State' },
  source: { zh: '来源', en: 'Source' },
  topic: { zh: '事由', en: 'Topic' },
  customer: { zh: '客户', en: 'Customer' },
  phone: { zh: '号码', en: 'Telephone' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  agent: { zh: '坐席', en: 'Agent' },
  receivedAt: { zh: '收到时间', en: 'Received' },
  dueAt: { zh: '答复时限', en: 'Answer by' },
  responsible: { zh: '处理人', en: 'Handled by' },
  responsibility: { zh: '责任归属', en: 'Where the fault lay' },
  region: { zh: '归属地', en: 'Region' },
  caseNumber: { zh: '转办单号', en: 'Case number' },
  caseNumberHelp: { zh: '主管部门转办时填写', en: 'Where an authority passed it on' },
  call: { zh: '所涉通话', en: 'The call' },
  openCall: { zh: '打开通话', en: 'Open the call' },
  words: { zh: '投诉内容', en: 'What they say' },
  callbackWish: { zh: '希望回电', en: 'Wants to be called back' },
  result: { zh: '答复内容', en: 'Our answer' },
  story: { zh: '处理过程', en: 'What was done' },
  evidence: { zh: '取证', en: 'Evidence file' },
  record: { zh: '登记投诉', en: 'Record a complaint' },
  recorded: { zh: '投诉已登记', en: 'Complaint recorded' },
  recordNumber: { zh: '客户号码', en: "The customer's number" },
  answerHelp: {
    zh: '客户在说明页上会看到这段话，请写明处理结果。',
    en: 'The customer reads these words on the page of the call; say what was done.',
  },
  addNote: { zh: '添加记录', en: 'Add a note' },
  note: { zh: '记录', en: 'Note' },
  saved: { zh: '已保存', en: 'Saved' },
  onlyOpen: { zh: '只看未答复', en: 'Not answered only' },
  onlyOverdue: { zh: '只看超时', en: 'Overdue only' },
  dueDays: { zh: '答复时限设置', en: 'How soon to answer' },
  dueDaysHelp: {
    zh: '自然日，从收到投诉起算；只影响以后收到的投诉。',
    en: 'Calendar days from receipt; holds for complaints received from now on.',
  },
  days: { zh: '天', en: 'days' },
  change: { zh: '修改', en: 'Change' },
  // Causes
  causes: { zh: '投诉分析', en: 'Causes of complaints' },
  causesHelp: {
    zh: '先看哪几项占了大头：点击一根柱子即收窄到这一项，并换一个角度继续细分；上方的标签可逐层撤回。“查看投诉”打开的正是图中统计的那些投诉。控制图看每日投诉率是否异常。',
    en: 'See first which few make up most: a bar narrows to its cause and tells the rest apart by the next one; the tags above take a layer back. “See the complaints” opens exactly those counted. The control chart tells an unusual day from chance.',
  },
  period: { zh: '收到日期', en: 'Received' },
  tellApartBy: { zh: '分析角度', en: 'By' },
  openList: { zh: '查看投诉', en: 'See the complaints' },
  layers: { zh: '已收窄到', en: 'Narrowed to' },
  allComplaints: { zh: '全部投诉', en: 'All complaints' },
  notKnown: { zh: '未知', en: 'Not known' },
  undecided: { zh: '未定责', en: 'Not decided yet' },
  layer: { zh: '{cause}：{value}', en: '{cause}: {value}' },
  byCause: { zh: '投诉 · 按{cause}', en: 'Complaints · {cause}' },
  // The button on the page of a call
  copyLink: { zh: '复制客户说明页链接', en: "Copy the customer's link" },
  link: { zh: '客户说明页链接', en: "The customer's link" },
  linkCopied: { zh: '链接已复制', en: 'Link copied' },
  linkHelp: {
    zh: '打开链接即可看到是谁来电、为何来电，并可要求不再来电或投诉。请只发给这位客户。本系统目前不发送短信，请用其他方式转交。',
    en: 'Whoever opens it reads who called and why, and may ask for no more calls or complain. Give it to this customer only. SMS cannot be sent from here yet; hand it over another way.',
  },
  linkUntil: { zh: '有效至', en: 'Valid until' },
} satisfies Record<string, Words>

export const told = {
  overdueBy: { zh: (days: number) => `超时 ${days} 天`, en: (days: number) => `${days} d late` },
} satisfies Record<string, WordsWith<never>>
