import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'
import { sources, topics } from '../complaint.ts'

/** Somebody complained. The subject is the complaint. */
export const complaintReceived = defineEvent(
  'complaints.received',
  z.object({
    source: z.enum(sources),
    topic: z.enum(topics),
    callId: z.uuid().nullable(),
    campaignId: z.uuid().nullable(),
    agentId: z.uuid().nullable(),
  }),
)
