import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** Its limits are others from now on. The subject is the jurisdiction's code. */
export const jurisdictionChanged = defineEvent('compliance.jurisdictionChanged', NoPayload)
/** It has another name, telephone or message. The subject is the seller's id. */
export const sellerChanged = defineEvent('compliance.sellerChanged', NoPayload)
