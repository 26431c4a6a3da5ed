import { z } from 'zod'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract } from '#contract/route.ts'
import { Day, Instant } from '#contract/when.ts'

export const permissions = definePermissions('simulation', {
  read: {
    zh: '查看推演',
    en: 'See forecasts',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'finance'],
  },
  forecast: {
    zh: '推演外呼项目',
    en: 'Forecast campaigns',
    roles: ['supervisor', 'campaignManager', 'director', 'planner'],
  },
})

export const refusals = defineRefusals('simulation', {
  noSuchCampaign: { status: 404, text: { zh: '没有这个外呼项目', en: 'No such campaign' } },
  noSuchForecast: { status: 404, text: { zh: '没有这次推演', en: 'No such forecast' } },
  noList: {
    status: 409,
    text: { zh: '还没有选择名单，无从推演', en: 'No list has been chosen, so there is nothing to forecast' },
  },
  isOver: { status: 409, text: { zh: '项目已结束，不再推演', en: 'The campaign is over and is forecast no more' } },
  atWork: {
    status: 409,
    text: { zh: '该项目正在推演，请稍候或先取消', en: 'This campaign is being forecast; wait, or cancel that first' },
  },
  notAtWork: { status: 409, text: { zh: '这次推演已经结束', en: 'This forecast has ended already' } },
})

export const forecastReasons = ['asked', 'approved', 'started', 'nightly', 'tried'] as const
export const forecastStates = ['waiting', 'working', 'done', 'failed', 'cancelled'] as const
export const scoredMeasures = ['attempts', 'contacts', 'successes'] as const
export type ScoredMeasure = (typeof scoredMeasures)[number]

/** 8 of 10 times it ends between `low` and `high`. */
export const Band = z.object({ low: z.number(), median: z.number(), high: z.number() })
export type Band = z.output<typeof Band>

/** What the manager supposes otherwise than it is; absent: as it is. */
export const Changes = z.object({
  /** Agents at work in every calling hour. */
  agents: z.number().min(0).max(10_000).optional(),
  hoursPerDay: z.number().min(0.5).max(24).optional(),
  abandonTarget: z.number().min(0.001).max(0.03).optional(),
})
export type Changes = z.output<typeof Changes>

export const Inputs = z.object({
  /** Contacts still to be called. */
  contacts: z.int(),
  /** Agents at work, on average over the calling hours; null where there are none. */
  agents: z.number().nullable(),
  /** Calling hours of a day, on average. */
  hoursPerDay: z.number().nullable(),
  abandonTarget: z.number(),
  mode: z.string(),
})
/** What the forecast took for the campaign's rates, and from how many calls; null where nobody knows any. */
export const Rates = z.object({
  ownCalls: z.int(),
  alikeCalls: z.int(),
  centreCalls: z.int(),
  answerRate: z.number(),
  successRate: z.number(),
  talkSeconds: z.number(),
  wrapUpSeconds: z.number(),
})

export const ForecastDay = z.object({ day: Day, attempts: Band, contacts: Band, successes: Band })
export const ForecastResult = z.object({
  attempts: Band,
  contacts: Band,
  successes: Band,
  complaints: Band,
  abandoned: Band,
  burned: Band,
  agentHours: Band,
  finish: z.object({ low: Day.nullable(), median: Day.nullable(), high: Day.nullable() }),
  finishes: z.number(),
  stuck: z.enum(['nobodyToCall', 'noAgents', 'noHours']).nullable(),
  days: z.array(ForecastDay),
  thinnedBy: z.number(),
  runs: z.int(),
})

export const Forecast = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  reason: z.enum(forecastReasons),
  state: z.enum(forecastStates),
  progress: z.int(),
  changes: Changes,
  madeAt: Instant,
  madeByName: z.string(),
  startsAt: Instant.nullable(),
  inputs: Inputs.nullable(),
  rates: Rates.nullable(),
  result: ForecastResult.nullable(),
  /** Null also for readers it is not for. */
  costPerHour: z.number().nullable(),
})
export type Forecast = z.output<typeof Forecast>
export const ForecastLine = Forecast.pick({ id: true, reason: true, state: true, madeAt: true, madeByName: true })

const Counts = z.object({ attempts: z.int(), contacts: z.int(), successes: z.int() })
/** What has happened since a forecast began to count; cumulative by day. */
export const Actual = Counts.extend({
  since: Instant,
  /** The moment it was read. */
  at: Instant,
  complaints: z.int(),
  abandoned: z.int(),
  burned: z.int(),
  agentHours: z.number(),
  days: z.array(Counts.extend({ day: Day })),
})
export type Actual = z.output<typeof Actual>

/** How good forecasts were: those scored, and how many of them held what happened inside their band. */
export const Quality = z.object({
  measure: z.enum(scoredMeasures),
  forecasts: z.int(),
  inside: z.int(),
  /** Mean interval score against the median actual: smaller is better; null before anything is scored. */
  winkler: z.number().nullable(),
  pinball: z.number().nullable(),
})
export type Quality = z.output<typeof Quality>

export const ForecastView = z.object({
  /** The newest first; those that were only tried are left out. */
  made: z.array(ForecastLine),
  /** The one chosen, or the newest that is done. */
  shown: Forecast.nullable(),
  actual: Actual.nullable(),
  atWork: Forecast.nullable(),
  quality: z.object({ campaign: z.array(Quality), centre: z.array(Quality) }),
})
export type ForecastView = z.output<typeof ForecastView>

const campaign = z.object({ campaignId: z.uuid() })
const one = z.object({ forecastId: z.uuid() })

export const simulationContract = defineContract({
  getForecastView: {
    method: 'GET',
    path: '/campaigns/{campaignId}/forecast',
    title: { zh: '项目推演与实际', en: "A campaign's forecast beside what happened" },
    permission: permissions.read,
    params: campaign,
    query: z.object({ forecastId: z.uuid().optional() }),
    reply: ForecastView,
    refusals: [refusals.noSuchCampaign, refusals.noSuchForecast],
  },
  makeForecast: {
    method: 'POST',
    path: '/campaigns/{campaignId}/forecasts',
    title: { zh: '推演一个项目', en: 'Forecast a campaign' },
    permission: permissions.forecast,
    params: campaign,
    /** With `changes` it is only tried: it is not scored and soon forgotten. */
    body: z.object({ changes: Changes.default({}) }),
    reply: Forecast,
    refusals: [refusals.noSuchCampaign, refusals.noList, refusals.isOver, refusals.atWork],
  },
  getForecast: {
    method: 'GET',
    path: '/forecasts/{forecastId}',
    title: { zh: '查看一次推演', en: 'Read a forecast' },
    permission: permissions.read,
    params: one,
    reply: Forecast,
    refusals: [refusals.noSuchForecast],
  },
  cancelForecast: {
    method: 'POST',
    path: '/forecasts/{forecastId}/cancel',
    title: { zh: '取消一次推演', en: 'Cancel a forecast' },
    permission: permissions.forecast,
    params: one,
    reply: Forecast,
    refusals: [refusals.noSuchForecast, refusals.notAtWork],
  },
})
export const { getForecastView, makeForecast, getForecast, cancelForecast } = simulationContract
