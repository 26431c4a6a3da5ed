import { z } from 'zod'
import { CursorQuery, cursorPageOf, PageQuery, pageOf } from '#contract/paging.ts'
import { defineContract, file } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { batchStates } from './batch.ts'
import { columnUses, encodings, formats, GivenMapping, Mapping, mostRowsAbove, separators } from './mapping.ts'
import { permissions, refusals } from './refusals.ts'

export { permissions, refusals } from './refusals.ts'

export const List = z.object({
  id: z.uuid(),
  name: z.string(),
  supplier: z.string(),
  siteId: z.uuid(),
  note: z.string(),
  /** Entries in force, whichever batch brought them. */
  activeEntries: z.int(),
  createdAt: Instant,
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type List = z.infer<typeof List>

const ListForm = z.object({
  name: plainText(80),
  supplier: remark(80).default(''),
  note: remark(2000).default(''),
  siteId: z.uuid(),
})
export type NewList = z.output<typeof ListForm>
export const ListChange = ListForm.extend({ version: z.int(), closed: z.boolean().default(false) })
export type ListChange = z.output<typeof ListChange>

export const Batch = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  fileName: z.string(),
  bytes: z.int(),
  state: z.enum(batchStates),
  format: z.enum(formats),
  encoding: z.enum(encodings).nullable(),
  separator: z.enum(separators).nullable(),
  read: z.int(),
  accepted: z.int(),
  merged: z.int(),
  refused: z.int(),
  /** Share of the file dealt with, in percent. */
  progress: z.int(),
  error: z.string().nullable(),
  createdAt: Instant,
  /** When its import was ordered. */
  startedAt: Instant.nullable(),
  importedAt: Instant.nullable(),
  revertedAt: Instant.nullable(),
})
export type Batch = z.infer<typeof Batch>

export const PreviewRow = z.object({
  line: z.int(),
  cells: z.array(z.string()),
  /** Why this row would be refused; null when it would be taken in. */
  fault: z.string().nullable(),
  detail: z.string(),
})
export const Preview = z.object({
  batch: Batch,
  mapping: Mapping,
  rows: z.array(PreviewRow),
  /** Of a workbook, the sheets one sees. */
  sheets: z.array(z.string()),
  /** Where the meaning of the columns comes from: an earlier file of the same supplier with the same header. */
  remembered: z.object({ fileName: z.string(), usedAt: Instant, times: z.int() }).nullable(),
  /** Columns of dates in which some cells of the sample are none, or could be two; these stay as they are. */
  unclearDates: z.array(z.object({ column: z.string(), cells: z.int(), example: z.string() })),
})
export type Preview = z.infer<typeof Preview>

/** What the reader wants otherwise than it was guessed. */
export const PreviewQuery = z.object({
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  hasHeader: z.enum(['yes', 'no']).optional(),
  skipRows: z.coerce.number().int().min(0).max(mostRowsAbove).optional(),
  sheet: remark(255).optional(),
  /** `no`: as guessed, whatever an earlier file of this supplier was read by. */
  remembered: z.enum(['yes', 'no']).default('yes'),
  /** `no`: dates stay as they are written. */
  dates: z.enum(['yes', 'no']).default('yes'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** What each column means, in order, parted by commas. */
  uses: z
    .string()
    .max(4000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(columnUses)))
    .optional(),
})

export const Entry = z.object({
  id: z.uuid(),
  batchId: z.uuid(),
  customerId: z.uuid(),
  number: z.string(),
  name: z.string(),
  /** Masked, like every number. */
  furtherNumbers: z.array(z.string()),
  attributes: z.record(z.string(), z.string()),
  priority: z.int(),
  attemptLimit: z.int().nullable(),
  /** How likely an answer is, from 0 to 1; null where the list does not say. */
  answerChance: z.number().nullable(),
  lineNumber: z.int(),
  revertedAt: Instant.nullable(),
})
export type Entry = z.infer<typeof Entry>

/** What is no JSON is bad input, in words. */
const readJson = (text: string, check: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    check.addIssue({ code: 'custom', message: 'JSON' })
    return z.NEVER
  }
}

/** How a file is given. */
export const UploadQuery = z.object({
  /** `yes`: this very file may be in the list already. */
  again: z.enum(['yes', 'no']).default('no'),
  /** Any text of the sender's: posts that say the same one are one batch, however often and whenever they come. */
  requestKey: remark(200).min(1).optional(),
})
const unreadable = [
  refusals.emptyFile,
  refusals.spreadsheet,
  refusals.workbookBroken,
  refusals.workbookBomb,
  refusals.workbookLocked,
  refusals.workbookTooLong,
  refusals.notText,
  refusals.tooLarge,
] as const
const mappingFaults = [refusals.noNumberColumn, refusals.useTwice, refusals.nameTwice, refusals.nameMissing] as const

const listId = z.object({ listId: z.uuid() })
const batchId = z.object({ batchId: z.uuid() })

export const listsContract = defineContract({
  listLists: {
    method: 'GET',
    path: '/lists',
    title: { zh: '名单列表', en: 'Lists' },
    permission: permissions.read,
    query: PageQuery.extend({ search: SearchText.optional(), state: z.enum(['open', 'closed']).optional() }),
    reply: pageOf(List),
  },
  createList: {
    method: 'POST',
    path: '/lists',
    title: { zh: '新建名单', en: 'Create a list' },
    permission: permissions.manage,
    body: ListForm,
    reply: List,
    refusals: [refusals.nameTaken],
  },
  getList: {
    method: 'GET',
    path: '/lists/{listId}',
    title: { zh: '名单详情', en: 'One list' },
    permission: permissions.read,
    params: listId,
    reply: List,
    refusals: [refusals.noSuchList],
  },
  changeList: {
    method: 'PUT',
    path: '/lists/{listId}',
    title: { zh: '修改名单', en: 'Change a list' },
    permission: permissions.manage,
    params: listId,
    body: ListChange,
    reply: List,
    refusals: [refusals.noSuchList, refusals.nameTaken, refusals.changedMeanwhile],
  },
  listEntries: {
    method: 'GET',
    path: '/lists/{listId}/entries',
    title: { zh: '名单明细', en: 'Entries of a list' },
    permission: permissions.read,
    params: listId,
    query: CursorQuery.extend({
      after: z.uuid().optional(),
      search: SearchText.optional(),
      batchId: z.uuid().optional(),
      reverted: z.enum(['yes', 'no']).default('no'),
    }),
    reply: cursorPageOf(Entry),
  },
  listBatches: {
    method: 'GET',
    path: '/lists/{listId}/batches',
    title: { zh: '名单批次', en: 'Batches of a list' },
    permission: permissions.read,
    params: listId,
    reply: z.array(Batch),
  },
  uploadBatch: {
    method: 'POST',
    path: '/lists/{listId}/batches',
    title: { zh: '上传名单文件', en: 'Upload a file' },
    permission: permissions.import,
    params: listId,
    query: UploadQuery,
    body: file,
    reply: Batch,
    refusals: [refusals.noSuchList, refusals.closed, refusals.sameFile, ...unreadable],
  },
  importUpload: {
    method: 'POST',
    path: '/lists/{listId}/imports',
    title: { zh: '一次提交文件并导入（接口用）', en: 'Upload a file and import it in one go (for programs)' },
    permission: permissions.import,
    params: listId,
    query: UploadQuery,
    body: file,
    fields: z.object({
      /** JSON of a mapping; unsaid: as an earlier file of this supplier was read, or as guessed. */
      mapping: z
        .string()
        .max(100_000)
        .transform((text, check) => readJson(text, check))
        .pipe(GivenMapping)
        .optional(),
    }),
    reply: Batch,
    refusals: [
      refusals.noSuchList,
      refusals.closed,
      refusals.sameFile,
      refusals.noSuchSheet,
      ...unreadable,
      ...mappingFaults,
    ],
  },
  getBatch: {
    method: 'GET',
    path: '/batches/{batchId}',
    title: { zh: '批次进度', en: 'One batch and how far it is' },
    permission: permissions.read,
    params: batchId,
    reply: Batch,
    refusals: [refusals.noSuchBatch],
  },
  previewBatch: {
    method: 'GET',
    path: '/batches/{batchId}/preview',
    title: { zh: '预览与列对应', en: 'Preview and suggested mapping' },
    permission: permissions.import,
    params: batchId,
    query: PreviewQuery,
    reply: Preview,
    refusals: [refusals.noSuchBatch, refusals.wrongState, refusals.noSuchSheet, ...unreadable],
  },
  startImport: {
    method: 'POST',
    path: '/batches/{batchId}/import',
    title: { zh: '开始导入', en: 'Start the import' },
    permission: permissions.import,
    params: batchId,
    body: Mapping,
    reply: Batch,
    refusals: [refusals.noSuchBatch, refusals.wrongState, refusals.closed, ...mappingFaults],
  },
  cancelBatch: {
    method: 'POST',
    path: '/batches/{batchId}/cancel',
    title: { zh: '取消导入', en: 'Cancel an import' },
    permission: permissions.import,
    params: batchId,
    reply: Batch,
    refusals: [refusals.noSuchBatch, refusals.wrongState],
  },
  revertBatch: {
    method: 'POST',
    path: '/batches/{batchId}/revert',
    title: { zh: '撤销批次', en: 'Take a batch back' },
    permission: permissions.manage,
    params: batchId,
    reply: Batch,
    refusals: [refusals.noSuchBatch, refusals.wrongState],
  },
  downloadRefused: {
    method: 'GET',
    path: '/batches/{batchId}/refused.csv',
    title: { zh: '下载未导入的行', en: 'Download refused rows' },
    permission: permissions.import,
    params: batchId,
    reply: file,
    tellsOfPeople: true,
    refusals: [refusals.noSuchBatch],
  },
  downloadTemplate: {
    method: 'GET',
    path: '/list-template.csv',
    title: { zh: '下载导入模板', en: 'Download the template' },
    permission: permissions.import,
    reply: file,
  },
  downloadListTemplate: {
    method: 'GET',
    path: '/lists/{listId}/template',
    title: { zh: '下载本名单的导入模板', en: 'Download the template of a list' },
    permission: permissions.import,
    params: listId,
    query: z.object({ format: z.enum(formats).default('xlsx') }),
    reply: file,
    refusals: [refusals.noSuchList],
  },
})
export const {
  listLists,
  createList,
  getList,
  changeList,
  listEntries,
  listBatches,
  uploadBatch,
  importUpload,
  getBatch,
  previewBatch,
  startImport,
  cancelBatch,
  revertBatch,
  downloadRefused,
  downloadTemplate,
  downloadListTemplate,
} = listsContract
