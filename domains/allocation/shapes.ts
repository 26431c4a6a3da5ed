import { z } from 'zod'
import { Instant } from '#contract/when.ts'
import { methodCodes } from './way.ts'

/** What a holder gets, or has got, from a run. `expected` is null where nothing is known of any contact. */
export const Share = z.object({
  agentId: z.uuid().nullable(),
  teamId: z.uuid().nullable(),
  name: z.string(),
  teamName: z.string().nullable(),
  contacts: z.int(),
  expected: z.number().nullable(),
})
export type Share = z.infer<typeof Share>

export const runStates = ['planned', 'applied', 'undone', 'dropped'] as const
export const Run = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  method: z.enum(methodCodes),
  state: z.enum(runStates),
  contacts: z.int(),
  leftOver: z.int(),
  shares: z.array(Share),
  createdByName: z.string(),
  createdAt: Instant,
  appliedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  undoneByName: z.string(),
})
export type Run = z.infer<typeof Run>

/** One holder's book in a campaign, now. */
export const BookSize = Share.extend({ called: z.int() })

export const Candidate = z.object({
  entryId: z.uuid(),
  name: z.string(),
  number: z.string(),
  classCode: z.string().nullable(),
  expected: z.number().nullable(),
  holderName: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
})
export type Candidate = z.infer<typeof Candidate>

export const nextSteps = ['callback', 'first', 'again', 'followUp', 'settled'] as const
/** One customer, or one contact, in an agent's book. */
export const BookRow = z.object({
  key: z.string(),
  customerId: z.uuid(),
  campaignId: z.uuid().nullable(),
  campaignName: z.string().nullable(),
  campaignRuns: z.boolean(),
  entryId: z.uuid().nullable(),
  name: z.string(),
  number: z.string(),
  owned: z.boolean(),
  since: Instant.nullable(),
  step: z.enum(nextSteps),
  dueAt: Instant.nullable(),
  lastAt: Instant.nullable(),
  lastOutcome: z.string().nullable(),
  note: z.string(),
})
export type BookRow = z.infer<typeof BookRow>

export const BookSummary = z.object({
  agentId: z.uuid(),
  agentName: z.string(),
  live: z.int(),
  liveGoal: z.int(),
  dueToday: z.int(),
  overdue: z.int(),
  newToday: z.int(),
  newGoal: z.int(),
  revisitsToday: z.int(),
  revisitsGoal: z.int(),
})
export type BookSummary = z.infer<typeof BookSummary>

export const PoolCustomer = z.object({
  customerId: z.uuid(),
  name: z.string(),
  number: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  createdAt: Instant,
  lastAt: Instant.nullable(),
  lastOutcome: z.string().nullable(),
  lastHolder: z.string().nullable(),
})
export type PoolCustomer = z.infer<typeof PoolCustomer>

export const moveKinds = ['claim', 'assign', 'release', 'noFollowup', 'noDeal', 'agentLeft'] as const
export const Holding = z.object({
  customerId: z.uuid(),
  agentId: z.uuid(),
  agentName: z.string(),
  name: z.string(),
  number: z.string(),
  since: Instant,
  protectedUntil: Instant,
  lastAt: Instant.nullable(),
  /** When it goes back to the pool if nothing happens, and why; null where it stays. */
  returnsAt: Instant.nullable(),
  returnsFor: z.enum(['noFollowup', 'noDeal']).nullable(),
  warned: z.boolean(),
})
export type Holding = z.infer<typeof Holding>

export const PoolMove = z.object({
  id: z.uuid(),
  at: Instant,
  customerId: z.uuid(),
  customerName: z.string(),
  kind: z.enum(moveKinds),
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  byName: z.string(),
  note: z.string(),
})
export type PoolMove = z.infer<typeof PoolMove>

const days = (least: number, most: number) => z.int().min(least).max(most)
export const RulesForm = z.object({
  absentDays: days(1, 60),
  returnTo: z.enum(['shared', 'team']),
  claimsPerDay: z.int().min(0).max(10_000),
  holdingLimit: z.int().min(1).max(1_000_000),
  protectedDays: days(0, 365),
  followupDays: days(1, 3650),
  dealDays: days(1, 3650),
  warnDays: days(0, 60),
  reclaimDays: days(0, 365),
  recycles: z.boolean(),
  liveProspects: z.int().min(1).max(100_000),
  dailyNew: z.int().min(0).max(1000),
  dailyRevisits: z.int().min(0).max(1000),
})
export const Rules = RulesForm.extend({ version: z.int() })
export type Rules = z.infer<typeof Rules>

/** What chance gave an agent and what came of it. Expected values are successes. */
export const FairShare = z.object({
  agentId: z.uuid(),
  agentName: z.string(),
  teamName: z.string().nullable(),
  given: z.int(),
  givenExpected: z.number().nullable(),
  talks: z.int(),
  expected: z.number(),
  /** Half of what chance alone moves the successes by, 95 times in 100. */
  swing: z.number(),
  successes: z.int(),
  verdict: z.enum(['above', 'within', 'below', 'few']),
})
export type FairShare = z.infer<typeof FairShare>
export const TalkBehind = z.object({
  callId: z.uuid(),
  at: Instant,
  campaignName: z.string().nullable(),
  name: z.string(),
  number: z.string(),
  classCode: z.string().nullable(),
  expected: z.number(),
  outcome: z.string().nullable(),
  success: z.boolean(),
})
export type TalkBehind = z.infer<typeof TalkBehind>
