import type { Words } from '#contract/words.ts'
import { numberKinds } from './number-words.ts'

/** What kind of value a field holds; it decides which operators it takes. */
export type FieldKind = 'text' | 'number' | 'flag' | 'choice' | 'set'
export type Field = Words & {
  kind: FieldKind
  /** Asks for the name of an attribute, as the file or the customer's record calls it. */
  named?: true
  /** Asks over how many days before now it counts. */
  counted?: true
  choices?: Readonly<Record<string, Words>>
}

export const numberStates = {
  valid: { zh: '有效', en: 'Valid' },
  unknown: { zh: '未核实', en: 'Not verified' },
  suspended: { zh: '停机', en: 'Suspended' },
  empty: { zh: '空号', en: 'Empty number' },
  fax: { zh: '传真', en: 'Fax' },
  dataCard: { zh: '数据卡', en: 'Data card' },
  notThePerson: { zh: '非本人', en: 'Not the person' },
  disconnected: { zh: '已销号', en: 'Disconnected' },
} as const satisfies Record<string, Words>

export const consentStates = {
  given: { zh: '已同意', en: 'Given' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const satisfies Record<string, Words>

const field = <const F extends Record<string, Field>>(all: F): Record<keyof F, Field> => all

/** Everything a condition may ask about a person on a list. */
export const fields = field({
  numberState: { zh: '号码状态', en: 'Number state', kind: 'choice', choices: numberStates },
  numberKind: { zh: '号码类型', en: 'Number kind', kind: 'choice', choices: numberKinds },
  province: { zh: '号码归属省', en: 'Province of the number', kind: 'text' },
  city: { zh: '号码归属市', en: 'City of the number', kind: 'text' },
  badFormat: { zh: '号码格式错误', en: 'Number is malformed', kind: 'flag' },
  repeatedInList: { zh: '名单内重复的客户', en: 'Person stands in the list before', kind: 'flag' },
  inAnotherCampaign: {
    zh: '已在先启动的其他项目中',
    en: 'Person is in another campaign that started earlier',
    kind: 'flag',
  },
  doNotCall: { zh: '在禁呼名单中', en: 'On the do-not-call list', kind: 'flag' },
  attribute: { zh: '名单属性', en: 'Attribute of the list', kind: 'text', named: true },
  customerAttribute: { zh: '客户属性', en: 'Attribute of the customer', kind: 'text', named: true },
  priority: { zh: '名单优先级', en: 'Priority in the list', kind: 'number' },
  answerChance: { zh: '接通概率', en: 'Answer probability', kind: 'number' },
  products: { zh: '已开通产品', en: 'Products held', kind: 'set' },
  tags: { zh: '客户标签', en: 'Tags', kind: 'set' },
  consent: { zh: '营销同意', en: 'Consent to be called', kind: 'choice', choices: consentStates },
  score: { zh: '匹配分', en: 'Match score', kind: 'number' },
  dialsThisMonth: { zh: '本月拨打次数（全部项目）', en: 'Calls this month (all campaigns)', kind: 'number' },
  talksThisMonth: { zh: '本月通话次数（全部项目）', en: 'Conversations this month (all campaigns)', kind: 'number' },
  dials: { zh: '近期拨打次数', en: 'Calls of late', kind: 'number', counted: true },
  talks: { zh: '近期通话次数', en: 'Conversations of late', kind: 'number', counted: true },
  refusals: { zh: '近期拒绝次数', en: 'Refusals of late', kind: 'number', counted: true },
  successes: { zh: '近期成功次数', en: 'Successes of late', kind: 'number', counted: true },
  complaints: { zh: '近期投诉次数', en: 'Complaints of late', kind: 'number', counted: true },
})
export type FieldCode = keyof typeof fields
export const fieldCodes = Object.keys(fields) as [FieldCode, ...FieldCode[]]

export const operators = {
  is: { zh: '是（任一）', en: 'is one of' },
  isNot: { zh: '不是（任一）', en: 'is none of' },
  contains: { zh: '包含（任一）', en: 'contains one of' },
  equals: { zh: '等于', en: '=' },
  below: { zh: '小于', en: '<' },
  atMost: { zh: '不大于', en: '≤' },
  atLeast: { zh: '不小于', en: '≥' },
  above: { zh: '大于', en: '>' },
  missing: { zh: '没有填写', en: 'is not known' },
  present: { zh: '已有填写', en: 'is known' },
  yes: { zh: '成立', en: 'is so' },
  no: { zh: '不成立', en: 'is not so' },
} as const satisfies Record<string, Words>
export type Operator = keyof typeof operators
export const operatorCodes = Object.keys(operators) as [Operator, ...Operator[]]

export const comparing = ['equals', 'below', 'atMost', 'atLeast', 'above'] as const
export const naming = ['is', 'isNot', 'contains'] as const
/** Which operators each kind of field takes. An attribute is text that may hold a number. */
const byKind: Record<FieldKind, readonly Operator[]> = {
  text: [...naming, ...comparing, 'missing', 'present'],
  number: [...comparing, 'missing', 'present'],
  flag: ['yes', 'no'],
  choice: ['is', 'isNot', 'missing', 'present'],
  set: ['is', 'isNot', 'missing', 'present'],
}
export const operatorsOf = (code: FieldCode): readonly Operator[] => byKind[fields[code].kind]
