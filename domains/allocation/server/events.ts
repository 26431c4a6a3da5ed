import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'

/** Contacts of a campaign (the subject) were put into books or taken out of them: rows of `assignment_fact` by change. */
export const allocationChanged = defineEvent('allocation.assigned', z.object({ changeId: z.uuid() }))
