import { z } from 'zod'
import { Instant } from '#contract/when.ts'
import { defineEvent } from '#platform/outbox.ts'
import { kinds } from '../report.ts'

/**
 * Reported results changed: came, were corrected or withdrawn. `quarters` are the quarters of an hour (their beginnings)
 * in which something counts otherwise than before. The subject is the delivery or the result.
 */
export const resultsChanged = defineEvent(
  'results.changed',
  z.object({ kind: z.enum(kinds), quarters: z.array(Instant) }),
)

const quarterMs = 15 * 60_000
export const quartersOf = (moments: readonly string[]): string[] => [
  ...new Set(moments.map((at) => new Date(Math.floor(Date.parse(at) / quarterMs) * quarterMs).toISOString())),
]
