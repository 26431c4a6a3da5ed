import { z } from 'zod'
import { defineEvent, NoPayload } from '#platform/outbox.ts'
import type { CampaignMove } from '../campaign.ts'

/** The machine may dial: started for the first time, or resumed after a pause. The subject is the campaign's id. */
export const campaignStarted = defineEvent('campaigns.started', NoPayload)
export const campaignResumed = defineEvent('campaigns.resumed', NoPayload)
/** No further call may be placed; calls under way go on. */
export const campaignPaused = defineEvent('campaigns.paused', NoPayload)
export const campaignFinished = defineEvent('campaigns.finished', NoPayload)
export const campaignReviewed = defineEvent('campaigns.reviewed', NoPayload)
/** Anything else about it: its form, its teams, a gate, a stage of planning. */
export const campaignChanged = defineEvent('campaigns.changed', z.object({ version: z.int() }))

export const eventOfMove = {
  start: campaignStarted,
  resume: campaignResumed,
  pause: campaignPaused,
  finish: campaignFinished,
  review: campaignReviewed,
} as const satisfies Partial<Record<CampaignMove, unknown>>
