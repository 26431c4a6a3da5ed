import { z } from 'zod'
import { CursorQuery, cursorPageOf } from '#contract/paging.ts'
import { plainText, remark, SearchText } from '#contract/text.ts'
import { Day, Instant } from '#contract/when.ts'
import { numberKinds } from './number-kind.ts'
import { numberStateCodes } from './number-state.ts'
import { companyRelationCodes, personRelationCodes } from './relation.ts'
import { talkPatternCodes } from './talk-pattern.ts'

export const customerKinds = ['lead', 'customer'] as const
export const stageTypes = [
  'new',
  'inContact',
  'interested',
  'notInterested',
  'active',
  'dormant',
  'atRisk',
  'lost',
] as const
export const duplicateReasons = ['sharedNumber', 'sharedExternalId', 'nameAndCompany'] as const

const numberKindCodes = Object.keys(numberKinds) as [keyof typeof numberKinds, ...(keyof typeof numberKinds)[]]
export const relationCodes = [...personRelationCodes, ...companyRelationCodes] as const

/** Where the word of a field came from, and when. */
export const FieldSource = z.object({ source: z.string(), at: z.string() })

/** A station of a lead or customer (生命周期阶段), by the name managers gave it. */
export const Stage = z.object({
  id: z.uuid(),
  kind: z.enum(customerKinds),
  type: z.enum(stageTypes),
  nameZh: z.string(),
  nameEn: z.string(),
  position: z.int(),
  retiredAt: Instant.nullable(),
  version: z.int(),
})
export type Stage = z.infer<typeof Stage>
export const StageForm = z.object({
  kind: z.enum(customerKinds),
  type: z.enum(stageTypes),
  nameZh: plainText(20),
  nameEn: plainText(40),
  position: z.int().min(0).max(1000),
})
export type StageForm = z.infer<typeof StageForm>

/** `key` names one of the person's numbers without telling it. */
export const Phone = z.object({
  key: z.string(),
  number: z.string(),
  kind: z.enum(numberKindCodes),
  extension: z.string(),
  isPrimary: z.boolean(),
  source: z.string(),
  state: z.enum(numberStateCodes),
  stateSince: Instant.nullable(),
  stateSource: z.string().nullable(),
  firstSeen: Instant,
})
export type Phone = z.infer<typeof Phone>

export const HoldingForm = z.object({
  product: plainText(120),
  channel: remark(60).default(''),
  boughtOn: Day.nullable(),
  endedOn: Day.nullable().default(null),
  quantity: z.int().min(1).max(1_000_000).default(1),
  amount: z.number().min(0).max(99_999_999_999).nullable().default(null),
})
export type HoldingForm = z.infer<typeof HoldingForm>
export const Holding = HoldingForm.extend({ id: z.uuid(), source: z.string(), at: Instant })
export type Holding = z.infer<typeof Holding>

/** As seen from one end: `kind` is what the other is to this person; a person out of sight has no name. */
export const Relation = z.object({
  id: z.uuid(),
  kind: z.enum(relationCodes),
  customerId: z.uuid().nullable(),
  name: z.string().nullable(),
  company: z.string(),
  note: z.string(),
  source: z.string(),
  at: Instant,
})
export type Relation = z.infer<typeof Relation>
export const RelationForm = z.union([
  z.object({ kind: z.enum(personRelationCodes), customerId: z.uuid(), note: remark(200).default('') }),
  z.object({ kind: z.enum(companyRelationCodes), company: plainText(200), note: remark(200).default('') }),
])
export type RelationForm = z.infer<typeof RelationForm>

export const MergeEntry = z.object({
  id: z.uuid(),
  keptId: z.uuid(),
  mergedId: z.uuid(),
  mergedName: z.string().nullable(),
  reason: z.string(),
  byName: z.string(),
  at: Instant,
  undoneName: z.string().nullable(),
  undoneAt: Instant.nullable(),
})
export type MergeEntry = z.infer<typeof MergeEntry>
export const EditEntry = z.object({
  id: z.int(),
  at: Instant,
  byName: z.string(),
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
})
/** A word of a record merged into this one that differs from the word kept. */
export const OtherWord = z.object({ field: z.string(), value: z.unknown(), from: FieldSource })

export const CustomerRecord = z.object({
  id: z.uuid(),
  name: z.string(),
  company: z.string(),
  kind: z.enum(customerKinds),
  lifecycleId: z.uuid().nullable(),
  talkPattern: z.enum(talkPatternCodes).nullable(),
  scoringOff: z.boolean(),
  attributes: z.record(z.string(), z.unknown()),
  /** Field to source, for every field that holds a word. */
  sources: z.record(z.string(), FieldSource),
  otherWords: z.array(OtherWord),
  numbers: z.array(Phone),
  externalIds: z.array(z.object({ namespace: z.string(), value: z.string(), source: z.string() })),
  tags: z.array(z.string()),
  holdings: z.array(Holding),
  relations: z.array(Relation),
  merges: z.array(MergeEntry),
  edits: z.array(EditEntry),
  siteId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
  ownerName: z.string().nullable(),
  teamName: z.string().nullable(),
  createdAt: Instant,
  erasedAt: Instant.nullable(),
  version: z.int(),
})
export type CustomerRecord = z.infer<typeof CustomerRecord>

export const CustomerQuery = CursorQuery.extend({
  search: SearchText.optional(),
  kind: z.enum(customerKinds).optional(),
  lifecycleId: z.uuid().optional(),
  tag: SearchText.optional(),
  ownerId: z.uuid().optional(),
  talkPattern: z.enum(talkPatternCodes).optional(),
})
export type CustomerQuery = z.infer<typeof CustomerQuery>
export const CustomerRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  company: z.string(),
  kind: z.enum(customerKinds),
  lifecycleId: z.uuid().nullable(),
  talkPattern: z.enum(talkPatternCodes).nullable(),
  scoringOff: z.boolean(),
  tags: z.array(z.string()),
  ownerName: z.string().nullable(),
  teamName: z.string().nullable(),
  source: z.string(),
  createdAt: Instant,
})
export type CustomerRow = z.infer<typeof CustomerRow>
/** `more` tells that a search found more than is shown; `waiting` how many customers are not findable yet. */
export const CustomerPageOf = cursorPageOf(CustomerRow).extend({ more: z.boolean(), waiting: z.int() })

/** What people may change by hand; each field left out stays. */
export const CustomerChange = z.object({
  version: z.int(),
  name: remark(200).optional(),
  company: remark(200).optional(),
  kind: z.enum(customerKinds).optional(),
  lifecycleId: z.uuid().nullable().optional(),
  talkPattern: z.enum(talkPatternCodes).nullable().optional(),
  scoringOff: z.boolean().optional(),
  /** Keys with null are taken away. */
  attributes: z.record(plainText(60), z.union([remark(500), z.number(), z.boolean(), z.null()])).optional(),
})
export type CustomerChange = z.infer<typeof CustomerChange>

export const DuplicateSide = z.object({
  id: z.uuid(),
  name: z.string(),
  company: z.string(),
  number: z.string(),
  kind: z.enum(customerKinds),
  source: z.string(),
  createdAt: Instant,
})
export const Duplicate = z.object({
  id: z.uuid(),
  reasons: z.array(z.enum(duplicateReasons)),
  evidence: z.string(),
  foundAt: Instant,
  one: DuplicateSide,
  other: DuplicateSide,
})
export type Duplicate = z.infer<typeof Duplicate>

/** What a merge would do, told before it is done. */
export const MergePreview = z.object({
  taken: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown(), from: FieldSource })),
  disputed: z.array(z.object({ field: z.string(), kept: z.unknown(), merged: z.unknown() })),
  numbers: z.int(),
  tags: z.int(),
  holdings: z.int(),
  relations: z.int(),
})
