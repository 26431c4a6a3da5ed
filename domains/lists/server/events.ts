import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'

/** A batch is wholly in its list; the subject is the batch's id. */
export const batchImported = defineEvent('lists.batchImported', z.object({ listId: z.uuid(), accepted: z.int() }))

/**
 * A batch was taken back, or its import was given up half-way; the subject is the batch's id. Entries that now carry
 * `reverted_at` in `lists.entry_fact` are not to be dialled again. Ask the view rather than the batch: what another
 * batch brought too stays in force, under that batch.
 */
export const batchReverted = defineEvent('lists.batchReverted', z.object({ listId: z.uuid(), entries: z.int() }))
/** Numbers of these entries are somebody else's now; the subject is whose. */
export const entriesReassigned = defineEvent('lists.entriesReassigned', z.object({ entryIds: z.array(z.uuid()) }))
