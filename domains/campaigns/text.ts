import type { Words, WordsWith } from '#contract/words.ts'
import type { RetryCause } from './attempt-policy.ts'
import type { Weekday } from './calling-hours.ts'
import type { CampaignMove, CampaignState, DialMode, MachineDetection, Purpose } from './campaign.ts'
import type { Lack } from './stage-gates.ts'

export const stateWords: Record<CampaignState, Words> = {
  draft: { zh: '草稿', en: 'Draft' },
  inReview: { zh: '待审', en: 'In review' },
  ready: { zh: '就绪', en: 'Ready' },
  running: { zh: '运行', en: 'Running' },
  paused: { zh: '暂停', en: 'Paused' },
  finished: { zh: '结束', en: 'Finished' },
  reviewed: { zh: '已复盘', en: 'Reviewed' },
}
export const moveWords: Record<CampaignMove, Words> = {
  submit: { zh: '提交审批', en: 'Submit' },
  approve: { zh: '批准', en: 'Approve' },
  start: { zh: '启动外呼', en: 'Start dialling' },
  pause: { zh: '暂停外呼', en: 'Pause' },
  resume: { zh: '恢复外呼', en: 'Resume' },
  finish: { zh: '结束项目', en: 'Finish' },
  review: { zh: '完成复盘', en: 'Complete review' },
  reopen: { zh: '退回', en: 'Send back' },
}
export const purposeWords: Record<Purpose, Words> = {
  retain: { zh: '保留老客户', en: 'Retain customers' },
  grow: { zh: '扩大客户价值', en: 'Grow customer value' },
  acquire: { zh: '开发新客户', en: 'Win new customers' },
}
export const machineWords: Record<MachineDetection, Words & { explained: Words }> = {
  off: {
    zh: '不检测',
    en: 'Off',
    explained: {
      zh: '客户一接听就接通坐席；语音信箱由坐席自己听出并登记',
      en: 'Whoever answers is joined at once; agents notice machines themselves',
    },
  },
  before: {
    zh: '接通坐席前检测',
    en: 'Before joining',
    explained: {
      zh: '语音信箱不占用坐席，项目设了留言录音就自动留言，没设就挂断；代价：真人约等 1.6–1.9 秒才听到坐席，会用掉呼损规则从接听起算的 2 秒，且约 1%–5% 的真人会被当成机器',
      en: 'Machines take no agent: the campaign’s message is left on them if it has one, else they are hung up on. The cost: a person hears the agent some 1.6–1.9 s late, which spends the 2 s of the rule of abandoned calls, counted from the answer; and 1 to 5 in 100 persons are taken for machines',
    },
  },
  while: {
    zh: '通话中检测',
    en: 'While talking',
    explained: {
      zh: '客户一接听就接通坐席，无等待；约 1.5–3 秒后坐席看到“可能是语音信箱”，按一个键即挂机并登记，真人不会被机器挂断',
      en: 'Whoever answers is joined at once and waits for nothing. Some 1.5–3 s later the agent sees “probably a machine”, and one key ends the call as voicemail; the machine cuts nobody off',
    },
  },
}
export const modeWords: Record<DialMode, Words & { explained: Words }> = {
  manual: {
    zh: '手动',
    en: 'Manual',
    explained: { zh: '坐席自己选择何时拨谁', en: 'The agent chooses whom to dial and when' },
  },
  preview: {
    zh: '预览',
    en: 'Preview',
    explained: { zh: '先看客户资料，坐席确认后拨出', en: 'The agent sees the customer first, then dials' },
  },
  progressive: {
    zh: '渐进',
    en: 'Progressive',
    explained: { zh: '一位空闲坐席拨一个电话，不会有呼损', en: 'One call for each free agent; nobody is abandoned' },
  },
  predictive: {
    zh: '预测',
    en: 'Predictive',
    explained: {
      zh: '按目标呼损率提前拨出，坐席等待更短，会有少量呼损',
      en: 'Dials ahead as far as the target abandon rate allows: agents wait less, some calls are abandoned',
    },
  },
}
export const weekdayWords: Record<Weekday, Words> = {
  monday: { zh: '周一', en: 'Monday' },
  tuesday: { zh: '周二', en: 'Tuesday' },
  wednesday: { zh: '周三', en: 'Wednesday' },
  thursday: { zh: '周四', en: 'Thursday' },
  friday: { zh: '周五', en: 'Friday' },
  saturday: { zh: '周六', en: 'Saturday' },
  sunday: { zh: '周日', en: 'Sunday' },
}
export const causeWords: Record<RetryCause, Words> = {
  busy: { zh: '用户忙', en: 'Busy' },
  noAnswer: { zh: '无人接听', en: 'No answer' },
  rejected: { zh: '拒接', en: 'Rejected' },
  switchedOff: { zh: '关机', en: 'Switched off' },
  suspended: { zh: '停机', en: 'Suspended' },
  emptyNumber: { zh: '空号', en: 'Empty number' },
  networkFault: { zh: '网络故障', en: 'Network fault' },
  machine: { zh: '语音信箱', en: 'Voicemail' },
  abandoned: { zh: '呼损（无坐席应答）', en: 'Abandoned (no agent)' },
  lost: { zh: '系统中断', en: 'Lost with a fault' },
  cancelled: { zh: '已取消', en: 'Cancelled by us' },
  noDecision: { zh: '考虑中', en: 'Thinking it over' },
}
export const lackWords: Record<Lack, Words> = {
  noTarget: { zh: '没有成功目标', en: 'No target' },
  noDates: { zh: '没有起止日期', en: 'No dates' },
  noList: { zh: '没有选择名单', en: 'No list chosen' },
  emptyList: { zh: '名单为空', en: 'The list is empty' },
  noTeam: { zh: '没有安排班组', en: 'No team assigned' },
  noCallerId: { zh: '没有主叫号码', en: 'No caller id' },
  noSeller: { zh: '预测拨号没有销售主体', en: 'No seller for predictive dialling' },
  noScript: { zh: '没有开场话术', en: 'No opening words' },
}

type Shares = { target: string; ceiling: string }
type Limits = Shares & { days: number; ring: number; hours: number }

/** Every other word the domain shows. */
export const text = {
  campaigns: { zh: '外呼项目', en: 'Campaigns' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  create: { zh: '新建项目', en: 'New campaign' },
  noneYet: { zh: '还没有外呼项目', en: 'No campaigns yet' },
  listHelp: {
    zh: '一个项目说明为什么打、打给谁、何时打、打几次。运行中的排在最前。',
    en: 'A campaign says why we call, whom, when and how often. Running ones come first.',
  },
  name: { zh: '项目名称', en: 'Name' },
  type: { zh: '类型', en: 'Type' },
  purpose: { zh: '目标', en: 'Purpose' },
  product: { zh: '产品', en: 'Product' },
  productHelp: {
    zh: '营销或调查的产品；报表按产品比较各项目',
    en: 'What is sold or asked about; reports compare campaigns by it',
  },
  state: { zh: '状态', en: 'State' },
  site: { zh: '职场', en: 'Site' },
  mode: { zh: '拨号方式', en: 'Dialling' },
  dates: { zh: '起止日期', en: 'Dates' },
  startsOn: { zh: '开始日期', en: 'Starts on' },
  endsOn: { zh: '结束日期', en: 'Ends on' },
  target: { zh: '成功目标', en: 'Target' },
  targetHelp: { zh: '整个项目要达成的成功数', en: 'Successes to reach in the whole campaign' },
  progress: { zh: '名单进度', en: 'List progress' },
  actions: { zh: '操作', en: 'Actions' },
  successMeans: { zh: '成功是指', en: 'Success means' },
  successIs: { zh: (what: string) => `成功是指：${what}`, en: (what: string) => `Success means: ${what}` },
  edit: { zh: '编辑', en: 'Edit' },
  tune: { zh: '调整参数', en: 'Tune' },
  copy: { zh: '复制', en: 'Copy' },
  copyName: { zh: '新项目的名称', en: 'Name of the copy' },
  copied: { zh: '已复制为草稿', en: 'Copied as a draft' },
  copySuffix: { zh: '（副本）', en: ' (copy)' },
  list: { zh: '名单', en: 'List' },
  listRecords: {
    zh: ({ name, count }: { name: string; count: string }) => `${name}（${count} 条）`,
    en: ({ name, count }: { name: string; count: string }) => `${name} (${count} records)`,
  },
  records: { zh: '名单记录', en: 'Records' },
  noList: { zh: '还没有名单，请先导入', en: 'There is no list yet; import one first' },
  hours: { zh: '外呼时段', en: 'Calling hours' },
  hoursHelp: {
    zh: '以职场当地时间为准。时段之外不会拨出任何电话。',
    en: 'On the clock of the site. Outside these hours no call is placed.',
  },
  addWindow: { zh: '加一段', en: 'Add hours' },
  removeWindow: { zh: '删除这一段', en: 'Remove these hours' },
  closedDay: { zh: '不外呼', en: 'No calls' },
  everyDay: { zh: '应用到每天', en: 'Use for every day' },
  weekdaysOnly: { zh: '应用到工作日', en: 'Use for working days' },
  unusual: {
    zh: (days: string) => `${days}的时段超出 08:00–21:00，容易打扰客户，也可能违反规定`,
    en: (days: string) => `${days}: beyond 08:00–21:00. Customers may feel disturbed, and rules may forbid it`,
  },
  confirmUnusual: { zh: '确认在这些时段外呼', en: 'Yes, call at these hours' },
  attempts: { zh: '重拨策略', en: 'Attempts' },
  maxAttempts: { zh: '每条记录最多拨打', en: 'Most attempts per record' },
  ringSeconds: { zh: '振铃时长', en: 'Ring for' },
  ringHelp: {
    zh: '不少于 15 秒：响得太短，愿意接的客户也来不及接',
    en: 'At least 15 s: people who would answer need that long',
  },
  times: { zh: '次', en: 'times' },
  seconds: { zh: '秒', en: 's' },
  days: { zh: '天', en: 'days' },
  hoursLong: { zh: '小时', en: 'hours' },
  minutes: { zh: '分钟', en: 'min' },
  whenCause: { zh: '结果', en: 'Ended with' },
  retryAfter: { zh: '多久后重拨', en: 'Try again after' },
  mostTries: { zh: '最多几次', en: 'Most times' },
  onceOnly: { zh: '1 次即止', en: 'once only' },
  callerId: { zh: '主叫号码', en: 'Caller id' },
  callerIdPool: { zh: '号码池', en: 'Pool of caller ids' },
  moreCallerIds: { zh: '号码池的其他号码', en: 'Other caller ids of the pool' },
  moreCallerIdsHelp: {
    zh: '可不填。每个呼叫从主叫号码和这里的号码中选一个：客户上次看到的优先，其次归属地相同的，再其次用得最少的；到上限、休眠或被标记的不用。客户的拒绝和频次上限对所有号码有效。',
    en: 'May stay empty. Each call is shown under one of them or the first: the one the customer saw last, else one of their city or province, else the least used; never one at its limit, at rest or flagged. Refusals and caps hold under every number.',
  },
  moreCallerIdsNone: { zh: '只用主叫号码', en: 'Only the first caller id' },
  moreCallerIdsWrong: { zh: '每个号码 3 至 20 位数字，最多 50 个', en: 'Numbers of 3 to 20 digits, 50 at most' },
  flaggedNumber: { zh: '被标记', en: 'Flagged' },
  listComma: { zh: '、', en: ', ' },
  callerIdHelp: { zh: '客户看到的号码，只填数字', en: 'The number customers see; digits only' },
  jurisdiction: { zh: '法域', en: 'Jurisdiction' },
  abandonTarget: { zh: '目标呼损率', en: 'Target abandon rate' },
  abandonTargetHelp: {
    zh: '客户已接听而 2 秒内没有坐席的占比，拨号快慢由它决定；留空则用法域的默认值',
    en: "The share of answered calls no agent takes within 2 s; it decides how fast we dial. Left blank, the jurisdiction's default holds",
  },
  abandonTargetCosts: {
    zh: (lost: string) =>
      `每 1,000 位接听的客户，最多约 ${lost} 位没人接；调高，坐席等待更短，每多 0.5 个百分点约多 5 位没人接；调低则相反。`,
    en: (lost: string) =>
      `Of each 1,000 customers who answer, about ${lost} at most find nobody. Higher: agents wait less, and each half point costs about 5 customers more; lower: the other way round.`,
  },
  abandonTargetSet: { zh: '目标呼损率已修改，立即生效', en: 'Target abandon rate changed; in force at once' },
  useDefault: { zh: '用默认值', en: 'Use the default' },
  jurisdictionDefault: { zh: (share: string) => `默认 ${share}`, en: (share: string) => `${share} by default` },
  aboveCeiling: {
    zh: (ceiling: string) => `不得超过该法域的上限 ${ceiling}`,
    en: (ceiling: string) => `Not above the ceiling of the jurisdiction, ${ceiling}`,
  },
  targetByDefault: {
    zh: ({ target, ceiling }: Shares) => `${target}（法域默认），上限 ${ceiling}`,
    en: ({ target, ceiling }: Shares) => `${target} (the jurisdiction's default), ceiling ${ceiling}`,
  },
  targetOfItsOwn: {
    zh: ({ target, ceiling }: Shares) => `${target}，上限 ${ceiling}`,
    en: ({ target, ceiling }: Shares) => `${target}, ceiling ${ceiling}`,
  },
  noLimit: { zh: '不限', en: 'No limit' },
  limitsOfPlace: {
    zh: ({ target, ceiling, days, ring, hours }: Limits) =>
      `目标 ${target}，上限 ${ceiling}（按 ${days} 天统计）；至少振铃 ${ring} 秒；呼损后 ${hours} 小时内不再自动拨打该客户`,
    en: ({ target, ceiling, days, ring, hours }: Limits) =>
      `Target ${target}, ceiling ${ceiling} over ${days} ${days === 1 ? 'day' : 'days'}; ${ring} s of ringing at least; no machine calls an abandoned customer again for ${hours} h`,
  },
  seller: { zh: '销售主体', en: 'Seller' },
  sellerHelp: {
    zh: '以谁的名义外呼。没有坐席接听时，向客户播报它的安全提示音；没有选择就不能启动预测拨号',
    en: 'In whose name we call. A customer no agent is there for hears its safe-harbour message; without a seller predictive dialling does not start',
  },
  spokenWhenNobodyIsFree: {
    zh: (message: string) => `无坐席时播报：${message}`,
    en: (message: string) => `Spoken when no agent is free: ${message}`,
  },
  lineLimit: { zh: '线路上限', en: 'Line limit' },
  lineLimitHelp: {
    zh: '本项目同时在线的呼叫最多几路；留空则不限',
    en: 'Most calls of this campaign up at once; left blank, lines are no limit',
  },
  agentHourCost: { zh: '坐席每小时成本', en: 'Cost per agent hour' },
  agentHourCostHelp: { zh: '用于推演人工成本', en: 'For the cost of agents in the forecast' },
  money: { zh: '元', en: '¥' },
  wrapUpSeconds: { zh: '话后处理时限', en: 'Wrap-up time' },
  rescueSeconds: { zh: '话机断开后等待', en: 'Wait for a lost headset' },
  rescueHelp: {
    zh: '通话中坐席话机断开时，客户听音乐等待的时间；到时转给本项目其他空闲坐席，没有人时致歉挂机',
    en: 'How long a customer hears music when the headset of their agent is lost; then another free agent takes over, or the call ends with an apology',
  },
  machineDetection: { zh: '语音信箱检测', en: 'Machine detection' },
  machineHelp: {
    zh: '由机器判断接听的是真人还是语音信箱或应答机，判断不清时按真人处理',
    en: 'The machine finds out whether a person or an answering machine picked up; where it cannot tell, it is a person',
  },
  machineAudits: { zh: '每日误判抽检', en: 'Detection audits a day' },
  machineAuditsHelp: {
    zh: '每天平均抽取多少通被判成语音信箱的电话，由质检听录音核对，得出误判率；0 为不抽检。接通坐席前检测时，抽中的电话从接听起录音，判成真人的立即删除，与项目的录音规则无关',
    en: 'How many calls taken for machines are drawn by lot on average a day, for quality to check by ear; 0 for none. With detection before an agent joins, drawn calls are recorded from the answer, and let go at once where it is a person, whatever the campaign records',
  },
  callsADay: { zh: '通/天', en: 'a day' },
  openingWords: { zh: '开场话术', en: 'Opening words' },
  openingHelp: {
    zh: '15 秒吸引：我是谁、代表谁、为什么打；45 秒说清好处；90 秒拉近距离、挖掘需求。可用 {姓名} 等变量。',
    en: 'First 15 s: who I am, for whom, why I call; by 45 s the benefit; by 90 s closeness and need.',
  },
  teams: { zh: '参加班组', en: 'Teams' },
  teamsHelp: { zh: '只有所选职场的班组可以参加', en: 'Teams of the chosen site only' },
  script: { zh: '话术版本', en: 'Script version' },
  steps: {
    basics: { zh: '基本信息', en: 'Basics' },
    list: { zh: '名单', en: 'List' },
    hours: { zh: '时段与次数', en: 'Hours & attempts' },
    mode: { zh: '拨号与主叫', en: 'Dialling & caller id' },
    script: { zh: '话术', en: 'Script' },
    teams: { zh: '班组', en: 'Teams' },
    goals: { zh: '目标', en: 'Goals' },
    check: { zh: '检查并提交', en: 'Check & submit' },
  },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '上一步', en: 'Back' },
  saved: { zh: (time: string) => `已自动保存 ${time}`, en: (time: string) => `Saved ${time}` },
  saving: { zh: '正在保存…', en: 'Saving…' },
  notSaved: { zh: '有内容需要更正，尚未保存', en: 'Something needs correcting; not saved yet' },
  saveFailed: { zh: '没有保存成功', en: 'Could not be saved' },
  draftKept: { zh: '填好名称和职场后自动存为草稿', en: 'Kept as a draft once name and site are given' },
  plannedFixed: {
    zh: '项目已提交：名单、类型、日期等计划内容不能再改，拨号参数仍可调整。要改计划请先退回。',
    en: 'Submitted: the plan (list, type, dates …) is fixed; the dials may still turn. Send it back to change the plan.',
  },
  complete: { zh: '内容齐全，可以提交审批', en: 'Complete; it can be submitted' },
  stillMissing: { zh: '还缺少：', en: 'Still missing:' },
  goThere: { zh: '去填写', en: 'Fill in' },
  submitted: { zh: '已提交审批', en: 'Submitted' },
  moved: { zh: '已更新', en: 'Done' },
  gates: { zh: '九步签核', en: 'Nine steps' },
  gatesHelp: {
    zh: '前五步签核后才能批准，后四步签核后才能启动外呼。',
    en: 'The first five are signed before approval, the other four before the first call.',
  },
  beforeApprove: { zh: '批准前', en: 'Before approval' },
  beforeStart: { zh: '启动前', en: 'Before start' },
  step: { zh: '步骤', en: 'Step' },
  checks: { zh: '签核人确认', en: 'Whoever signs confirms' },
  signed: { zh: '已签核', en: 'Signed' },
  unsigned: { zh: '未签核', en: 'Not signed' },
  lacking: { zh: '内容不全', en: 'Incomplete' },
  signedBy: { zh: '签核', en: 'Signed by' },
  sign: { zh: '签核', en: 'Sign' },
  signAll: {
    zh: (count: number) => `签核全部可签步骤（${count}）`,
    en: (count: number) => `Sign all that can be signed (${count})`,
  },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  note: { zh: '备注', en: 'Note' },
  noteWhy: { zh: '原因', en: 'Reason' },
  reviewNote: { zh: '复盘结论：做得好的、要改进的、下次怎么做', en: 'What went well, what did not, what next time' },
  story: { zh: '过程记录', en: 'Story' },
  noStory: { zh: '还没有状态变化', en: 'Nothing has happened yet' },
  plan: { zh: '项目设置', en: 'Plan' },
  whole: { zh: '全程', en: 'Whole campaign' },
  overview: { zh: '运行概况', en: 'Overview' },
  finishBody: {
    zh: '结束后不再拨出电话；正在进行的通话不受影响。',
    en: 'No further call is placed; calls under way go on.',
  },
  pauseBody: {
    zh: '暂停后不再拨出新电话；正在进行的通话不受影响。',
    en: 'No new call is placed; calls under way go on.',
  },
  startBody: {
    zh: '将立即按外呼时段开始拨打名单中的客户。',
    en: 'Customers on the list will be called from now on, within the calling hours.',
  },
} satisfies Record<string, Words | WordsWith<never> | Record<string, Words>>
