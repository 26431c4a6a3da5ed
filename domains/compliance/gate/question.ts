import type { BlockRule } from '../blocked.ts'
import type { ConsentPurpose, DialKind } from '../rules.ts'

/** Everything the gate is told of a dial. Moments are milliseconds since 1970. */
export type Question = {
  now: number
  kind: DialKind
  /** E.164. */
  number: string
  customerId: string | null
  /** Other records of the same person: merged into theirs, or theirs into one of them. */
  alsoAs?: readonly string[]
  campaignId: string
  jurisdiction: string
  purpose: ConsentPurpose
  /** Where the number may be at home; hours must be open in all of them. Never empty. */
  zones: readonly string[]
  callerId: string | null
  /** Hours a number rests after it answered to nobody, but for an agent kept for the call. */
  lockOutHours: number
  hasAgent: boolean
  /** Nobody has this number: rehearsals may ring it at any hour and as often as they like. */
  isPractice?: boolean
  /** When this very attempt was counted, where it is asked about once more right before it rings. */
  placedAt?: number | undefined
}
export type BlockParams = Record<string, string | number>
/** `until`: when this rule lets it through, as far as known now; null where it never does by itself. */
export type Refused = { allowed: false; rule: BlockRule; params: BlockParams; until: number | null }
export type Answer = { allowed: true } | Refused

export const allowed: Answer = { allowed: true }
export const refusedBy = (rule: BlockRule, until: number | null, params: BlockParams = {}): Refused => ({
  allowed: false,
  rule,
  params,
  until,
})
