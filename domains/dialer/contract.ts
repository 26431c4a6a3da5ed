import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { defineTopic } from '#contract/topic.ts'
import { Day, Instant } from '#contract/when.ts'
import { permissions as callPermissions } from '#domains/calls/contract.ts'
import { Campaign, refusals as campaignRefusals } from '#domains/campaigns/contract.ts'
import { Abandoned, AbandonedQuery } from './evidence.ts'
import { IdleDay, IdleQuarter, IdleToday, Ledger, Prediction } from './explanation.ts'

export type { AbandonedCall, AnswerShare } from './evidence.ts'

export const permissions = definePermissions('dialer', {
  watch: {
    zh: '查看拨号状态',
    en: 'See how dialling goes',
    roles: ['groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'administrator'],
  },
})

export const refusals = defineRefusals('dialer', {
  nothingOffered: { status: 409, text: { zh: '当前没有待拨打的客户', en: 'No contact is offered to you right now' } },
  notRunning: { status: 409, text: { zh: '该项目没有在运行', en: 'This campaign is not running' } },
  notYourTeams: {
    status: 403,
    text: { zh: '该项目没有分给您的班组', en: 'This campaign is not given to your team' },
  },
  promisedToColleague: {
    status: 409,
    text: { zh: '该客户已约好由同事回拨', en: 'A colleague has promised to call this customer back' },
  },
  assignedToColleague: {
    status: 409,
    text: { zh: '该客户已分配给其他坐席', en: 'This contact is assigned to a colleague' },
  },
  outsideHours: {
    status: 409,
    text: { zh: '不在外呼时段内，不能拨打', en: 'Outside calling hours; nobody may be called' },
  },
  noLine: {
    status: 409,
    text: { zh: '线路已占满，请稍后再拨', en: 'All lines are in use; try again in a moment' },
  },
  noWayOut: {
    status: 503,
    text: {
      zh: '电话节点或线路不可用，暂时不能拨打；恢复后即可再拨，不占用客户的拨打次数',
      en: 'No telephone node or trunk of ours takes calls now; try again once one does. No attempt of the contact is used up',
    },
  },
  contactTaken: {
    status: 409,
    text: {
      zh: '该客户正在被拨打、已完成或在禁呼名单中',
      en: 'This contact is being called, is done, or must not be called',
    },
  },
})

/** What keeps a campaign from placing another call. */
export const bindings = {
  dialling: { zh: '正常拨打', en: 'Dialling' },
  allAgentsBusy: { zh: '坐席都在忙', en: 'All agents are busy' },
  customerWaiting: { zh: '有客户在等坐席', en: 'A customer is waiting for an agent' },
  ledgerSpent: { zh: '呼损额度已用完', en: 'The abandon ledger is spent' },
  heldBack: { zh: '合规规则暂停外呼', en: 'Held back by a rule' },
  networkFault: { zh: '线路故障', en: 'The network refuses calls' },
  lineLimit: { zh: '线路已占满', en: 'All lines are in use' },
  callsPerSecond: { zh: '达到每秒呼叫上限', en: 'No more calls in this second' },
  nodesAway: { zh: '电话节点不可用', en: 'No telephone node is up' },
  trunksShut: { zh: '没有可用线路', en: 'No trunk takes calls' },
  noAgents: { zh: '没有坐席签入', en: 'No agent is signed in' },
  agentsDialThemselves: { zh: '由坐席自行拨打', en: 'Agents dial themselves' },
  loading: { zh: '正在取名单', en: 'Loading contacts' },
  inBooks: { zh: '剩余名单已分配给未签入的坐席', en: 'The rest is in the books of agents who are away' },
  listDone: { zh: '名单已拨完', en: 'The list is done' },
  databaseAway: { zh: '数据库暂时不可用', en: 'The database is away' },
  stopping: { zh: '未在运行', en: 'Not running' },
  outsideHours: { zh: '不在外呼时段', en: 'Outside calling hours' },
  resting: { zh: '剩余名单未到再拨时间', en: 'All remaining contacts are resting' },
} as const
export type BindingKind = keyof typeof bindings

/** Why a campaign is dialling as it is, this instant. */
export const Dialling = z.object({
  campaignId: z.uuid(),
  at: Instant,
  binding: z.enum(Object.keys(bindings) as [BindingKind, ...BindingKind[]]),
  until: Instant.nullable(),
  /** The rule that holds the whole campaign back, in words. */
  why: z.object({ zh: z.string(), en: z.string() }).nullish(),
  /** How many contacts rest, where that is what binds and as far as known. */
  resting: z.int().nullable(),
  agents: z.object({
    signedIn: z.int(),
    ready: z.int(),
    dialing: z.int(),
    talking: z.int(),
    wrapUp: z.int(),
    paused: z.int(),
  }),
  callsInFlight: z.int(),
  callsWaitingForAgent: z.int(),
  inMemory: z.int(),
  /** Null while nobody dials for the campaign. */
  mode: Campaign.shape.mode.nullable(),
  lineLimit: z.int().nullable(),
  /** Null where nothing is predicted. */
  prediction: Prediction.nullable(),
  ledger: Ledger.nullable(),
  /** Null where no agent has been at work for the campaign today. */
  idle: IdleToday.nullable(),
})
export type Dialling = z.infer<typeof Dialling>

export type Stock = z.infer<typeof Stock>
export const Stock = z.object({
  waiting: z.int(),
  due: z.int(),
  reserved: z.int(),
  closed: z.int(),
  nextDueAt: Instant.nullable(),
  byCloseReason: z.record(z.string(), z.int()),
})

const campaign = z.object({ campaignId: z.uuid() })
const days = z.object({ from: Day, to: Day })
export const dialling = defineTopic({ name: 'dialling', key: campaign, value: Dialling, permission: permissions.watch })

export const dialerContract = defineContract({
  getDialling: {
    method: 'GET',
    path: '/campaigns/{campaignId}/dialling',
    title: { zh: '为什么（没）在拨打', en: 'Why it is (not) dialling' },
    permission: permissions.watch,
    params: campaign,
    reply: Dialling,
    runsOn: 'telephony',
  },
  getStock: {
    method: 'GET',
    path: '/campaigns/{campaignId}/stock',
    title: { zh: '名单剩余', en: 'What is left of the list' },
    permission: permissions.watch,
    params: campaign,
    reply: Stock,
  },
  listIdleTime: {
    method: 'GET',
    path: '/campaigns/{campaignId}/idle-time',
    title: { zh: '坐席空等时间（按业务日和原因）', en: 'Idle time of agents, by business day and cause' },
    permission: permissions.watch,
    params: campaign,
    query: days,
    reply: z.array(IdleDay),
  },
  readIdleDay: {
    method: 'GET',
    path: '/campaigns/{campaignId}/idle-time/{day}',
    title: { zh: '一个业务日的空等时间（每 15 分钟）', en: 'Idle time of one business day, by the quarter of an hour' },
    permission: permissions.watch,
    params: campaign.extend({ day: Day }),
    reply: z.array(IdleQuarter),
  },
  exportIdleTime: {
    method: 'GET',
    path: '/campaigns/{campaignId}/idle-time.csv',
    title: { zh: '导出空等时间（每 15 分钟一行）', en: 'Export idle time, a row for each quarter of an hour' },
    permission: permissions.watch,
    params: campaign,
    query: days,
    reply: file,
  },
  listAbandoned: {
    method: 'GET',
    path: '/campaigns/{campaignId}/abandoned',
    title: { zh: '呼损呼叫：比例与逐通记录', en: 'Abandoned calls: their share, and each of them' },
    permission: permissions.watch,
    params: campaign,
    query: AbandonedQuery,
    reply: Abandoned,
    refusals: [campaignRefusals.notFound],
  },
  exportAbandoned: {
    method: 'GET',
    path: '/campaigns/{campaignId}/abandoned.csv',
    tellsOfPeople: true,
    title: { zh: '导出呼损呼叫（每通一行）', en: 'Export abandoned calls, one row each' },
    permission: callPermissions.export,
    params: campaign,
    reply: file,
    refusals: [campaignRefusals.notFound],
  },
})
export const { getDialling, getStock, listIdleTime, readIdleDay, exportIdleTime, listAbandoned, exportAbandoned } =
  dialerContract
