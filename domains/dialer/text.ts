import type { Words, WordsWith } from '#contract/words.ts'
import { outcomeKindWords } from '#domains/calls/text.ts'
import { type HangupCause, hangupCauses } from '#domains/telephony/contract.ts'
import type { BindingKind, Dialling, Stock } from './contract.ts'

/** The words of dialling. */
export const text = {
  why: { zh: '拨号状态', en: 'Dialling' },
  explained: {
    zh: '此刻限制拨号的是什么，以及名单还剩多少。数据来自正在拨号的进程，随变化推送。',
    en: 'What limits dialling at this instant, and what is left of the list. Told by the process that dials, as it changes.',
  },
  stock: { zh: '名单剩余', en: 'The list' },
  stockTotal: { zh: ({ n }: { n: string }) => `共 ${n} 条`, en: ({ n }: { n: string }) => `${n} contacts` },
  due: { zh: '现在可拨', en: 'Due now' },
  resting: { zh: '未到再拨时间', en: 'Resting' },
  reserved: { zh: '拨打中或待拨', en: 'In hand' },
  signedIn: { zh: '签入', en: 'Signed in' },
  ready: { zh: '空闲', en: 'Ready' },
  dialing: { zh: '振铃', en: 'Dialling' },
  talking: { zh: '通话', en: 'Talking' },
  wrapUp: { zh: '话后', en: 'Wrap-up' },
  paused: { zh: '示忙', en: 'Paused' },
  inFlight: { zh: '在途呼叫', en: 'Calls under way' },
  waiting: { zh: '待接（已应答无坐席）', en: 'Answered, nobody free' },
  abandonedCalls: { zh: '呼损呼叫', en: 'Abandoned calls' },
  callId: { zh: '通话编号', en: 'Call' },
  placedAt: { zh: '拨出时间', en: 'Placed' },
  answeredAt: { zh: '接听时间', en: 'Answered' },
  number: { zh: '号码', en: 'Number' },
  secondsOnLine: { zh: '接听后在线秒数', en: 'Seconds on the line' },
  messagePlayed: { zh: '已播完安全提示音', en: 'Safe-harbour message played' },
  redialled: { zh: '再次拨打的通话编号', en: 'Called again in' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  emptyList: {
    zh: '还没有待拨客户：项目启动时从名单取入',
    en: 'No contacts yet: they are taken from the list as the campaign starts',
  },
} satisfies Record<string, Words | WordsWith<never>>

/** What a sentence about dialling is made of; moments come as text of the reader's site. */
export type Situation = {
  dialling: Dialling
  stock: Stock | undefined
  until: string | undefined
  count: (n: number) => string
}

const plain = (zh: string, en: string) => ({ zh: () => zh, en: () => en })

/** How many rest: as the dialer counted them, else as the list has it. */
const restingIn = ({ dialling, stock, count }: Omit<Situation, 'until'>): string | undefined => {
  const known = dialling.resting ?? (stock && stock.waiting + dialling.inMemory)
  return known === undefined ? undefined : ` ${count(known)}`
}

/** Why a campaign is dialling as it is, in a sentence. */
export const sentences: Record<BindingKind, WordsWith<Situation>> = {
  dialling: {
    zh: ({ dialling, count }) =>
      `正在拨打：在途 ${count(dialling.callsInFlight)} 通，空闲坐席 ${count(dialling.agents.ready)} 名`,
    en: ({ dialling, count }) =>
      `Dialling: ${count(dialling.callsInFlight)} calls under way, ${count(dialling.agents.ready)} agents free`,
  },
  allAgentsBusy: {
    zh: ({ dialling, count }) => `${count(dialling.agents.signedIn)} 名坐席都在忙，有人空闲就拨下一通`,
    en: ({ dialling, count }) =>
      `All ${count(dialling.agents.signedIn)} agents are busy; the next call goes out as soon as one is free`,
  },
  noAgents: plain('没有坐席签入本项目，所以没有拨打', 'No agent is signed in to this campaign, so nobody is called'),
  customerWaiting: {
    zh: ({ dialling, count }) => `${count(dialling.callsWaitingForAgent)} 位客户已接听、在等坐席，先不拨新的`,
    en: ({ dialling, count }) =>
      `${count(dialling.callsWaitingForAgent)} customers have answered and wait for an agent; nobody else is called first`,
  },
  heldBack: {
    zh: ({ dialling }) => `合规规则暂停外呼：${dialling.why?.zh ?? '详见拦截记录'}`,
    en: ({ dialling }) => `Held back by a rule: ${dialling.why?.en ?? 'see what was blocked'}`,
  },
  ledgerSpent: plain(
    '呼损额度已用完，暂按每位空闲坐席一通拨打，直到比例回落',
    'Abandoned calls have reached the target; one call for each free agent until the share has fallen again',
  ),
  networkFault: plain(
    '线路故障：运营商拒绝呼叫，每秒试拨一通',
    'The network refuses calls; one a second finds out when it carries them again',
  ),
  lineLimit: {
    zh: ({ dialling, count }) => `线路已占满：本项目在途 ${count(dialling.callsInFlight)} 通，有线路空出就拨下一通`,
    en: ({ dialling, count }) =>
      `All lines are in use: ${count(dialling.callsInFlight)} calls of this campaign; the next goes out as a line comes free`,
  },
  callsPerSecond: plain(
    '达到线路每秒可发起的呼叫数，下一秒继续',
    'The line takes no more calls in this second; dialling goes on in the next',
  ),
  nodesAway: plain(
    '电话节点都不可用，暂停拨打，不占用客户的拨打次数；恢复后自动继续',
    'No telephone node is up: nobody is called and no attempt is used up; dialling goes on by itself once one is back',
  ),
  trunksShut: plain(
    '没有可用线路：线路已停用，或运营商拒绝过多而暂停；系统自动试拨，恢复后继续，不占用客户的拨打次数',
    'No trunk takes calls: they are off, or their carriers refused too many. Trial calls find out when one does; waiting uses up no attempt',
  ),
  agentsDialThemselves: plain(
    '坐席自己按“拨打”，系统不自动外呼',
    'Agents press “dial” themselves; nothing is dialled by machine',
  ),
  loading: plain('正在从名单取下一批客户', 'Taking the next contacts from the list'),
  inBooks: plain(
    '剩余名单已分配给未签入的坐席；他们签入或名单收回后继续',
    'What is left is assigned to agents who are away; it goes on when they sign in or the contacts are taken back',
  ),
  listDone: {
    zh: ({ stock, count }) => `名单已拨完${stock ? `：${count(stock.closed)} 条全部有结果` : ''}`,
    en: ({ stock, count }) => `The list is done${stock ? `: all ${count(stock.closed)} contacts are settled` : ''}`,
  },
  databaseAway: plain(
    '数据库暂时不可用，恢复后自动继续',
    'The database is away; dialling goes on by itself once it is back',
  ),
  stopping: plain('项目没有在运行，不拨打任何客户', 'The campaign is not running; nobody is called'),
  outsideHours: {
    zh: ({ until }) => (until ? `不在外呼时段，${until} 开始拨打` : '不在外呼时段，项目日期内已没有外呼时段'),
    en: ({ until }) =>
      until
        ? `Outside calling hours; dialling begins ${until}`
        : 'Outside calling hours, and none are left before the campaign ends',
  },
  resting: {
    zh: ({ until, ...known }) =>
      `剩余${restingIn(known)?.concat(' 条') ?? '名单'}未到再拨时间${until ? `，最早 ${until}` : ''}`,
    en: ({ until, ...known }) => {
      const left = restingIn(known)
      return `${left ? `The${left} contacts left are` : 'All contacts left are'} resting${until ? `; the first is due ${until}` : ''}`
    },
  },
}

const furtherReasons: Record<string, Words> = {
  ...outcomeKindWords,
  attemptsUsed: { zh: '拨打次数用完', en: 'Attempts used up' },
  batchReverted: { zh: '批次已撤回', en: 'Batch taken back' },
  screened: { zh: '筛选剔除', en: 'Screened out' },
  onNationalRegistry: { zh: '已登记谢绝来电', en: 'On the national registry' },
  consentWithdrawn: { zh: '已撤回同意', en: 'Consent withdrawn' },
  consentMissing: { zh: '没有同意', en: 'No consent' },
  refusedForEver: { zh: '曾经拒绝', en: 'Refused before' },
}
/** Why a contact is called no more. */
export const closeReasonWords = (reason: string): Words =>
  furtherReasons[reason] ?? hangupCauses[reason as HangupCause] ?? { zh: reason, en: reason }
