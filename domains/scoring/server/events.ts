import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'

/**
 * Scores of a campaign's entries from one id to another were made, changed or deleted; `scoring.score_fact` holds what
 * there is. `byLot`: others are ordered by score, so that those without one draw lots. The subject is the campaign.
 */
export const contactsScored = defineEvent(
  'scoring.contactsScored',
  z.object({ from: z.uuid(), to: z.uuid(), byLot: z.boolean() }),
)
