import { z } from 'zod'
import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** Words of many customers changed at once and are to be made findable. The subject is `all`. */
export const customersToIndex = defineEvent('customers.toIndex', NoPayload)
/** One record was merged into another; the subject is the one that is kept. Ledgers go on naming the other. */
export const customersMerged = defineEvent('customers.merged', z.object({ mergedId: z.uuid() }))
/** A merge was undone; the subject is the record that was kept. */
export const mergeUndone = defineEvent('customers.mergeUndone', z.object({ mergedId: z.uuid() }))
/** A number is somebody else's from now on, or nobody's. The subject is whose it was. */
export const numberMoved = defineEvent('customers.numberMoved', z.object({ toId: z.uuid().nullable() }))
/** The person behind a record asked to be forgotten, and was. */
export const customerErased = defineEvent('customers.erased', NoPayload)
