import type { Words } from '#contract/words.ts'

/** What other systems and people tell of our calls. */
export const kinds = ['order', 'survey', 'review', 'behaviour', 'questionnaire'] as const
export type Kind = (typeof kinds)[number]
export const orderKinds = ['sale', 'instalment', 'premium', 'remittance', 'activation'] as const
export type OrderKind = (typeof orderKinds)[number]
export const surveyChannels = ['sms', 'hangup', 'call'] as const
export type SurveyChannel = (typeof surveyChannels)[number]
export const skills = ['communication', 'productKnowledge'] as const
export type Skill = (typeof skills)[number]
/** check: nothing is kept; good: bad rows are left out; whole: one bad row refuses all. */
export const modes = ['check', 'good', 'whole'] as const
export type Mode = (typeof modes)[number]

/** How a field is written: by programs as JSON, by people as the cell of a table. */
export type Shape =
  | { as: 'text'; max: number }
  | { as: 'id' }
  | { as: 'moment' }
  | { as: 'yesNo' }
  | { as: 'count'; most: number }
  | { as: 'amount'; most: number; decimals: number }
  | { as: 'choice'; of: Readonly<Record<string, Words>> }
export type TieName = 'externalId' | 'at' | 'callId' | 'agent' | 'campaign' | 'number' | 'withdrawn' | 'revision'
export type FieldName = TieName | ValueName
export type Field = { name: FieldName; words: Words; shape: Shape; needed?: true; usual?: string | number | boolean }

export const orderKindWords: Record<OrderKind, Words> = {
  sale: { zh: '销售', en: 'Sale' },
  instalment: { zh: '分期', en: 'Instalment' },
  premium: { zh: '保费', en: 'Premium' },
  remittance: { zh: '汇款', en: 'Remittance' },
  activation: { zh: '首次激活', en: 'First activation' },
}
export const channelWords: Record<SurveyChannel, Words> = {
  sms: { zh: '短信', en: 'SMS' },
  hangup: { zh: '挂机评价', en: 'After hanging up' },
  call: { zh: '电话回访', en: 'By telephone' },
}

const about: readonly Field[] = [
  {
    name: 'externalId',
    words: { zh: '来源单号', en: 'Id at the source' },
    shape: { as: 'text', max: 120 },
    needed: true,
  },
  { name: 'at', words: { zh: '发生时间', en: 'When it happened' }, shape: { as: 'moment' }, needed: true },
  { name: 'callId', words: { zh: '通话编号', en: 'Call id' }, shape: { as: 'id' } },
  { name: 'agent', words: { zh: '坐席工号', en: 'Staff number' }, shape: { as: 'text', max: 20 } },
  { name: 'campaign', words: { zh: '外呼项目', en: 'Campaign' }, shape: { as: 'text', max: 80 } },
  { name: 'number', words: { zh: '客户号码', en: "Customer's number" }, shape: { as: 'text', max: 30 } },
]
const last: readonly Field[] = [
  {
    name: 'withdrawn',
    words: { zh: '作废', en: 'Withdrawn' },
    shape: { as: 'yesNo' },
    usual: false,
  },
  { name: 'revision', words: { zh: '来源版本号', en: 'Revision at the source' }, shape: { as: 'count', most: 9e15 } },
]

export type ValueName =
  | 'product'
  | 'orderKind'
  | 'units'
  | 'amount'
  | 'focusModel'
  | 'channel'
  | 'score'
  | 'satisfied'
  | 'excellent'
  | 'reviewer'
  | 'behaviour'
  | 'done'
  | 'opportunities'
  | 'questionnaire'
  | 'completed'

/** What each kind tells beyond whom and when it concerns. */
export const valueFields: Record<Kind, readonly (Field & { name: ValueName })[]> = {
  order: [
    { name: 'product', words: { zh: '产品', en: 'Product' }, shape: { as: 'text', max: 120 }, needed: true },
    {
      name: 'orderKind',
      words: { zh: '成交类型', en: 'Kind' },
      shape: { as: 'choice', of: orderKindWords },
      needed: true,
    },
    { name: 'units', words: { zh: '台数', en: 'Units' }, shape: { as: 'count', most: 1_000_000 }, usual: 1 },
    {
      name: 'amount',
      words: { zh: '金额', en: 'Amount' },
      shape: { as: 'amount', most: 999_999_999_999, decimals: 2 },
      usual: 0,
    },
    { name: 'focusModel', words: { zh: '主推机型', en: 'Focus model' }, shape: { as: 'yesNo' }, usual: false },
  ],
  survey: [
    {
      name: 'channel',
      words: { zh: '评价渠道', en: 'Channel' },
      shape: { as: 'choice', of: channelWords },
      needed: true,
    },
    { name: 'satisfied', words: { zh: '满意', en: 'Satisfied' }, shape: { as: 'yesNo' }, needed: true },
    { name: 'score', words: { zh: '评分', en: 'Score' }, shape: { as: 'amount', most: 1000, decimals: 2 } },
  ],
  review: [
    {
      name: 'score',
      words: { zh: '评分', en: 'Score' },
      shape: { as: 'amount', most: 1000, decimals: 2 },
      needed: true,
    },
    { name: 'excellent', words: { zh: '优秀', en: 'Excellent' }, shape: { as: 'yesNo' }, needed: true },
    { name: 'reviewer', words: { zh: '质检员', en: 'Reviewer' }, shape: { as: 'text', max: 80 } },
  ],
  behaviour: [
    { name: 'behaviour', words: { zh: '行为', en: 'Behaviour' }, shape: { as: 'text', max: 60 }, needed: true },
    { name: 'done', words: { zh: '做到次数', en: 'Times done' }, shape: { as: 'count', most: 10_000 }, needed: true },
    {
      name: 'opportunities',
      words: { zh: '机会次数', en: 'Opportunities' },
      shape: { as: 'count', most: 10_000 },
      needed: true,
    },
  ],
  questionnaire: [
    {
      name: 'questionnaire',
      words: { zh: '问卷', en: 'Questionnaire' },
      shape: { as: 'text', max: 120 },
      needed: true,
    },
    { name: 'completed', words: { zh: '完成', en: 'Completed' }, shape: { as: 'yesNo' }, usual: true },
  ],
}

/** The columns of a report of that kind, in the order of its template. */
export const fieldsOf = (kind: Kind): readonly Field[] => [...about, ...valueFields[kind], ...last]
