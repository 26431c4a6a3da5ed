import type { Words } from '#contract/words.ts'
import type { FindingMove, FindingState } from './finding.ts'
import type { PaceZone, StateFinding } from './quadrant.ts'
import type { Action, PeerGroup, Side } from './rule.ts'
import type { Doubt, Verdict } from './verify.ts'

export const stateWords: Record<FindingState, Words> = {
  open: { zh: '待接手', en: 'Open' },
  taken: { zh: '处理中', en: 'Taken up' },
  done: { zh: '待验证', en: 'To be verified' },
  verified: { zh: '已验证', en: 'Verified' },
  dismissed: { zh: '不处理', en: 'Dismissed' },
}
export const noteStateWords: Record<'done', Words> = { done: { zh: '已阅', en: 'Read' } }
export const moveWords: Record<FindingMove, Words> = {
  take: { zh: '我来处理', en: 'Take up' },
  putBack: { zh: '放回', en: 'Put back' },
  finish: { zh: '已做完', en: 'Done' },
  verify: { zh: '验证效果', en: 'Verify' },
  dismiss: { zh: '不处理…', en: 'Dismiss…' },
  undoDismiss: { zh: '恢复', en: 'Bring back' },
}
export const noteWords: Record<FindingMove | 'found' | 'noted', Words> = {
  found: { zh: '诊断提出', en: 'Found' },
  noted: { zh: '记录', en: 'Note' },
  take: { zh: '接手', en: 'Taken up' },
  putBack: { zh: '放回', en: 'Put back' },
  finish: { zh: '做完', en: 'Done' },
  verify: { zh: '验证', en: 'Verified' },
  dismiss: { zh: '不处理', en: 'Dismissed' },
  undoDismiss: { zh: '恢复', en: 'Brought back' },
}
export const actionWords: Record<Action, Words> = {
  task: { zh: '辅导任务', en: 'Coaching task' },
  ticket: { zh: '项目工单', en: 'Project ticket' },
  note: { zh: '提示', en: 'Note' },
}
export const peerWords: Record<PeerGroup, Words> = {
  campaign: { zh: '同项目', en: 'Same campaign' },
  team: { zh: '同项目、同班组', en: 'Same campaign and team' },
  seniority: { zh: '同项目、同新老（入职 90 天）', en: 'Same campaign, new or not (90 days)' },
}
export const sideWords: Record<Side, Words> = {
  above: { zh: '偏高', en: 'high' },
  below: { zh: '偏低', en: 'low' },
  usual: { zh: '正常', en: 'usual' },
}
export const againstWords: Record<'peers' | 'past' | 'fixed', Words> = {
  peers: { zh: '同伴合计', en: 'Peers together' },
  past: { zh: '项目以往', en: 'Project before' },
  fixed: { zh: '固定值', en: 'Fixed value' },
}
export const referenceWords: Record<'usual' | 'fixed', Words> = {
  usual: { zh: '和同伴比（项目和以往比）', en: 'peers, or own past' },
  fixed: { zh: '和固定值比', en: 'a fixed value' },
}
export const subjectWords: Record<'agent' | 'campaign', Words> = {
  agent: { zh: '坐席', en: 'Agents' },
  campaign: { zh: '外呼项目', en: 'Campaigns' },
}
export const verdictWords: Record<Verdict, Words> = {
  better: { zh: '有改善', en: 'Better' },
  notProven: { zh: '未能证明', en: 'Not proven' },
  worse: { zh: '有所下降', en: 'Worse' },
}
export const verdictHelp: Record<Verdict, Words> = {
  better: {
    zh: '变化超过同伴同期的变化，不像是偶然。',
    en: 'It moved more than that of the peers over the same days, by more than chance gives.',
  },
  notProven: {
    zh: '和同伴同期的变化分不开：可能有用，也可能没用，数据还说不清。',
    en: 'It cannot be told from what the peers did over the same days: it may have helped or not.',
  },
  worse: {
    zh: '比同伴同期下降更多，先找原因，再换办法。',
    en: 'It fell more than that of the peers; find out why before trying something else.',
  },
}
export const doubtWords: Record<Doubt, Words> = {
  tooSmall: {
    zh: '样本不足：次数还不够，说不清有没有变化。',
    en: 'The sample is too small to tell whether anything changed.',
  },
  noPeers: { zh: '没有可比的同伴：同期没有别人可以对照。', en: 'There are no peers to hold the change against.' },
}
export const paceZoneWords: Record<PaceZone, Words> = {
  shortMany: { zh: '短而多：最佳', en: 'Short, many: best' },
  longFew: { zh: '长而少：练话术', en: 'Long, few: talk skill' },
  shortFew: { zh: '短而少：看时间', en: 'Short, few: time' },
  longMany: { zh: '长而多：护质量', en: 'Long, many: quality' },
}
export const stateFindingWords: Record<StateFinding, Words> = {
  benchmark: { zh: '标杆', en: 'Sets the mark' },
  starved: { zh: '大家都在等电话', en: 'Everybody waits for calls' },
  notReadyShared: { zh: '示忙高，项目里多人如此', en: 'Not ready, as many on the project' },
  notReadyAlone: { zh: '示忙高，聊一聊', en: 'Not ready: have a talk' },
  idleShared: { zh: '空闲高，项目里多人如此', en: 'Idle, as many on the project' },
  idleAlone: { zh: '空闲高，聊一聊', en: 'Idle: have a talk' },
  wrapUpLong: { zh: '话后处理偏长', en: 'Wrap-up is long' },
  usual: { zh: '正常', en: 'Usual' },
}

export const text = {
  diagnosis: { zh: '诊断', en: 'Diagnosis' },
  finding: { zh: '诊断详情', en: 'Finding' },
  help: {
    zh: '规则先问：同项目的人是不是也这样？一半以上如此就是项目的事，给项目负责人开工单；只有一个人如此，才给班长一个辅导任务，只指一个能马上改的行为，到日子再和同伴比，看有没有用。样本不够的人不评。',
    en: 'A rule asks first whether the people on the project share it. Where half of them do it is the project: a ticket for its owner. Where one person does, the leader gets a coaching task on one near behaviour, and at the date it is held against the peers. Nobody is judged on too small a sample.',
  },
  noneYet: { zh: '没有诊断：一切正常，或样本还不够', en: 'Nothing found: all is usual, or the samples are small' },
  checkNow: { zh: '立即诊断', en: 'Look now' },
  checked: { zh: '诊断完成', en: 'Looked' },
  number: { zh: '编号', en: 'Number' },
  state: { zh: '状态', en: 'State' },
  action: { zh: '类型', en: 'Kind' },
  what: { zh: '看到什么', en: 'What was seen' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  agent: { zh: '坐席', en: 'Agent' },
  team: { zh: '班组', en: 'Team' },
  owner: { zh: '负责人', en: 'For' },
  foundAt: { zh: '提出时间', en: 'Found' },
  verifyOn: { zh: '验证日', en: 'Verified on' },
  verdict: { zh: '效果', en: 'Effect' },
  window: { zh: '数据窗口', en: 'Days looked at' },
  rule: { zh: '规则', en: 'Rule' },
  seen: { zh: '看到次数', en: 'Times seen' },
  onlyUnsettled: { zh: '只看未了结', en: 'Unsettled only' },
  tasks: { zh: '辅导任务', en: 'Coaching tasks' },
  tickets: { zh: '项目工单', en: 'Project tickets' },
  toVerify: { zh: '到期待验证', en: 'Due to verify' },
  question: { zh: '先问', en: 'Ask first' },
  evidence: { zh: '依据', en: 'Evidence' },
  evidenceHelp: {
    zh: '区间越宽，说明样本越少。判断用的区间已经按“同时比较多少人”和“人与人天然不同”放宽，所以比 95% 区间更宽。',
    en: 'The wider an interval, the smaller the sample. The one a finding rests on is wider than 95%: everybody is judged at once, and people differ by nature.',
  },
  measure: { zh: '指标', en: 'Measure' },
  value: { zh: '数值', en: 'Value' },
  interval: { zh: '95% 区间', en: '95% interval' },
  sample: { zh: '样本', en: 'Sample' },
  reference: { zh: '对照', en: 'Held against' },
  difference: { zh: '相差（判断用区间）', en: 'Difference (interval it rests on)' },
  judgement: { zh: '判断', en: 'Reads' },
  points: { zh: '个百分点', en: 'points' },
  own: { zh: '本人', en: 'Own' },
  ofProject: { zh: '本项目', en: 'This project' },
  peers: { zh: '同伴', en: 'Peers' },
  behaviour: { zh: '只改这一个行为', en: 'The one behaviour to work on' },
  behaviourNow: { zh: '现在', en: 'Now' },
  peersNow: { zh: '同伴', en: 'Peers' },
  sharedBy: {
    zh: '可评的 {judged} 人里，另有 {showing} 人也这样（有 {peers} 个同伴可比）',
    en: 'Of {judged} people judged, {showing} others show it too ({peers} peers to compare with)',
  },
  sharedByProject: {
    zh: '可评的 {judged} 人里有 {showing} 人这样：是项目的事，不是哪个人的事',
    en: 'Of {judged} people judged, {showing} show it: the project, not a person',
  },
  ofWhole: { zh: '按项目整体判断', en: 'Judged on the project as a whole' },
  calls: { zh: '查看背后的通话', en: 'See the calls behind' },
  verification: { zh: '验证', en: 'Verification' },
  verificationHelp: {
    zh: '（本人做之后 − 本人做之前）−（同伴同期之后 − 同伴同期之前）。同伴一起变的部分扣掉，剩下的才算。95% 区间不含 0 才说有变化；误说“有改善”的机会不超过 4.5%，误说“有所下降”不超过 0.5%。',
    en: '(own after − own before) − (peers after − peers before): what everybody moved by is taken off. A change is claimed only where the 95% interval leaves out zero; “better” is said wrongly at most in 4.5% of cases, “worse” in 0.5%.',
  },
  before: { zh: '之前', en: 'Before' },
  after: { zh: '之后', en: 'After' },
  change: { zh: '比同伴多变化', en: 'Moved beyond peers' },
  notVerifiedYet: { zh: '做完以后 {days} 天验证', en: 'Verified {days} days after it is done' },
  verifiedOn: { zh: '{day} 之后验证', en: 'To be verified after {day}' },
  story: { zh: '处理过程', en: 'Story' },
  note: { zh: '记录', en: 'Note' },
  addNote: { zh: '添加记录', en: 'Add a note' },
  saved: { zh: '已保存', en: 'Saved' },
  dismissNow: { zh: '不处理', en: 'Dismiss' },
  dismissTitle: { zh: '不处理的原因', en: 'Why nothing is done about it' },
  reason: { zh: '原因', en: 'Reason' },
  open: { zh: '打开', en: 'Open' },
  // Rules
  rules: { zh: '诊断规则', en: 'Rules of diagnosis' },
  rulesHelp: {
    zh: '每条规则用 2–4 个指标一起看，一个指标说不清的事，组合起来才看得清。规则每过一个窗口看一次，天天看会把偶然当成毛病。',
    en: 'A rule reads two to four measures together, for what one alone cannot tell. It looks once a window: looking every day would take chance for a fault.',
  },
  addRule: { zh: '新建规则', en: 'New rule' },
  builtIn: { zh: '内置组合', en: 'Comes with the product' },
  ownRule: { zh: '自建', en: 'Written here' },
  on: { zh: '启用', en: 'On' },
  unsettled: { zh: '未了结', en: 'Unsettled' },
  lastLook: { zh: '最近一次', en: 'Last look' },
  looked: {
    zh: '{campaign}：评了 {judged} 人，样本不足 {tooFew} 人，没有同伴 {withoutPeers} 人，提出 {found} 条',
    en: '{campaign}: {judged} judged, {tooFew} with too small a sample, {withoutPeers} without peers, {found} found',
  },
  noLook: { zh: '还没有看过', en: 'Not looked yet' },
  noPeers: { zh: '没有同伴：未评', en: 'No peers: not judged' },
  versions: { zh: '第 {version} 版', en: 'Version {version}' },
  ruleName: { zh: '规则名称', en: 'Name' },
  why: { zh: '说明什么', en: 'What it tells' },
  subject: { zh: '评谁', en: 'Who is judged' },
  measures: { zh: '指标（2–4 个）', en: 'Measures (2 to 4)' },
  peerGroup: { zh: '和谁比', en: 'Compared with' },
  windowDays: { zh: '窗口（有通话的天数）', en: 'Window (days with calls)' },
  minimumSample: { zh: '至少多少通', en: 'Least agent calls' },
  sharedFrom: { zh: '多少人如此算项目的事', en: 'Project’s matter from' },
  verifyAfterDays: { zh: '做完后几天验证', en: 'Days until verified' },
  daysUnit: { zh: '天', en: 'days' },
  callsUnit: { zh: '通', en: 'calls' },
  branches: { zh: '分支', en: 'Branches' },
  branchesHelp: {
    zh: '从上往下看，第一个全部成立的就是结论。',
    en: 'Read from the top; the first that holds is the finding.',
  },
  branchName: { zh: '分支名称', en: 'Name of the branch' },
  addBranch: { zh: '加一个分支', en: 'Add a branch' },
  removeBranch: { zh: '删除分支', en: 'Remove branch' },
  conditions: { zh: '条件（同时成立）', en: 'Conditions (all of them)' },
  addCondition: { zh: '加一个条件', en: 'Add a condition' },
  remove: { zh: '删除', en: 'Remove' },
  condition: { zh: '条件', en: 'Condition' },
  side: { zh: '方向', en: 'Side' },
  against: { zh: '比什么', en: 'Against' },
  by: { zh: '至少相差', en: 'By at least' },
  fixedValue: { zh: '固定值', en: 'Value' },
  alone: { zh: '只有个人如此', en: 'Where one person shows it' },
  shared: { zh: '项目里多人如此', en: 'Where the project shows it' },
  findingWords: { zh: '结论', en: 'Finding' },
  behaviourField: { zh: '只改哪个行为', en: 'Behaviour to work on' },
  preview: { zh: '试算', en: 'Try it' },
  previewTitle: { zh: '若已启用，最近一个窗口会提出', en: 'Had it been on, the last window would have told of' },
  previewNone: { zh: '不会提出任何诊断', en: 'Nothing at all' },
  save: { zh: '保存', en: 'Save' },
  ruleSaved: { zh: '规则已保存', en: 'Rule saved' },
  removeRule: { zh: '删除规则', en: 'Remove rule' },
  ruleRemoved: { zh: '规则已删除', en: 'Rule removed' },
  // Pictures
  pictures: { zh: '组合看图', en: 'Combinations' },
  picturesHelp: {
    zh: '三张图看时间、节奏和成果。分界线是同伴的中位数，图上的位置不是排名；空心灰点样本不足，不评。',
    en: 'Time, pace and results in three pictures. Lines stand at the median of peers; places are no ranks. Hollow grey marks have too small a sample to say anything.',
  },
  picture1: { zh: '组合一：时间用在哪里', en: 'Combination 1: where the time goes' },
  picture2: {
    zh: '组合二：未成交通话均长与每小时次数',
    en: 'Combination 2: length of refused calls and calls per hour',
  },
  picture3: { zh: '组合三：成功量×成功率', en: 'Combination 3: successes × success rate' },
  successValue: { zh: '成功值', en: 'Success value' },
  successValueHelp: {
    zh: '成功值 = 成功量 × 成功率。时间长一倍，成功值也大一倍，所以另看每签入小时。再多打一通，成功机会要超过现有成功率的一半，成功值才会增加。',
    en: 'Successes × success rate. It doubles with the period, so see it by the signed-in hour too. One more call raises it only where its chance is above half the present rate.',
  },
  perHour: { zh: '每签入小时', en: 'Per signed-in hour' },
  from: { zh: '从', en: 'From' },
  days: { zh: '日期', en: 'Days' },
  refusalLength: { zh: '未成交通话均长', en: 'Length of refused calls' },
  successLength: { zh: '成交通话均长', en: 'Length of successes' },
  callsPerHour: { zh: '每小时次数', en: 'Calls per hour' },
  successes: { zh: '成功量', en: 'Successes' },
  successRate: { zh: '成功率', en: 'Success rate' },
  aside: { zh: '{what}（{aside}）', en: '{what} ({aside})' },
  reads: { zh: '看出什么', en: 'Reads' },
  talking: { zh: '通话', en: 'Talking' },
  idle: { zh: '空闲', en: 'Idle' },
  notReady: { zh: '示忙', en: 'Not ready' },
  otherTime: { zh: '其他（话后、拨号、休息等）', en: 'Other (wrap-up, dialling, breaks)' },
  chooseCampaign: { zh: '先选一个外呼项目', en: 'Choose a campaign' },
  // Own coaching
  ownCoaching: { zh: '我的辅导', en: 'My coaching' },
  ownHelp: {
    zh: '一次只练一个动作。数字只和项目上大家的平均比，没有排名，也不影响考核。',
    en: 'One thing at a time. Figures are held against everybody on the project together; there is no rank and no penalty.',
  },
  ownNone: { zh: '现在没有辅导任务', en: 'No coaching task now' },
  ownFirst: { zh: '开始时', en: 'At first' },
  ownNow: { zh: '后来', en: 'Later' },
  ownPeers: { zh: '项目上大家', en: 'Everybody' },
  ownLeader: { zh: '一起练的人', en: 'Together with' },
  ownVerify: { zh: '{day} 之后一起看效果', en: 'We look at the effect after {day}' },
  ownTaken: { zh: '正在一起练', en: 'Practising together' },
  ownBetter: { zh: '练出效果了，谢谢你的坚持', en: 'It shows: thank you for keeping at it' },
  ownNotProven: {
    zh: '还看不出变化，可能是次数太少，继续练',
    en: 'No change to be seen yet, perhaps for lack of calls; keep at it',
  },
  ownWorse: { zh: '换个练法试试，和班长一起看看', en: 'Let us try another way; talk it over with your leader' },
} as const satisfies Record<string, Words>
