import { defineEvent, NoPayload } from '#platform/outbox.ts'

/** What callers hear, or which flow answers a number or follows a campaign's conversations, is another now. */
export const flowsChanged = defineEvent('ivr.flowsChanged', NoPayload)
/** A way through a flow is over. The subject is the run. */
export const runEnded = defineEvent('ivr.runEnded', NoPayload)
