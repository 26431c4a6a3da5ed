import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'

/**
 * A campaign's list was screened and graded anew, or both were lifted; the subject is the campaign's id. Ask the views
 * `screening.exclusion_fact` and `grade_fact` for whom it means what.
 */
export const screened = defineEvent(
  'screening.screened',
  z.object({ runId: z.uuid(), added: z.int(), released: z.int() }),
)
