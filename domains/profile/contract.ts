import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { defineContract } from '#contract/route.ts'
import { Instant } from '#contract/when.ts'
import { permissions as customerPermissions, refusals as customerRefusals } from '#domains/customers/contract.ts'

/** What may have happened with a customer, whatever domain keeps it. */
export const eventKinds = [
  'call',
  'followup',
  'listed',
  'bought',
  'complaint',
  'consent',
  'doNotCall',
  'blocked',
  'poolMove',
  'edit',
  'merge',
] as const
export type EventKind = (typeof eventKinds)[number]

export const TimelineEvent = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum(eventKinds),
  /** Who of us did it; empty where nobody did, or nobody knows. */
  by: z.string(),
  campaignName: z.string().nullable(),
  /** What there is to tell, by kind; see `tell.ts`. */
  detail: z.record(z.string(), z.unknown()),
})
export type TimelineEvent = z.output<typeof TimelineEvent>

/** Counts that say at a glance how well we know each other. */
export const Summary = z.object({
  calls: z.int(),
  talked: z.int(),
  successes: z.int(),
  complaints: z.int(),
  lastTalkAt: Instant.nullable(),
  nextFollowupAt: Instant.nullable(),
  doNotCallSince: Instant.nullable(),
})
export type Summary = z.output<typeof Summary>

const customerId = z.object({ customerId: z.uuid() })

export const profileContract = defineContract({
  getTimeline: {
    method: 'GET',
    path: '/customers/{customerId}/timeline',
    title: { zh: '客户时间线', en: "A customer's timeline" },
    permission: customerPermissions.read,
    params: customerId,
    query: CursorQuery.extend({ kind: z.enum(eventKinds).optional() }),
    reply: z.object({ rows: z.array(TimelineEvent), next: z.string().nullable() }),
    refusals: [customerRefusals.noSuchCustomer],
  },
  getSummary: {
    method: 'GET',
    path: '/customers/{customerId}/summary',
    title: { zh: '客户往来概况', en: 'How a customer and we have met' },
    permission: customerPermissions.read,
    params: customerId,
    reply: Summary,
    refusals: [customerRefusals.noSuchCustomer],
  },
})
export const { getTimeline, getSummary } = profileContract
