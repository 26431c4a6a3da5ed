import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** A campaign records otherwise from now on. The subject is the campaign's id. */
export const policyChanged = defineEvent('recordings.policyChanged', NoPayload)
