import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { definePermissions } from '#contract/permission.ts'
import { defineRefusals } from '#contract/problem.ts'
import { roleCodes } from '#contract/role.ts'
import { Done, file, type Route } from '#contract/route.ts'
import { plainText, remark } from '#contract/text.ts'
import {
  CustomerChange,
  CustomerPageOf,
  CustomerQuery,
  CustomerRecord,
  Duplicate,
  HoldingForm,
  MergePreview,
  RelationForm,
  Stage,
  StageForm,
} from './record-shapes.ts'

export const recordPermissions = definePermissions('customers', {
  read: {
    zh: '查看客户',
    en: 'See customers',
    roles: roleCodes.filter((role) => !['recruiter', 'planner', 'finance'].includes(role)),
  },
  change: {
    zh: '修改客户资料',
    en: 'Change customers',
    roles: ['agent', 'groupLeader', 'teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
  merge: {
    zh: '合并客户',
    en: 'Merge customers',
    roles: ['teamLeader', 'supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
  keepStages: {
    zh: '维护客户阶段',
    en: 'Keep the stages of customers',
    roles: ['supervisor', 'campaignManager', 'director', 'administrator'],
  },
  export: {
    zh: '导出客户',
    en: 'Export customers',
    roles: ['supervisor', 'campaignManager', 'director', 'complianceOfficer'],
  },
})

export const recordRefusals = defineRefusals('customers', {
  noSuchCustomer: { status: 404, text: { zh: '没有这位客户', en: 'No such customer' } },
  changedMeanwhile: {
    status: 409,
    text: { zh: '资料已被他人修改，请刷新后重试', en: 'Somebody changed this record meanwhile; refresh and try again' },
  },
  isErased: {
    status: 409,
    text: { zh: '该客户已按本人要求删除', en: 'This customer asked to be forgotten, and was' },
  },
  isMerged: {
    status: 409,
    text: { zh: '该客户已并入另一份资料，请刷新', en: 'This record was merged into another one; refresh' },
  },
  sameRecord: { status: 409, text: { zh: '不能与自己合并', en: 'A record cannot be merged with itself' } },
  noSuchMerge: { status: 404, text: { zh: '没有这次合并', en: 'No such merge' } },
  alreadyUndone: { status: 409, text: { zh: '这次合并已撤销', en: 'This merge was undone already' } },
  undoLaterFirst: {
    status: 409,
    text: {
      zh: '保留的资料后来又并入了另一份，请先撤销那次合并',
      en: 'The record kept was merged into another one since; undo that merge first',
    },
  },
  badNumber: { status: 400, text: { zh: '号码无法识别：{fault}', en: 'That is no number to call: {fault}' } },
  noSuchNumber: { status: 404, text: { zh: '该客户没有这个号码', en: 'The customer has no such number' } },
  numberTaken: {
    status: 409,
    text: {
      zh: '号码 {number} 属于另一位客户；确认换主请选择“转移号码”',
      en: "The number {number} is another customer's; choose “move the number” if it changed hands",
    },
  },
  numberOutOfReach: {
    status: 409,
    text: {
      zh: '号码 {number} 属于您看不到的客户，请联系主管处理',
      en: 'The number {number} is of a customer you may not see; ask a supervisor',
    },
  },
  noSuchStage: { status: 409, text: { zh: '没有这个阶段，或已停用', en: 'No such stage, or it is no longer used' } },
  stageOfOtherKind: {
    status: 409,
    text: { zh: '潜在客户与客户的阶段不能混用', en: 'Leads and customers have stages of their own' },
  },
  stageNameTaken: { status: 409, text: { zh: '阶段“{name}”已存在', en: 'There is a stage “{name}” already' } },
  noSuchHolding: { status: 404, text: { zh: '没有这条购买记录', en: 'No such purchase' } },
  endsBeforeBought: { status: 400, text: { zh: '结束日早于购买日', en: 'It ends before it was bought' } },
  noSuchRelation: { status: 404, text: { zh: '没有这条关系', en: 'No such relation' } },
  relationExists: { status: 409, text: { zh: '这条关系已存在', en: 'This relation stands already' } },
  noSuchDuplicate: { status: 404, text: { zh: '没有这对疑似重复', en: 'No such pair' } },
  alreadyDecided: { status: 409, text: { zh: '已有人处理了这对资料', en: 'Somebody decided about this pair already' } },
  tooManyFound: {
    status: 409,
    text: {
      zh: '搜索只给出前 {limit} 位客户，导出会不完整；请搜索得更具体，或改用筛选',
      en: 'A search tells of {limit} customers at most, so the file would not be whole; search for more, or filter instead',
    },
  },
  tooManyTags: { status: 400, text: { zh: '每位客户最多 {limit} 个标签', en: 'At most {limit} tags for a customer' } },
})

const CustomerId = z.object({ customerId: z.uuid() })
const common = [recordRefusals.noSuchCustomer, recordRefusals.isErased, recordRefusals.isMerged] as const
const { read, change, merge } = recordPermissions
const NumberKey = CustomerId.extend({ key: z.string().max(40) })

/** Everything about one record. */
export const recordRoutes = {
  listCustomers: {
    method: 'GET',
    path: '/customers',
    title: { zh: '客户列表', en: 'Customers' },
    permission: read,
    query: CustomerQuery,
    reply: CustomerPageOf,
  },
  exportCustomers: {
    method: 'GET',
    path: '/customers.csv',
    title: { zh: '导出客户', en: 'Customers as a file' },
    permission: recordPermissions.export,
    query: CustomerQuery.omit({ after: true, limit: true }),
    reply: file,
    refusals: [recordRefusals.tooManyFound],
    tellsOfPeople: true,
  },
  listTags: {
    method: 'GET',
    path: '/customer-tags',
    title: { zh: '客户标签', en: 'Tags in use' },
    permission: read,
    reply: z.array(z.string()),
  },
  getRecord: {
    method: 'GET',
    path: '/customers/{customerId}/record',
    title: { zh: '客户完整资料', en: 'The whole record of a customer' },
    permission: read,
    params: CustomerId,
    reply: CustomerRecord,
    refusals: [recordRefusals.noSuchCustomer],
  },
  changeCustomer: {
    method: 'PATCH',
    path: '/customers/{customerId}',
    title: { zh: '修改客户资料', en: 'Change a customer' },
    permission: change,
    params: CustomerId,
    body: CustomerChange,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.changedMeanwhile, recordRefusals.noSuchStage, recordRefusals.stageOfOtherKind],
  },
  addNumber: {
    method: 'POST',
    path: '/customers/{customerId}/numbers',
    title: { zh: '添加号码', en: 'Add a number' },
    permission: change,
    params: CustomerId,
    body: z.object({ number: plainText(60), move: z.boolean().default(false) }),
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.badNumber, recordRefusals.numberTaken, recordRefusals.numberOutOfReach],
  },
  callFirst: {
    method: 'POST',
    path: '/customers/{customerId}/numbers/{key}/first',
    title: { zh: '设为首选号码', en: 'Call this number first' },
    permission: change,
    params: NumberKey,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.noSuchNumber],
  },
  removeNumber: {
    method: 'DELETE',
    path: '/customers/{customerId}/numbers/{key}',
    title: { zh: '移除号码', en: 'Remove a number' },
    permission: merge,
    params: NumberKey,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.noSuchNumber],
  },
  setTags: {
    method: 'PUT',
    path: '/customers/{customerId}/tags',
    title: { zh: '设置标签', en: 'Set the tags' },
    permission: change,
    params: CustomerId,
    body: z.object({ tags: z.array(plainText(40)).max(100) }),
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.tooManyTags],
  },
  addHolding: {
    method: 'POST',
    path: '/customers/{customerId}/holdings',
    title: { zh: '登记购买', en: 'Record a purchase' },
    permission: change,
    params: CustomerId,
    body: HoldingForm,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.endsBeforeBought],
  },
  changeHolding: {
    method: 'PUT',
    path: '/customers/{customerId}/holdings/{holdingId}',
    title: { zh: '修改购买记录', en: 'Change a purchase' },
    permission: change,
    params: CustomerId.extend({ holdingId: z.uuid() }),
    body: HoldingForm,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.noSuchHolding, recordRefusals.endsBeforeBought],
  },
  addRelation: {
    method: 'POST',
    path: '/customers/{customerId}/relations',
    title: { zh: '添加关系', en: 'Add a relation' },
    permission: change,
    params: CustomerId,
    body: RelationForm,
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.relationExists, recordRefusals.sameRecord],
  },
  removeRelation: {
    method: 'DELETE',
    path: '/customers/{customerId}/relations/{relationId}',
    title: { zh: '移除关系', en: 'Remove a relation' },
    permission: change,
    params: CustomerId.extend({ relationId: z.uuid() }),
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.noSuchRelation],
  },
} as const satisfies Record<string, Route>

/** Stages, and records that are one person. */
export const mergeRoutes = {
  listStages: {
    method: 'GET',
    path: '/customer-stages',
    title: { zh: '客户阶段', en: 'Stages of customers' },
    permission: read,
    reply: z.array(Stage),
  },
  addStage: {
    method: 'POST',
    path: '/customer-stages',
    title: { zh: '新增阶段', en: 'Add a stage' },
    permission: recordPermissions.keepStages,
    body: StageForm,
    reply: Stage,
    refusals: [recordRefusals.stageNameTaken],
  },
  changeStage: {
    method: 'PUT',
    path: '/customer-stages/{stageId}',
    title: { zh: '修改阶段', en: 'Change a stage' },
    permission: recordPermissions.keepStages,
    params: z.object({ stageId: z.uuid() }),
    body: StageForm.omit({ kind: true }).extend({ version: z.int(), retired: z.boolean() }),
    reply: Stage,
    refusals: [recordRefusals.noSuchStage, recordRefusals.stageNameTaken, recordRefusals.changedMeanwhile],
  },
  previewMerge: {
    method: 'GET',
    path: '/customers/{customerId}/merge-preview',
    title: { zh: '合并预览', en: 'What a merge would do' },
    permission: merge,
    params: CustomerId,
    query: z.object({ otherId: z.uuid() }),
    reply: MergePreview,
    refusals: [...common, recordRefusals.sameRecord],
  },
  mergeCustomers: {
    method: 'POST',
    path: '/customers/{customerId}/merge',
    title: { zh: '合并客户', en: 'Merge another record into this one' },
    permission: merge,
    params: CustomerId,
    body: z.object({ otherId: z.uuid(), reason: remark(500).default('') }),
    reply: CustomerRecord,
    refusals: [...common, recordRefusals.sameRecord],
  },
  undoMerge: {
    method: 'POST',
    path: '/customer-merges/{mergeId}/undo',
    title: { zh: '撤销合并', en: 'Undo a merge' },
    permission: merge,
    params: z.object({ mergeId: z.uuid() }),
    reply: CustomerRecord,
    refusals: [
      recordRefusals.noSuchMerge,
      recordRefusals.alreadyUndone,
      recordRefusals.undoLaterFirst,
      recordRefusals.isErased,
      recordRefusals.noSuchCustomer,
    ],
  },
  listDuplicates: {
    method: 'GET',
    path: '/customer-duplicates',
    title: { zh: '疑似重复客户', en: 'Customers that may be one person' },
    permission: merge,
    query: CursorQuery,
    reply: z.object({ rows: z.array(Duplicate), next: z.string().nullable(), total: z.int().nullable() }),
  },
  lookForDuplicates: {
    method: 'POST',
    path: '/customer-duplicates/search',
    title: { zh: '查找重复客户', en: 'Look for duplicates now' },
    permission: merge,
    reply: Done,
  },
  keepApart: {
    method: 'POST',
    path: '/customer-duplicates/{duplicateId}/different',
    title: { zh: '标记为不同的人', en: 'These are two people' },
    permission: merge,
    params: z.object({ duplicateId: z.uuid() }),
    reply: Done,
    refusals: [recordRefusals.noSuchDuplicate, recordRefusals.alreadyDecided],
  },
} as const satisfies Record<string, Route>
