import { bankDistribution } from '#adapters/simulator/bank-distribution.ts'
import { bankProfile } from '#adapters/simulator/bank-profile.ts'
import type { Behaviour } from '#adapters/simulator/call-script.ts'
import { chanceOf, oneOf } from '#adapters/simulator/chance.ts'
import { behaviourByDistribution, type Profile, type Segments } from '#adapters/simulator/distribution-behaviour.ts'
import type { RoleCode } from '#contract/role.ts'
import { type CallingHours, weekdays } from '#domains/campaigns/server/public.ts'
import type { RawRow } from '#domains/lists/server/public.ts'
import { answersSurveys } from './demo-callers.ts'
import { nameBy } from './names.ts'

/** The demo centre: three sites, five teams of twelve, three campaigns, every role. Numbers are practice numbers. */
export const demoSites = [
  { name: '上海职场', prefix: 'SH', teams: ['上海一班', '上海二班'] },
  { name: '成都职场', prefix: 'CD', teams: ['成都一班', '成都二班'] },
  { name: '武汉职场', prefix: 'WH', teams: ['武汉一班'] },
] as const
export const agentsPerTeam = 12

/** Targets as their past leads to expect: one on its plan, one behind it with a list that does not suffice, one just on it. */
export const demoCampaigns = [
  {
    site: 0,
    name: '信用卡账单分期',
    product: '账单分期',
    type: 'sales',
    purpose: 'grow',
    callerId: '02160000000',
    moreCallerIds: [],
    mode: 'predictive',
    jurisdiction: 'cn-bank',
    hourCost: 68,
    contacts: 6000,
    sinceWorkday: 0,
    target: 2000,
    daysLeft: 14,
    words: '{name}您好，我是钟鸣银行客户经理。您本期账单可以办理分期，每月只需还一小部分，耽误您一分钟可以吗？',
  },
  {
    site: 1,
    name: '老客户满意度调查',
    product: '客户服务',
    type: 'satisfaction',
    purpose: 'retain',
    callerId: '14200000201',
    moreCallerIds: ['14200000204'],
    mode: 'progressive',
    jurisdiction: 'cn',
    hourCost: 52,
    contacts: 5000,
    sinceWorkday: 0,
    target: 2600,
    daysLeft: 14,
    words: '{name}您好，这里是钟鸣银行客服。想请您用一分钟评价一下近期的服务，您现在方便吗？',
  },
  {
    site: 2,
    name: '新品发布会邀请',
    product: '钟鸣手机',
    type: 'invitation',
    purpose: 'acquire',
    callerId: '14200000202',
    moreCallerIds: ['14200000203'],
    mode: 'preview',
    jurisdiction: 'cn',
    hourCost: 52,
    contacts: 2500,
    sinceWorkday: 10,
    target: 720,
    daysLeft: 10,
    words: '{name}您好，我是钟鸣银行的活动专员。下周六我们举办新品发布会，想邀请您参加，您那天有空吗？',
  },
] as const

/** One password for all demo accounts, printed at start and on the sign-in page; demo databases only. */
export const demoPassword = 'carillon-demo'

export const demoAccounts: readonly {
  loginName: string
  name: string
  post: RoleCode
  team?: string
  site?: number
}[] = [
  { loginName: 'agent', name: '王小鸣', post: 'agent', team: '上海一班' },
  { loginName: 'agent2', name: '李晓钟', post: 'agent', team: '成都一班' },
  { loginName: 'agent3', name: '周小武', post: 'agent', team: '武汉一班' },
  { loginName: 'group', name: '赵组长', post: 'groupLeader', team: '上海一班' },
  { loginName: 'leader', name: '陈班长', post: 'teamLeader', team: '上海一班' },
  { loginName: 'supervisor', name: '孙主管', post: 'supervisor', site: 0 },
  { loginName: 'manager', name: '林经理', post: 'campaignManager' },
  { loginName: 'director', name: '高总监', post: 'director' },
  { loginName: 'quality', name: '郑质检', post: 'qualityAnalyst' },
  { loginName: 'trainer', name: '梁老师', post: 'trainer', site: 0 },
  { loginName: 'recruiter', name: '宋招聘', post: 'recruiter', site: 0 },
  { loginName: 'planner', name: '许排班', post: 'planner' },
  { loginName: 'compliance', name: '韩合规', post: 'complianceOfficer' },
  { loginName: 'finance', name: '冯财务', post: 'finance' },
  { loginName: 'admin', name: '邓管理', post: 'administrator' },
]

/** The demo calls practice numbers around the clock, so that there is something to see at any hour. */
export const aroundTheClock: CallingHours = {
  windows: Object.fromEntries(
    weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
  ) as CallingHours['windows'],
  outsideUsualConfirmed: true,
}

const segmentsBy = (dimension: keyof typeof bankDistribution.successBySegment) =>
  Object.fromEntries(
    Object.entries(bankDistribution.successBySegment[dimension]).map(([segment, { contacts }]) => [segment, contacts]),
  )
const weights = { ageBand: segmentsBy('ageBand'), job: segmentsBy('job'), contact: segmentsBy('contact') }

const words: Record<string, string> = {
  '25to34': '25–34 岁',
  '35to44': '35–44 岁',
  '45to54': '45–54 岁',
  '55to64': '55–64 岁',
  from65: '65 岁以上',
  under25: '25 岁以下',
  'admin.': '行政',
  'blue-collar': '工人',
  entrepreneur: '企业主',
  housemaid: '家政',
  management: '管理',
  retired: '退休',
  'self-employed': '个体',
  services: '服务业',
  student: '学生',
  technician: '技术',
  unemployed: '待业',
  unknown: '未知',
  cellular: '手机',
  telephone: '固话',
}

/** Segments in the shares measured on the bank's contacts, always the same for one number. */
export const segmentsOf = (number: string): Segments => {
  const chance = chanceOf('segments', number)
  return {
    ageBand: oneOf(chance, weights.ageBand),
    job: oneOf(chance, weights.job),
    contact: oneOf(chance, weights.contact),
  }
}

/** Contacts `from` … `from + count` of a campaign's list. */
export const demoRows = function* (campaign: number, from: number, count: number): Generator<RawRow> {
  for (let index = from; index < from + count; index++) {
    const local = `142${campaign}${String(index).padStart(7, '0')}`
    const { ageBand = '', job = '', contact = '' } = segmentsOf(`+86${local}`)
    yield {
      number: local,
      name: nameBy(chanceOf('name', local)),
      attributes: { 年龄段: words[ageBand] ?? ageBand, 职业: words[job] ?? job, 联系方式: words[contact] ?? contact },
    }
  }
}

/** The bank's customers, reachable at night as well: the demo's hours are only for show. */
const reachableAlways: Profile = {
  ...bankProfile,
  reachedByHour: bankProfile.reachedByHour.map((factor) => Math.max(0.9, factor)),
}
export const demoBehaviour: Behaviour = answersSurveys(
  behaviourByDistribution({ profile: reachableAlways, segmentsOf }),
)
