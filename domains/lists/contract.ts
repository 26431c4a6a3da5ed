import { z } from 'zod'
import { CursorQuery, cursorPageOf, PageQuery, pageOf } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { defineContract, file } from '#contract/route.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { batchStates } from './batch.ts'
import { columnUses, encodings, Mapping, separators } from './mapping.ts'

export const permissions = definePermissions('lists', {
  read: {
    zh: '查看名单',
    en: 'See lists',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'planner', 'complianceOfficer', 'administrator'],
  },
  import: { zh: '导入名单', en: 'Import lists', roles: ['supervisor', 'campaignManager', 'director', 'administrator'] },
  manage: {
    zh: '管理名单、撤销批次',
    en: 'Manage lists and take batches back',
    roles: ['supervisor', 'campaignManager', 'director', 'administrator'],
  },
})

export const refusals = defineRefusals('lists', {
  noSuchList: { status: 404, text: { zh: '没有这个名单', en: 'No such list' } },
  noSuchBatch: { status: 404, text: { zh: '没有这个批次', en: 'No such batch' } },
  nameTaken: { status: 409, text: { zh: '名单名称“{name}”已被使用', en: 'The list name “{name}” is taken' } },
  closed: { status: 409, text: { zh: '名单已关闭', en: 'This list is closed' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '内容已被他人修改，请刷新后重试', en: 'Somebody changed this meanwhile; refresh and try again' },
  },
  wrongState: {
    status: 409,
    text: { zh: '批次当前状态不能这样操作', en: 'Not possible in the present state of this batch' },
  },
  emptyFile: { status: 400, text: { zh: '文件是空的', en: 'The file is empty' } },
  spreadsheet: {
    status: 400,
    text: {
      zh: '这是 Excel 工作簿；请在 Excel 中“另存为 CSV UTF-8”后再上传',
      en: 'This is a workbook; save it as “CSV UTF-8” in your spreadsheet and upload that',
    },
  },
  notText: { status: 400, text: { zh: '这不是文本文件（CSV）', en: 'This is not a text file (CSV)' } },
  tooLarge: { status: 413, text: { zh: '文件过大', en: 'The file is too large' } },
  noNumberColumn: { status: 400, text: { zh: '请指定哪一列是电话号码', en: 'Say which column holds the number' } },
  useTwice: {
    status: 400,
    text: {
      zh: '号码、姓名、优先级、次数上限、接通概率各只能指定一列',
      en: 'Number, name, priority, attempt limit and answer probability are one column each',
    },
  },
  nameTwice: { status: 400, text: { zh: '两列的属性名称相同', en: 'Two columns have the same attribute name' } },
  nameMissing: { status: 400, text: { zh: '有一列缺少属性名称', en: 'A column lacks its attribute name' } },
})

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
export const Preview = z.object({ batch: Batch, mapping: Mapping, rows: z.array(PreviewRow) })
export type Preview = z.infer<typeof Preview>

/** What the reader wants otherwise than it was guessed. */
export const PreviewQuery = z.object({
  encoding: z.enum(encodings).optional(),
  separator: z.enum(separators).optional(),
  hasHeader: z.enum(['yes', 'no']).optional(),
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
  attributes: z.record(z.string(), z.string()),
  priority: z.int(),
  attemptLimit: z.int().nullable(),
  /** How likely an answer is, from 0 to 1; null where the list does not say. */
  answerChance: z.number().nullable(),
  lineNumber: z.int(),
  revertedAt: Instant.nullable(),
})
export type Entry = z.infer<typeof Entry>

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
    body: file,
    reply: Batch,
    refusals: [
      refusals.noSuchList,
      refusals.closed,
      refusals.emptyFile,
      refusals.spreadsheet,
      refusals.notText,
      refusals.tooLarge,
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
    refusals: [refusals.noSuchBatch, refusals.wrongState],
  },
  startImport: {
    method: 'POST',
    path: '/batches/{batchId}/import',
    title: { zh: '开始导入', en: 'Start the import' },
    permission: permissions.import,
    params: batchId,
    body: Mapping,
    reply: Batch,
    refusals: [
      refusals.noSuchBatch,
      refusals.wrongState,
      refusals.closed,
      refusals.noNumberColumn,
      refusals.useTwice,
      refusals.nameTwice,
      refusals.nameMissing,
    ],
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
    refusals: [refusals.noSuchBatch],
  },
  downloadTemplate: {
    method: 'GET',
    path: '/list-template.csv',
    title: { zh: '下载导入模板', en: 'Download the template' },
    permission: permissions.import,
    reply: file,
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
  getBatch,
  previewBatch,
  startImport,
  cancelBatch,
  revertBatch,
  downloadRefused,
  downloadTemplate,
} = listsContract
