import { z } from 'zod'
import { CursorQuery } from '#contract/paging.ts'
import { Day, Instant } from '#contract/when.ts'

/** How many people answered, and how many of them found no agent in time. */
const counted = {
  answered: z.int(),
  abandoned: z.int(),
  /** Null where nobody answered. */ rate: z.number().nullable(),
}
export const AnswerShare = z.object(counted)
export type AnswerShare = z.infer<typeof AnswerShare>

/** A call nobody took within two seconds of the answer. */
export const AbandonedCall = z.object({
  callId: z.uuid(),
  placedAt: Instant,
  answeredAt: Instant,
  /** Masked unless the reader may see full numbers. */
  number: z.string(),
  /** From the answer to the end of the call, the message included; null while it lasts. */
  onLineMs: z.number().nullable(),
  /** The customer heard in whose name we called, to the end. */
  messagePlayed: z.boolean(),
  /** The next call to this customer in the campaign. */
  redialledCallId: z.uuid().nullable(),
})
export type AbandonedCall = z.infer<typeof AbandonedCall>

export const AbandonedQuery = CursorQuery
/** The abandoned calls of a campaign's predictive dialling in the last thirty days, and what they are a share of. */
export const Abandoned = z.object({
  /** The share the campaign aims at, and the share it may reach at most. */
  target: z.number(),
  ceiling: z.number(),
  timeZone: z.string(),
  last24h: AnswerShare,
  last30d: AnswerShare,
  /** By business day of the site, the newest first; a day without answers is left out. */
  days: z.array(z.object({ day: Day, ...counted })),
  /** Within the reader's reach; none for whoever may not read the call ledger. */
  rows: z.array(AbandonedCall),
  next: z.string().nullable(),
})
export type Abandoned = z.infer<typeof Abandoned>

/** A share of nothing is not known. */
export const shareOf = ({ answered, abandoned }: { answered: number; abandoned: number }): AnswerShare => ({
  answered,
  abandoned,
  rate: answered === 0 ? null : abandoned / answered,
})
