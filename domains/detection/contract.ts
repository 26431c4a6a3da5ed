import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { defineContract, file } from '#contract/route.ts'
import { Day, Instant } from '#contract/when.ts'
import { recordingStates } from '#domains/recordings/contract.ts'
import { WhoAnswered } from '#domains/telephony/contract.ts'
import { permissions, refusals } from './rights.ts'

export { permissions, refusals } from './rights.ts'

export const verdicts = ['person', 'machine', 'unclear'] as const
export type Verdict = (typeof verdicts)[number]
/** Finding out before an agent joins, or while they talk. */
export const listeningModes = ['before', 'while'] as const
export type ListeningMode = (typeof listeningModes)[number]

export const Judgement = z.object({
  id: z.uuid(),
  /** Null: taken back. */
  verdict: z.enum(verdicts).nullable(),
  byName: z.string(),
  judgedAt: Instant,
})
export type Judgement = z.output<typeof Judgement>

/** How many drawn calls wait to be judged: their recording is here, on its way, or there is none (any more). */
export const Waiting = z.object({
  ready: z.int(),
  onTheWay: z.int(),
  missing: z.int(),
  notRecorded: z.int(),
})
export const NextAudit = z.object({
  /** What the machine made of it stays unsaid until somebody has judged. */
  next: z.object({ callId: z.uuid(), campaignId: z.uuid(), campaignName: z.string(), answeredAt: Instant }).nullable(),
  waiting: Waiting,
  /** Campaigns that find out who answers and draw calls. */
  drawingCampaigns: z.int(),
  /** Judged by the reader since their day began. */
  judgedToday: z.int(),
})
export type NextAudit = z.output<typeof NextAudit>

/** Which calls of a row of results. */
export const portions = [
  'answered',
  'machine',
  'notMachine',
  'unsure',
  'undecided',
  'drawn',
  'judgedPerson',
  'judgedMachine',
  'judgedUnclear',
  'waiting',
  'judged',
] as const
export type Portion = (typeof portions)[number]

export const AuditedCall = z.object({
  callId: z.uuid(),
  answeredAt: Instant,
  campaignId: z.uuid(),
  campaignName: z.string(),
  mode: z.enum(listeningModes),
  heardAs: WhoAnswered.nullable(),
  afterMs: z.int().nullable(),
  drawn: z.boolean(),
  /** The probability with which it was drawn. */
  chance: z.number(),
  recording: z.enum(recordingStates).nullable(),
  judgement: Judgement.nullable(),
})
export type AuditedCall = z.output<typeof AuditedCall>

export const ResultQuery = z.object({
  /** Weeks are taken whole, from Monday. */
  from: Day,
  to: Day,
  campaignId: z.uuid().optional(),
})
export type ResultQuery = z.output<typeof ResultQuery>

const Estimated = z.object({ rate: z.number(), low: z.number(), high: z.number() }).nullable()
/** What the detection did over some days, and what people heard on the calls drawn from it. */
export const Result = z.object({
  campaignId: z.uuid(),
  campaignName: z.string(),
  siteName: z.string(),
  /** Of the business days. */
  timeZone: z.string(),
  mode: z.enum(listeningModes),
  answered: z.int(),
  /** Taken for a machine or a fax. */
  machine: z.int(),
  /** All other answered calls: persons, and what the machine was not sure of or was too late for. */
  notMachine: z.int(),
  unsure: z.int(),
  /** The customer was gone, or an agent was with them, before the machine knew. */
  undecided: z.int(),
  drawn: z.int(),
  judgedPerson: z.int(),
  judgedMachine: z.int(),
  judgedUnclear: z.int(),
  waiting: z.int(),
  /** Persons taken for machines ÷ persons who answered, those and all not taken for machines; null as the next, or where nobody answered. */
  falsePositive: Estimated,
  /** Persons ÷ persons and machines among the judged, weighted; 95 % interval. Null before anybody judged. */
  personShare: Estimated,
  /** Persons among all taken for machines, estimated: their share × machines. */
  persons: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Milliseconds from the answer until the machine knew. Null where it never did. */
  knownMs: z.object({ p50: z.number(), p95: z.number() }).nullable(),
})
export type Result = z.output<typeof Result>
export const WeekResult = Result.extend({
  /** The Monday. */
  week: Day,
})
export type WeekResult = z.output<typeof WeekResult>

/** The last thirty days of one campaign, as its page shows them. */
export const CampaignDetection = z.object({
  campaignId: z.uuid(),
  mode: z.enum(['off', ...listeningModes]),
  audits: z.int(),
  from: Day,
  to: Day,
  results: z.array(Result),
  /** The lower bound of false positives is above five per cent, the way the campaign listens now. */
  isAlarming: z.boolean(),
  /** Predictive calls of the last thirty days. */
  abandoned: z.object({
    answered: z.int(),
    abandoned: z.int(),
    rate: z.number().nullable(),
    /** Persons the machine hung up on, estimated. Null before anybody judged. */
    hungUpOn: z.number().nullable(),
    /** With these as abandoned. */
    rateWithEstimate: z.number().nullable(),
  }),
})
export type CampaignDetection = z.output<typeof CampaignDetection>

const callParams = z.object({ callId: z.uuid() })

export const detectionContract = defineContract({
  getNextAudit: {
    method: 'GET',
    path: '/detection/next',
    title: { zh: '下一通待判电话', en: 'The next call to judge' },
    permission: permissions.judge,
    query: z.object({ campaignId: z.uuid().optional() }),
    reply: NextAudit,
  },
  judgeCall: {
    method: 'POST',
    path: '/detection/calls/{callId}/judgements',
    title: { zh: '判定接听的是真人还是机器', en: 'Say who answered' },
    permission: permissions.judge,
    params: callParams,
    body: z.object({
      /** Null takes the last one back. */
      verdict: z.enum(verdicts).nullable(),
      /** The judgement the reader saw; null: none. */
      replaces: z.uuid().nullable(),
    }),
    reply: AuditedCall,
    refusals: [refusals.notDrawn, refusals.nothingToHear, refusals.judgedMeanwhile],
  },
  listJudgements: {
    method: 'GET',
    path: '/detection/calls/{callId}/judgements',
    title: { zh: '一通电话的判定经过', en: 'How a call was judged' },
    permission: permissions.read,
    params: callParams,
    reply: z.array(Judgement),
  },
  listAuditedCalls: {
    method: 'GET',
    path: '/detection/calls',
    title: { zh: '语音信箱检测的电话', en: 'Calls of machine detection' },
    permission: permissions.read,
    query: z
      .object({
        campaignId: z.uuid().optional(),
        from: Day.optional(),
        to: Day.optional(),
        mode: z.enum(listeningModes).optional(),
        portion: z.enum(portions).default('drawn'),
        /** Only those the reader judged last. */
        mine: z.enum(['true', 'false']).default('false'),
      })
      .extend(CursorQuery.shape),
    reply: cursorPageOf(AuditedCall),
  },
  listResults: {
    method: 'GET',
    path: '/detection/results',
    title: { zh: '语音信箱检测按周结果', en: 'Machine detection by week' },
    permission: permissions.read,
    query: ResultQuery,
    reply: z.array(WeekResult),
    refusals: [refusals.spanTooLong],
  },
  exportResults: {
    method: 'GET',
    path: '/detection/results.csv',
    title: { zh: '导出语音信箱检测结果', en: 'Export machine detection by week' },
    permission: permissions.read,
    query: ResultQuery,
    reply: file,
    refusals: [refusals.spanTooLong],
  },
  getCampaignDetection: {
    method: 'GET',
    path: '/campaigns/{campaignId}/detection',
    title: { zh: '项目的语音信箱检测', en: 'Machine detection of a campaign' },
    permission: permissions.read,
    params: z.object({ campaignId: z.uuid() }),
    reply: CampaignDetection,
    refusals: [refusals.noSuchCampaign],
  },
})
export const {
  getNextAudit,
  judgeCall,
  listJudgements,
  listAuditedCalls,
  listResults,
  exportResults,
  getCampaignDetection,
} = detectionContract
