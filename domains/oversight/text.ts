import type { Words, WordsWith } from '#contract/words.ts'
import type { Advice, Finding } from './number-health.ts'

/** The words of the compliance desk. */
export const text = {
  desk: { zh: '合规台', en: 'Compliance desk' },
  deskHelp: {
    zh: '合规专员每天先看这里：今天拦下了什么，禁呼多快生效，哪些号码该休眠，哪些记录到期。每个数字都可以点开。',
    en: 'Where the compliance officer begins: what was blocked today, how fast a “no more calls” takes effect, which numbers should rest, which records are due. Every figure opens what is behind it.',
  },
  // Figures
  blocksToday: { zh: '今日拦截', en: 'Blocked today' },
  blocksTodayHelp: {
    zh: '今天被拨打前检查拦下的客户数；同一客户同一原因只算一次',
    en: 'Contacts the gate held back today; each once per reason',
  },
  timesHeld: { zh: (count: string) => `共拦下 ${count} 次`, en: (count: string) => `${count} times in all` },
  addedToday: { zh: '今日新增禁呼', en: 'Do-not-call, new today' },
  standing: { zh: (count: string) => `现有 ${count} 个生效`, en: (count: string) => `${count} in force` },
  effectTime: { zh: '禁呼生效时延（中位）', en: 'Do-not-call takes effect (median)' },
  effectTimeHelp: {
    zh: '从说“别再打”到写入台账的时间，最近 30 天。拨号进程在听到的那一刻就已停拨，写入之后重启也不会忘。',
    en: 'From “no more calls” to the record, over 30 days. The dialling process holds it from the instant it is told; once on record a restart keeps it too.',
  },
  ms: { zh: '毫秒', en: 'ms' },
  p99: { zh: (ms: string) => `99% 不超过 ${ms} 毫秒`, en: (ms: string) => `99 % within ${ms} ms` },
  dialledAll: { zh: '禁呼后仍拨出（24 小时）', en: 'Dialled although forbidden (24 h)' },
  dialledAllHelp: {
    zh: '拨出那一刻号码已被禁呼的呼叫，应当始终为 0',
    en: 'Calls whose number was forbidden at the moment they went out; it should always be 0',
  },
  numbersToRest: { zh: '建议休眠的号码', en: 'Numbers to rest' },
  numbersToRestHelp: {
    zh: '按各号码自己的历史比较：接通明显下降、被标记、投诉、秒挂。休眠不是换号规避拦截。',
    en: 'Each compared with its own past: fewer answers, flags, complaints, hang-ups at once. Resting is not a way around blocks.',
  },
  numbersWatched: {
    zh: ({ watch, resting }: { watch: string; resting: string }) => `${watch} 个待观察，${resting} 个休眠中`,
    en: ({ watch, resting }: { watch: string; resting: string }) => `${watch} to watch, ${resting} resting`,
  },
  consent30d: { zh: '撤回同意（30 天）', en: 'Consent withdrawn (30 days)' },
  consentGiven: { zh: (count: string) => `同期新同意 ${count}`, en: (count: string) => `${count} given meanwhile` },
  dueRecords: { zh: '到期待删记录', en: 'Records due to go' },
  dueRecordsHelp: {
    zh: '超过最长保存天数、且不再作为证明的记录',
    en: 'Past the most days they may be kept, and no proof of anything that still holds',
  },
  nextDue: { zh: (day: string) => `最早一条 ${day} 到期`, en: (day: string) => `the next is due ${day}` },
  registryAge: { zh: '谢绝来电名单', en: 'National registry' },
  registryAgeHelp: {
    zh: '正在使用的名单距发布日的天数；超过规则要求后，需要核对它的项目会停止拨打',
    en: 'Days since the registry in use was published; beyond what the rules allow, campaigns that need it stop',
  },
  registryDays: { zh: '天前', en: 'days old' },
  noRegistry: { zh: '未导入', en: 'None' },
  // What needs somebody
  toDo: { zh: '待处理', en: 'Needs somebody' },
  allWell: { zh: '目前没有待处理事项', en: 'Nothing needs you just now' },
  rulesWaiting: {
    zh: (name: string) => `“${name}”的规则等待另一人批准`,
    en: (name: string) => `Rules of ${name} wait for a second person`,
  },
  holidaysMissing: {
    zh: (years: string) => `节假日日历缺少 ${years} 年`,
    en: (years: string) => `The holidays of ${years} are missing`,
  },
  numberRests: {
    zh: (number: string) => `号码 ${number} 建议休眠`,
    en: (number: string) => `${number} should rest`,
  },
  dialledForbidden: {
    zh: (count: string) => `有 ${count} 个呼叫拨给了已禁呼的号码，请立即核查`,
    en: (count: string) => `${count} calls went to forbidden numbers; look into it now`,
  },
  registryOld: {
    zh: (name: string) => `${name}需要更新`,
    en: (name: string) => `${name} needs renewing`,
  },
  open: { zh: '去处理', en: 'Open' },
  blocksByRule: { zh: '今日拦截原因', en: 'Why dials were blocked today' },
  noBlocks: { zh: '今天没有拦截', en: 'Nothing was blocked today' },
  // Blocks
  blocks: { zh: '拦截记录', en: 'Blocks' },
  rule: { zh: '规则', en: 'Rule' },
  reason: { zh: '原因', en: 'Reason' },
  contacts: { zh: '客户数', en: 'Contacts' },
  times: { zh: '次数', en: 'Times' },
  campaign: { zh: '外呼项目', en: 'Campaign' },
  customer: { zh: '客户', en: 'Customer' },
  number: { zh: '号码', en: 'Number' },
  dialKind: { zh: '拨打方式', en: 'Dialled by' },
  firstAt: { zh: '首次', en: 'First' },
  lastAt: { zh: '最近一次', en: 'Last' },
  until: { zh: '可再拨时间', en: 'May be called from' },
  blocksFile: { zh: '拦截记录', en: 'blocks' },
  // Number health
  numberHealth: { zh: '号码健康度', en: 'Number health' },
  numberHealthHelp: {
    zh: '最近 7 天与该号码自己之前 4 周比较，区间为 95%。一个迹象：观察；两个迹象，或接通率确定下降三分之一以上：建议休眠并申诉标记。换号只用于本地号码展示，不用于规避拦截。',
    en: 'The last 7 days against the number’s own 4 weeks before, with 95 % intervals. One sign: watch it; two, or a third of its answers surely gone: rest it and have the flags looked into. Numbers rotate for locality only, never to evade blocks.',
  },
  advice: { zh: '建议', en: 'Advice' },
  answerRate: { zh: '接通率（7 天）', en: 'Answered (7 days)' },
  pastRate: { zh: '之前 4 周', en: '4 weeks before' },
  change: { zh: '变化', en: 'Change' },
  shortShare: { zh: '秒挂占比', en: 'Hung up at once' },
  shortShareHelp: { zh: '坐席接通后不到 10 秒的通话', en: 'Conversations of less than 10 s' },
  complaints: { zh: '投诉', en: 'Complaints' },
  flags: { zh: '标记', en: 'Flags' },
  dials: { zh: '拨打量', en: 'Dials' },
  usedBy: { zh: '使用项目', en: 'Used by' },
  notInPool: { zh: '未登记', en: 'Not in the pool' },
  noNumbers: { zh: '最近没有使用任何主叫号码', en: 'No caller id has been used lately' },
  // Retention
  retention: { zh: '保存期限', en: 'Retention clocks' },
  retentionHelp: {
    zh: '每类记录在每个法域最短、最长保存多少天。每晚核对一次：未开启时只统计不删除；开启后删除超过最长天数的记录。未满最短天数的、以及仍在证明客户意愿或同意的，永不删除。',
    en: 'How long each kind of record is kept at least and at most. Every night it is gone through: switched off, it only counts; switched on, it deletes what is past the most. Nothing goes before its least, nor while it proves a wish or consent that holds.',
  },
  kind: { zh: '记录', en: 'Records' },
  jurisdiction: { zh: '法域', en: 'Jurisdiction' },
  allJurisdictions: { zh: '所有法域', en: 'All jurisdictions' },
  least: { zh: '最短保存', en: 'At least' },
  most: { zh: '最长保存', en: 'At most' },
  days: { zh: '天', en: 'days' },
  oldest: { zh: '最早一条', en: 'Oldest' },
  nextDeletion: { zh: '最近到期', en: 'Next due' },
  due: { zh: '已到期', en: 'Due now' },
  kept: { zh: '留作证明', en: 'Kept as proof' },
  deletion: { zh: '到期删除', en: 'Deletion' },
  on: { zh: '已开启', en: 'On' },
  off: { zh: '只统计', en: 'Counts only' },
  switchOn: { zh: '开启删除', en: 'Switch on' },
  switchOff: { zh: '关闭删除', en: 'Switch off' },
  switchOnTitle: {
    zh: (what: string) => `开启“${what}”的到期删除？`,
    en: (what: string) => `Delete ${what} that are past their time?`,
  },
  switchOnBody: {
    zh: ({ due, most }: { due: string; most: string }) =>
      `今晚将删除 ${due} 条超过 ${most} 天的记录，以后每晚如此。删除不可恢复。`,
    en: ({ due, most }: { due: string; most: string }) =>
      `Tonight ${due} records older than ${most} days go, and every night from then on. They cannot be brought back.`,
  },
  switchedOn: { zh: '已开启，今晚起生效', en: 'Switched on, from tonight' },
  switchedOff: { zh: '已关闭', en: 'Switched off' },
  changeRule: { zh: '修改保存期限', en: 'Change retention' },
  changeIt: { zh: '修改', en: 'Change' },
  actions: { zh: '操作', en: 'Actions' },
  saved: { zh: '已保存', en: 'Saved' },
  shorterSwitchesOff: {
    zh: '缩短最长天数后，到期删除会关闭，核对后再开启',
    en: 'With fewer days deletion is switched off until somebody has looked again',
  },
  lawZh: { zh: '依据（中文）', en: 'Basis in Chinese' },
  lawEn: { zh: '依据（英文）', en: 'Basis in English' },
  law: { zh: '依据', en: 'Basis' },
  runs: { zh: '每晚核对', en: 'Nightly runs' },
  runAt: { zh: '时间', en: 'At' },
  cutoff: { zh: '早于', en: 'Older than' },
  deleted: { zh: '已删除', en: 'Deleted' },
  dryRun: { zh: '试算', en: 'Dry run' },
  failed: { zh: '出错', en: 'Failed' },
  noRuns: { zh: '还没有核对记录，今晚会有第一次', en: 'No run yet; the first is tonight' },
  runResult: { zh: '结果', en: 'Result' },
  // Look up
  lookUp: { zh: '为什么没拨', en: 'Why not dialled' },
  lookUpHelp: {
    zh: '输入一个号码，看它在禁呼、同意、各项目名单里的状态，以及每次没拨出去的原因。',
    en: 'Give one number: how it stands on the do-not-call list, in consent and in each campaign, and why it was not dialled.',
  },
  wholeNumber: { zh: '完整号码', en: 'Whole number' },
  lookUpFirst: { zh: '请输入要查询的完整号码', en: 'Type the whole number you ask about' },
  mayBeCalled: { zh: '目前没有禁呼', en: 'Not on the do-not-call list' },
  mustNotBeCalled: { zh: '禁呼生效中', en: 'Must not be called' },
  doNotCall: { zh: '禁呼', en: 'Do not call' },
  consent: { zh: '同意', en: 'Consent' },
  inCampaigns: { zh: '各项目中的状态', en: 'In campaigns' },
  heldBack: { zh: '被拦下的原因', en: 'Why it was held back' },
  recentCalls: { zh: '最近呼叫', en: 'Recent calls' },
  nothing: { zh: '没有记录', en: 'Nothing on record' },
  notInLists: { zh: '没有任何项目的名单里有这个号码', en: 'No campaign has this number on its list' },
  since: { zh: '开始', en: 'Since' },
  ends: { zh: '截止', en: 'Until' },
  forEver: { zh: '长期', en: 'For ever' },
  lifted: { zh: '已解除', en: 'Ended' },
  holds: { zh: '生效中', en: 'In force' },
  state: { zh: '状态', en: 'State' },
  attempts: { zh: '已拨', en: 'Attempts' },
  dueAt: { zh: '计划拨打', en: 'Due' },
  callerId: { zh: '主叫号码', en: 'Caller id' },
  outcome: { zh: '结果', en: 'Outcome' },
} satisfies Record<string, Words | WordsWith<never>>

export const adviceWords: Record<Advice, Words> = {
  rest: { zh: '建议休眠', en: 'Rest it' },
  watch: { zh: '观察', en: 'Watch' },
  unknown: { zh: '用量太少', en: 'Too few calls' },
  good: { zh: '良好', en: 'Good' },
}
export const findingWords: Record<Finding, Words> = {
  answersHalved: { zh: '接通率下降三分之一以上', en: 'A third of its answers gone' },
  answersFell: { zh: '接通率下降', en: 'Answered less than before' },
  flagged: { zh: '被标记', en: 'Flagged' },
  complaints: { zh: '投诉偏多', en: 'Complaints' },
  shortCalls: { zh: '秒挂偏多', en: 'Hung up on at once' },
}
/** How a dial came about; a kind unknown here is shown by its name. */
export const dialKindWords: Readonly<Record<string, Words>> = {
  machine: { zh: '自动', en: 'Machine' },
  preview: { zh: '预览', en: 'Preview' },
  manual: { zh: '手工', en: 'By hand' },
  callback: { zh: '回访', en: 'Callback' },
}
/** What of a number is written where: how a contact of a campaign stands. */
export const contactStateWords: Readonly<Record<string, Words>> = {
  waiting: { zh: '等待拨打', en: 'Waiting' },
  reserved: { zh: '即将拨打', en: 'About to be called' },
  closed: { zh: '不再拨打', en: 'Closed' },
}
