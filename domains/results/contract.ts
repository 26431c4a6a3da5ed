import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { Problem } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { refusals } from './refusals.ts'
import { kinds, modes, orderKinds, skills, surveyChannels } from './report.ts'

export { refusals } from './refusals.ts'

export const permissions = definePermissions('results', {
  read: {
    zh: '查看成果登记',
    en: 'See reported results',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'qualityAnalyst', 'finance', 'administrator'],
  },
  report: {
    zh: '登记成果',
    en: 'Report results',
    roles: ['supervisor', 'campaignManager', 'director', 'qualityAnalyst', 'administrator'],
  },
  setBehaviours: {
    zh: '维护关键行为',
    en: 'Keep the list of key behaviours',
    roles: ['campaignManager', 'director', 'qualityAnalyst', 'trainer'],
  },
})

const Kind = z.enum(kinds)
const Values = {
  product: z.string().nullable(),
  orderKind: z.enum(orderKinds).nullable(),
  units: z.int().nullable(),
  /** In the money of the centre. */
  amount: z.number().nullable(),
  focusModel: z.boolean().nullable(),
  channel: z.enum(surveyChannels).nullable(),
  score: z.number().nullable(),
  satisfied: z.boolean().nullable(),
  excellent: z.boolean().nullable(),
  reviewer: z.string().nullable(),
  behaviour: z.string().nullable(),
  done: z.int().nullable(),
  opportunities: z.int().nullable(),
  questionnaire: z.string().nullable(),
  completed: z.boolean().nullable(),
}
const State = z.enum(['valid', 'withdrawn'])
const Ids = {
  callId: z.uuid().nullable(),
  agentId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  siteId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
  batchId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
}

export const ResultRow = z.object({
  id: z.uuid(),
  kind: Kind,
  source: z.string(),
  externalId: z.string(),
  version: z.int(),
  state: State,
  at: Instant,
  ...Ids,
  agentName: z.string(),
  teamName: z.string(),
  campaignName: z.string(),
  region: z.string().nullable(),
  ...Values,
  changedAt: Instant,
})
export type ResultRow = z.output<typeof ResultRow>

/** One version as it stood: the last stands first. */
export const ResultVersion = z.object({
  version: z.int(),
  state: State,
  at: Instant,
  ...Values,
  changedAt: Instant,
  changedByName: z.string(),
  reason: z.string(),
})
export type ResultVersion = z.output<typeof ResultVersion>
export const Result = ResultRow.extend({ versions: z.array(ResultVersion) })
export type Result = z.output<typeof Result>

export const RowFault = z.object({
  /** First row: 1, headings of a file not counted. */
  row: z.int(),
  field: z.string(),
  problem: Problem,
  /** As it came, where it came in a file. */
  cells: z.array(z.string()),
})
export type RowFault = z.output<typeof RowFault>
export const Delivery = z.object({
  id: z.uuid(),
  kind: Kind,
  channel: z.enum(['api', 'file', 'screen']),
  mode: z.enum(modes),
  source: z.string(),
  fileName: z.string(),
  at: Instant,
  byName: z.string(),
  read: z.int(),
  /** Not known before. */
  recorded: z.int(),
  /** Known, and told otherwise now. */
  corrected: z.int(),
  /** Told before just so, or told of a version that is past. */
  unchanged: z.int(),
  refused: z.int(),
  /** Whether what was good of it is on record: not after a check, nor where bad rows refused the whole. */
  kept: z.boolean(),
})
export type Delivery = z.output<typeof Delivery>
/** At most a thousand faults; the file of faults has all. */
export const Received = Delivery.extend({ faults: z.array(RowFault) })
export type Received = z.output<typeof Received>

export const mostRowsByProgram = 1000
/** Of the system that reports, or "manual". */
const Source = plainText(40)
const How = { kind: Kind, source: Source, mode: z.enum(modes).default('good') }
export const Reports = z.object({
  ...How,
  /** Any text of the sender's: posts that say the same one are one delivery, however often they come. */
  requestKey: remark(200).min(1).optional(),
  rows: z
    .array(z.record(z.string().max(60), z.unknown()))
    .min(1)
    .max(mostRowsByProgram),
})
export type Reports = z.output<typeof Reports>

/** Fields as in a report, but what ties it to call, agent or campaign. */
export const Corrected = z
  .object({ at: Instant, ...Values })
  .partial()
  .extend({
    version: z.int(),
    reason: plainText(500),
  })
export type Corrected = z.output<typeof Corrected>

export const Behaviour = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: z.object({ zh: plainText(60), en: plainText(80) }),
  skill: z.enum(skills),
  retired: z.boolean(),
})
export type Behaviour = z.output<typeof Behaviour>

const recordId = z.object({ recordId: z.uuid() })
const deliveryId = z.object({ deliveryId: z.uuid() })

export const resultsContract = defineContract({
  listResults: {
    method: 'GET',
    path: '/results',
    title: { zh: '成果登记列表', en: 'List reported results' },
    permission: permissions.read,
    query: CursorQuery.extend({
      kind: Kind.default('order'),
      state: State.optional(),
      source: SearchText.optional(),
      /** Id at the source, or its beginning. */
      search: SearchText.optional(),
      campaignId: z.uuid().optional(),
      agentId: z.uuid().optional(),
      teamId: z.uuid().optional(),
      callId: z.uuid().optional(),
      /** Days at the reader's place, both included. */
      from: Day.optional(),
      to: Day.optional(),
    }),
    reply: cursorPageOf(ResultRow),
  },
  recordResult: {
    method: 'POST',
    path: '/results',
    title: { zh: '登记一条成果', en: 'Report one result by hand' },
    permission: permissions.report,
    body: z.object({ kind: Kind, row: z.record(z.string().max(60), z.unknown()) }),
    reply: Received,
  },
  getResult: {
    method: 'GET',
    path: '/results/{recordId}',
    title: { zh: '成果详情与历史', en: 'One result with its history' },
    permission: permissions.read,
    params: recordId,
    reply: Result,
    refusals: [refusals.noSuchResult],
  },
  correctResult: {
    method: 'PUT',
    path: '/results/{recordId}',
    title: { zh: '更正成果', en: 'Correct a result' },
    permission: permissions.report,
    params: recordId,
    body: Corrected,
    reply: Result,
    refusals: [refusals.noSuchResult, refusals.changedMeanwhile, refusals.fieldWrong],
  },
  withdrawResult: {
    method: 'POST',
    path: '/results/{recordId}/withdraw',
    title: { zh: '作废成果', en: 'Withdraw a result' },
    permission: permissions.report,
    params: recordId,
    body: z.object({ version: z.int(), reason: plainText(500) }),
    reply: Result,
    refusals: [refusals.noSuchResult, refusals.changedMeanwhile, refusals.withdrawnAlready],
  },
  reportResults: {
    method: 'POST',
    path: '/result-deliveries',
    title: { zh: '批量报送成果（接口用）', en: 'Report results in a batch (for programs)' },
    permission: permissions.report,
    body: Reports,
    reply: Received,
    refusals: [refusals.keyUsed, refusals.changedMeanwhile],
  },
  importResults: {
    method: 'POST',
    path: '/result-files',
    title: { zh: '上传成果文件', en: 'Upload a file of results' },
    permission: permissions.report,
    query: z.object(How),
    body: file,
    reply: Received,
    refusals: [
      refusals.emptyFile,
      refusals.notCsv,
      refusals.tooManyRows,
      refusals.fileTooLarge,
      refusals.columnMissing,
      refusals.columnTwice,
      refusals.columnUnknown,
      refusals.changedMeanwhile,
    ],
  },
  listDeliveries: {
    method: 'GET',
    path: '/result-deliveries',
    title: { zh: '报送记录', en: 'List deliveries of results' },
    permission: permissions.read,
    query: CursorQuery.extend({ kind: Kind.optional() }),
    reply: cursorPageOf(Delivery),
  },
  getDelivery: {
    method: 'GET',
    path: '/result-deliveries/{deliveryId}',
    title: { zh: '报送结果', en: 'What became of a delivery' },
    permission: permissions.read,
    params: deliveryId,
    reply: Received,
    refusals: [refusals.noSuchDelivery],
  },
  downloadFaults: {
    method: 'GET',
    path: '/result-deliveries/{deliveryId}/faults.csv',
    title: { zh: '下载有误的行', en: 'Download the rows that were refused' },
    permission: permissions.report,
    params: deliveryId,
    reply: file,
    tellsOfPeople: true,
    refusals: [refusals.noSuchDelivery],
  },
  downloadResultTemplate: {
    method: 'GET',
    path: '/result-template.csv',
    title: { zh: '下载成果模板', en: 'Download the template for results' },
    permission: permissions.report,
    query: z.object({ kind: Kind }),
    reply: file,
  },
  listBehaviours: {
    method: 'GET',
    path: '/key-behaviours',
    title: { zh: '关键行为', en: 'Key behaviours' },
    permission: permissions.read,
    reply: z.array(Behaviour),
  },
  saveBehaviour: {
    method: 'PUT',
    path: '/key-behaviours/{code}',
    title: { zh: '新增或修改关键行为', en: 'Add or change a key behaviour' },
    permission: permissions.setBehaviours,
    params: z.object({ code: Behaviour.shape.code }),
    body: Behaviour.omit({ code: true }),
    reply: z.array(Behaviour),
  },
})
export const {
  listResults,
  recordResult,
  getResult,
  correctResult,
  withdrawResult,
  reportResults,
  importResults,
  listDeliveries,
  getDelivery,
  downloadFaults,
  downloadResultTemplate,
  listBehaviours,
  saveBehaviour,
} = resultsContract
