import type { Words } from '#contract/words.ts'

/** Between two people. Written from one end, read from both: the other end sees the opposite. */
export const personRelations = {
  spouse: { name: { zh: '配偶', en: 'Spouse' }, opposite: 'spouse' },
  parent: { name: { zh: '父母', en: 'Parent' }, opposite: 'child' },
  child: { name: { zh: '子女', en: 'Child' }, opposite: 'parent' },
  sibling: { name: { zh: '兄弟姐妹', en: 'Sibling' }, opposite: 'sibling' },
  otherFamily: { name: { zh: '其他亲属', en: 'Other family' }, opposite: 'otherFamily' },
  colleague: { name: { zh: '同事', en: 'Colleague' }, opposite: 'colleague' },
  manages: { name: { zh: '下属', en: 'Reports to them' }, opposite: 'reportsTo' },
  reportsTo: { name: { zh: '上级', en: 'Their manager' }, opposite: 'manages' },
  referred: { name: { zh: '由其转介绍', en: 'Referred by them' }, opposite: 'referredBy' },
  referredBy: { name: { zh: '转介绍人', en: 'Referred them' }, opposite: 'referred' },
} as const satisfies Record<string, { name: Words; opposite: string }>
export type PersonRelation = keyof typeof personRelations
export const personRelationCodes = Object.keys(personRelations) as [PersonRelation, ...PersonRelation[]]

/** Of a person to a company, by the company's name. */
export const companyRelations = {
  employee: { zh: '员工', en: 'Employee' },
  contactPerson: { zh: '联系人', en: 'Contact person' },
  decisionMaker: { zh: '关键人', en: 'Decision maker' },
  legalRepresentative: { zh: '法定代表人', en: 'Legal representative' },
  shareholder: { zh: '股东', en: 'Shareholder' },
} as const satisfies Record<string, Words>
export type CompanyRelation = keyof typeof companyRelations
export const companyRelationCodes = Object.keys(companyRelations) as [CompanyRelation, ...CompanyRelation[]]

export type RelationKind = PersonRelation | CompanyRelation
/** What the other person is to this one, when the relation was written from the other end. */
export const oppositeOf = (kind: RelationKind): RelationKind =>
  kind in personRelations ? personRelations[kind as PersonRelation].opposite : kind
export const relationWords = (kind: RelationKind): Words =>
  kind in personRelations ? personRelations[kind as PersonRelation].name : companyRelations[kind as CompanyRelation]
