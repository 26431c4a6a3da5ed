import type { Words } from '#contract/words.ts'
import { type CampaignState, type DialMode, lacksSeller } from './campaign.ts'

/** The nine steps of managing telemarketing, in their order. */
export const gateSteps = [
  'goals',
  'cost',
  'list',
  'staffing',
  'script',
  'training',
  'reports',
  'incentives',
  'pacing',
] as const
export type GateStep = (typeof gateSteps)[number]

/** What a campaign can show by itself, without anybody's word. */
export type Readiness = {
  targetSuccesses: number
  startsOn: string | null
  endsOn: string | null
  listId: string | null
  recordCount: number
  teamIds: readonly string[]
  callerId: string
  mode: DialMode
  sellerId: string | null
  openingWords: string
}
export type Lack = 'noTarget' | 'noDates' | 'noList' | 'emptyList' | 'noTeam' | 'noCallerId' | 'noSeller' | 'noScript'

type Gate = {
  name: Words
  /** What whoever signs answers for. */
  checks: Words
  /** The move that waits for the signature. */
  before: 'approve' | 'start'
  /** What must be there before anybody may sign. */
  lacks: (campaign: Readiness) => Lack[]
}
const nothing = (): Lack[] => []
const when = (lack: Lack, lacking: boolean): Lack[] => (lacking ? [lack] : [])

/** Five steps of planning stand before approval, four of preparation before the first call. */
export const gates: Record<GateStep, Gate> = {
  goals: {
    name: { zh: '设定目标', en: 'Set goals' },
    checks: {
      zh: '成功目标明确、可衡量、可达到，并有起止日期',
      en: 'The goal is clear, measurable, within reach, and has dates',
    },
    before: 'approve',
    lacks: ({ targetSuccesses, startsOn, endsOn }) => [
      ...when('noTarget', targetSuccesses === 0),
      ...when('noDates', !startsOn || !endsOn),
    ],
  },
  cost: {
    name: { zh: '成本核算', en: 'Work out the cost' },
    checks: {
      zh: '人工、话费、名单、设备成本已核算，盈亏平衡成功率可达到',
      en: 'Labour, calls, list and equipment are costed, and the break-even success rate is within reach',
    },
    before: 'approve',
    lacks: nothing,
  },
  list: {
    name: { zh: '名单管理', en: 'Prepare the list' },
    checks: {
      zh: '名单来源合法，已去重、去无效、去禁呼，符合目标客户',
      en: 'The list has a lawful source, is free of duplicates, dead numbers and do-not-call, and fits the target group',
    },
    before: 'approve',
    lacks: ({ listId, recordCount }) => [
      ...when('noList', !listId),
      ...when('emptyList', !!listId && recordCount === 0),
    ],
  },
  staffing: {
    name: { zh: '人力资源计划', en: 'Plan the staff' },
    checks: {
      zh: '班组、人数和工时足以在期限内完成',
      en: 'Teams, heads and hours suffice to finish in time',
    },
    before: 'approve',
    lacks: ({ teamIds }) => when('noTeam', teamIds.length === 0),
  },
  script: {
    name: { zh: '应答文稿', en: 'Write the script' },
    checks: {
      zh: '开场白说明我是谁、代表谁、目的与好处，口语化且合规',
      en: 'The opening says who calls, for whom and why it is worth listening, in spoken words and within the rules',
    },
    before: 'approve',
    lacks: ({ openingWords }) => when('noScript', openingWords.trim() === ''),
  },
  training: {
    name: { zh: 'TSR 技能培训', en: 'Train the agents' },
    checks: {
      zh: '参加的坐席已学习产品与文稿并通关',
      en: 'Every agent on it has learnt product and script and passed',
    },
    before: 'start',
    lacks: nothing,
  },
  reports: {
    name: { zh: '管理报表', en: 'Agree on reports' },
    checks: {
      zh: '已约定看哪些指标、谁看、何时看',
      en: 'It is agreed which measures are read, by whom and when',
    },
    before: 'start',
    lacks: nothing,
  },
  incentives: {
    name: { zh: '激励机制', en: 'Agree on incentives' },
    checks: {
      zh: '奖励规则已公布；只奖励，不处罚',
      en: 'The rewards are known to all; there are rewards only, no penalties',
    },
    before: 'start',
    lacks: nothing,
  },
  pacing: {
    name: { zh: '进度管理', en: 'Plan the pace' },
    checks: {
      zh: '主叫号码、外呼时段与每日进度已安排，有应急办法',
      en: 'Caller id, calling hours and daily pace are set, and there is a plan for when something fails',
    },
    before: 'start',
    lacks: (campaign) => [
      ...when('noCallerId', campaign.callerId.trim() === ''),
      ...when('noSeller', lacksSeller(campaign)),
    ],
  },
}

export const gatesBefore = (move: 'approve' | 'start'): GateStep[] =>
  gateSteps.filter((step) => gates[step].before === move)
/** Which of the gates before that move nobody has signed. */
export const unsignedBefore = (move: 'approve' | 'start', signed: readonly string[]): GateStep[] =>
  gatesBefore(move).filter((step) => !signed.includes(step))
export const lacksOf = (campaign: Readiness, steps: readonly GateStep[] = gateSteps): Lack[] =>
  steps.flatMap((step) => gates[step].lacks(campaign))

/** Steps of planning are signed until approval, those of preparation until the first call. */
export const maySign = (state: CampaignState, step: GateStep): boolean =>
  state === 'draft' || state === 'inReview' || (state === 'ready' && gates[step].before === 'start')
