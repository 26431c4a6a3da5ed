import {
  campaignChanged,
  campaignFinished,
  campaignPaused,
  campaignResumed,
  campaignStarted,
} from '#domains/campaigns/server/public.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import type { LiveDetection } from './live.ts'

/** Only in the process that dials, and before it dials: a campaign that starts draws from its first call on. */
export const liveDetectionReactions = (live: LiveDetection): Reaction[] => [
  ...[campaignStarted, campaignResumed, campaignPaused, campaignFinished].map((event) =>
    when(event, (_, { subjectId }) => live.campaignChanged(subjectId)),
  ),
  when(campaignChanged, (_, { subjectId }) => live.campaignChanged(subjectId)),
]
