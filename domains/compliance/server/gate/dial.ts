import type { RefusalParams } from '#contract/problem.ts'
import type { BlockRule } from '../../blocked.ts'
import type { ConsentPurpose, DialKind } from '../../rules.ts'

/** A dial somebody or something is about to make. */
export type Dial = {
  kind: DialKind
  /** E.164. */
  number: string
  customerId: string
  campaignId: string
  entryId: string | null
  /** The agent kept for the call; null where whoever is free takes the answer. */
  agentId: string | null
  jurisdiction: string
  purpose: ConsentPurpose
  /** The campaign's own zone: holds where nobody knows the number's. */
  timeZone: string
  /** Hours a number rests after it answered to nobody. */
  lockOutHours: number
  /** When this very attempt was counted, where it is asked about again right before it rings. */
  placedAt?: number
}
/** What a campaign as a whole is asked for. */
export type Campaigning = {
  id: string
  jurisdiction: string
  /** Its pool, the preferred first, as the campaign writes them; none: no number limits it. */
  callerIds: readonly string[]
  purpose: ConsentPurpose
  timeZone: string
}

/** Why a dial, or a whole campaign, has to wait. */
export type Barrier = { rule: BlockRule; params: RefusalParams; until: number | null }

/** A call placed, or a past one of the ledger. */
export type PastAttempt = { number: string; customerId: string | null; campaignId: string; at: number }
/** What the ledger of calls knows that the gate counts. Handed in: the ledger stands above compliance. */
export type History = {
  /** Every attempt since that moment that reached the telephone system. */
  attempts(since: Date, tell: (attempt: PastAttempt) => void): Promise<void>
  /** When each person last refused on each number, since that moment. */
  refusals(since: Date, tell: (number: string, at: number, customerId: string | null) => void): Promise<void>
  /** When each number last answered to nobody, since that moment. */
  abandoned(since: Date, tell: (number: string, at: number) => void): Promise<void>
  /** Whose wish of no more calls is on record, said on the line or noted under a number of theirs, and since when. */
  wishes(tell: (customerId: string, since: number) => void): Promise<void>
}
export const noHistory: History = {
  attempts: async () => {},
  refusals: async () => {},
  abandoned: async () => {},
  wishes: async () => {},
}
