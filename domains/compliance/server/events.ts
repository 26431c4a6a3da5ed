import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** Its limits are others from now on. The subject is the jurisdiction's code. */
export const jurisdictionChanged = defineEvent('compliance.jurisdictionChanged', NoPayload)
/** It has another name, telephone or message. The subject is the seller's id. */
export const sellerChanged = defineEvent('compliance.sellerChanged', NoPayload)
/** Approved rules or holidays are others from now on. The subject is the jurisdiction's code, or the calendar's. */
export const rulesChanged = defineEvent('compliance.rulesChanged', NoPayload)
/** Somebody's consent was noted outside the process that dials. The subject is the consent's id. */
export const consentNoted = defineEvent('compliance.consentNoted', NoPayload)
/** A number was forbidden outside the process that dials. The subject is the entry's id. */
export const numberForbidden = defineEvent('compliance.numberForbidden', NoPayload)
