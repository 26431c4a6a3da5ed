import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { defineContract } from '#contract/route.ts'
import { plainText } from '#contract/text.ts'
import { Day, GivenInstant, Instant } from '#contract/when.ts'
import { groupings, noKey } from './measure.ts'
import { permissions, refusals } from './refusals.ts'
import { Measure, MeasuredGroup, Phrase } from './shapes.ts'

export { dictionaryContract } from './dictionary-contract.ts'
export { noKey } from './measure.ts'
export { permissions, refusals } from './refusals.ts'
export { Measure, Measured, MeasuredGroup } from './shapes.ts'

/** One sum of a frozen period, as it stood then, and in the version before where there is one. */
export const FrozenFigure = z.object({
  fact: z.string(),
  name: Phrase,
  unit: z.enum(['count', 'ms', 'money']),
  amount: z.number(),
  before: z.number().nullable(),
})
/** What may have changed in frozen days: calls, agent time, plans, people in post, and what is reported. */
export const LateSource = z.enum([
  ...(['call', 'time', 'plan', 'staff', 'order', 'survey', 'review', 'behaviour'] as const),
  ...(['questionnaire', 'complaint', 'help', 'session'] as const),
])
export type LateSource = z.infer<typeof LateSource>
export const FrozenPeriod = z.object({
  id: z.uuid(),
  fromDay: Day,
  toDay: Day,
  /** How often these very days were frozen, this time included. */
  version: z.int(),
  frozenAt: Instant,
  frozenByName: z.string(),
  openedAt: Instant.nullable(),
  openedByName: z.string(),
  openedWhy: z.string(),
  /** Quarters of an hour in which something changed since; not in the figures. */
  lateChanges: z.int(),
})
export type FrozenPeriod = z.infer<typeof FrozenPeriod>
/** What stands under every report: until when figures reach, by which clocks, and how much of them is frozen. */
export const PeriodState = z.object({
  asOf: Instant,
  clocks: z.array(z.object({ timeZone: z.string(), dayStartsAt: z.string() })),
  days: z.int(),
  frozenDays: z.int(),
  /** The highest version among the frozen days; null where none is. */
  version: z.int().nullable(),
  lateChanges: z.int(),
})
export type PeriodState = z.infer<typeof PeriodState>

export const CallBehind = z.object({
  id: z.uuid(),
  placedAt: Instant,
  campaignId: z.uuid(),
  attemptNumber: z.int(),
  state: z.string(),
  cause: z.string().nullable(),
  answeredBy: z.string().nullable(),
  talkMs: z.number(),
  wrapUpMs: z.number(),
  abandoned: z.boolean(),
  outcome: z.string().nullable(),
  outcomeKind: z.string().nullable(),
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  teamName: z.string().nullable(),
  maskedNumber: z.string(),
  recorded: z.boolean(),
  /** Changed after its day was frozen: told here as it was then. */
  changedSince: z.boolean(),
})
export type CallBehind = z.infer<typeof CallBehind>

/** How far calling brings a record, in the order of `metrics.stage_of`: whoever came to one came to all before it. */
export const calledStages = ['dialled', 'answered', 'connected', 'effective', 'succeeded'] as const
export type CalledStage = (typeof calledStages)[number]
export const Funnel = z.object({
  records: z.int(),
  valid: z.int(),
  dialled: z.int(),
  answered: z.int(),
  connected: z.int(),
  effective: z.int(),
  succeeded: z.int(),
})
export type Funnel = z.infer<typeof Funnel>

export const Progress = z.object({
  campaignId: z.uuid(),
  targetSuccesses: z.int(),
  records: z.int(),
  /** Called at least once. */
  attempted: z.int(),
  closed: z.int(),
  successes: z.int(),
})
export type Progress = z.infer<typeof Progress>

/** Business days of the site, both included. */
const Period = z.object({ from: Day, to: Day })
const Id = z.union([z.uuid(), z.literal(noKey)])
const Narrowed = Period.extend({
  teamId: Id.optional(),
  agentId: Id.optional(),
  batchId: Id.optional(),
  siteId: Id.optional(),
  product: z.string().max(120).optional(),
  region: z.string().max(60).optional(),
})
const commaSeparated = <T extends string>(part: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .max(4000)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(part).min(1).max(most))
const Codes = z.object({
  codes: commaSeparated(z.string().max(60), 60),
  by: commaSeparated(z.enum(groupings), 3).optional(),
})
const CampaignId = z.object({ campaignId: z.uuid() })
/** Where the last page of calls ended: the moment as the database writes it, and the call. */
const placeForm = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)([+-](?:0\d|1[0-4]))(:[0-5]\d)?\|([0-9a-f-]{36})$/
const isPlace = (after: string): boolean => {
  const [, day, time, hours, minutes = ':00', id] = placeForm.exec(after) ?? []
  return GivenInstant.safeParse(`${day}T${time}${hours}${minutes}`).success && z.guid().safeParse(id).success
}
const After = z.string().max(200).refine(isPlace, { message: 'no place in a list of calls' }).optional()
const period = [refusals.periodTooLong, refusals.periodBackwards]

export const metricsContract = defineContract({
  listMeasures: {
    method: 'GET',
    path: '/measures',
    title: { zh: '指标字典', en: 'Dictionary of measures' },
    permission: permissions.read,
    reply: z.array(Measure),
  },
  measure: {
    method: 'GET',
    path: '/measures/values',
    title: { zh: '指标取值', en: 'Values of measures' },
    permission: permissions.read,
    query: Narrowed.extend({ ...Codes.shape, campaignId: Id.optional() }),
    reply: z.array(MeasuredGroup),
    refusals: [refusals.noSuchMeasure, ...period],
  },
  measureCampaign: {
    method: 'GET',
    path: '/campaigns/{campaignId}/measures',
    title: { zh: '项目指标', en: 'Measures of a campaign' },
    permission: permissions.read,
    params: CampaignId,
    query: Narrowed.extend(Codes.shape),
    reply: z.array(MeasuredGroup),
    refusals: [refusals.noSuchCampaign, refusals.noSuchMeasure, ...period],
  },
  listCallsBehind: {
    method: 'GET',
    path: '/measures/{code}/calls',
    title: { zh: '指标背后的通话', en: 'The calls behind a number' },
    permission: permissions.drill,
    params: z.object({ code: z.string().max(60) }),
    query: Narrowed.extend({
      ...CursorQuery.shape,
      after: After,
      campaignId: Id.optional(),
      part: z.enum(['numerator', 'denominator']).default('numerator'),
      hour: z
        .string()
        .regex(/^[01]\d$|^2[0-3]$/)
        .optional(),
      /** `true`: instead what came or was changed after its day was frozen, as it is by now; none of it is in the figure. */
      late: z.enum(['true']).optional(),
    }),
    reply: cursorPageOf(CallBehind).extend({ late: z.int() }),
    refusals: [refusals.noSuchMeasure, refusals.notMadeOfCalls, ...period],
  },
  getPeriodState: {
    method: 'GET',
    path: '/measures/period',
    title: { zh: '时段的数据状态', en: 'State of a period’s figures' },
    permission: permissions.read,
    query: Period,
    reply: PeriodState,
    refusals: period,
  },
  listFrozenPeriods: {
    method: 'GET',
    path: '/frozen-periods',
    title: { zh: '数据冻结', en: 'Frozen figures' },
    permission: permissions.readPeriods,
    reply: z.array(FrozenPeriod),
  },
  getFrozenPeriod: {
    method: 'GET',
    path: '/frozen-periods/{periodId}',
    title: { zh: '冻结时的合计', en: 'Sums of a frozen period' },
    permission: permissions.readPeriods,
    params: z.object({ periodId: z.uuid() }),
    reply: FrozenPeriod.extend({
      figures: z.array(FrozenFigure),
      /** What changed since, by what it was: places in which something would be counted otherwise. */
      late: z.array(z.object({ source: LateSource, changes: z.int(), notedAt: Instant })),
    }),
    refusals: [refusals.noSuchPeriod],
  },
  freezePeriod: {
    method: 'POST',
    path: '/frozen-periods',
    title: { zh: '冻结业务日', en: 'Freeze business days' },
    permission: permissions.freeze,
    body: Period,
    reply: FrozenPeriod,
    refusals: [refusals.wholeCentreOnly, refusals.dayNotOver, refusals.alreadyFrozen, ...period],
  },
  openPeriod: {
    method: 'POST',
    path: '/frozen-periods/{periodId}/open',
    title: { zh: '重新打开冻结的业务日', en: 'Open frozen days again' },
    permission: permissions.freeze,
    params: z.object({ periodId: z.uuid() }),
    body: z.object({ why: plainText(400) }),
    reply: FrozenPeriod,
    refusals: [refusals.wholeCentreOnly, refusals.noSuchPeriod, refusals.notFrozen],
  },
  getCampaignHours: {
    method: 'GET',
    path: '/campaigns/{campaignId}/hours',
    title: { zh: '项目分时曲线', en: 'A campaign hour by hour' },
    permission: permissions.read,
    params: CampaignId,
    query: Period,
    reply: z.object({
      rows: z.array(z.object({ hour: z.string(), attempts: z.int(), connects: z.int(), successes: z.int() })),
      variation: z.object({ attempts: z.number().nullable(), connectRate: z.number().nullable() }),
    }),
    refusals: [refusals.noSuchCampaign, ...period],
  },
  getCampaignFunnel: {
    method: 'GET',
    path: '/campaigns/{campaignId}/funnel',
    title: { zh: '项目漏斗', en: 'Funnel of a campaign' },
    permission: permissions.read,
    params: CampaignId,
    reply: Funnel,
    refusals: [refusals.noSuchCampaign],
  },
  listCallsBehindStage: {
    method: 'GET',
    path: '/campaigns/{campaignId}/funnel/{stage}/calls',
    title: { zh: '漏斗某级背后的通话', en: 'The calls behind a stage of the funnel' },
    permission: permissions.drill,
    params: CampaignId.extend({ stage: z.enum(calledStages) }),
    query: z.object({ ...CursorQuery.shape, after: After }),
    reply: cursorPageOf(CallBehind),
    refusals: [refusals.noSuchCampaign],
  },
  listCampaignProgress: {
    method: 'GET',
    path: '/campaign-progress',
    title: { zh: '项目进度', en: 'Progress of campaigns' },
    permission: permissions.read,
    query: z.object({ campaignIds: commaSeparated(z.uuid(), 200) }),
    reply: z.array(Progress),
  },
})
export const {
  listMeasures,
  measure,
  measureCampaign,
  listCallsBehind,
  getPeriodState,
  listFrozenPeriods,
  getFrozenPeriod,
  freezePeriod,
  openPeriod,
  getCampaignHours,
  getCampaignFunnel,
  listCallsBehindStage,
  listCampaignProgress,
} = metricsContract
