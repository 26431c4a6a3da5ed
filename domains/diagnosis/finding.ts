import type { Verdict } from './verify.ts'

export const findingStates = ['open', 'taken', 'done', 'verified', 'dismissed'] as const
export type FindingState = (typeof findingStates)[number]
export const findingMoveNames = ['take', 'putBack', 'finish', 'verify', 'dismiss', 'undoDismiss'] as const
export type FindingMove = (typeof findingMoveNames)[number]

/** Read as: in this state, by this move, to that state. What was verified stays; a new finding may follow. */
export const findingMoves: Record<FindingState, Partial<Record<FindingMove, FindingState>>> = {
  open: { take: 'taken', dismiss: 'dismissed' },
  taken: { putBack: 'open', finish: 'done', dismiss: 'dismissed' },
  done: { verify: 'verified' },
  verified: {},
  dismissed: { undoDismiss: 'open' },
}
export const findingScopes = ['project', 'person'] as const
export type FindingScope = (typeof findingScopes)[number]

/** How people call it: `D-000123`. */
export const findingNumber = (number: number): string => `D-${String(number).padStart(6, '0')}`

export type VerdictTone = 'ok' | 'quiet' | 'warn'
export const verdictTones: Record<Verdict, VerdictTone> = { better: 'ok', notProven: 'quiet', worse: 'warn' }
