import { type Reaction, when } from '#platform/outbox.ts'
import { policyChanged } from './events.ts'
import { recordingReactions as lettingGo } from './let-go.ts'
import type { LiveRecordings } from './watch.ts'

export const recordingsReactions = lettingGo
/** Only in the process that dials. */
export const liveRecordingReactions = (live: LiveRecordings): Reaction[] => [
  when(policyChanged, () => live.loadPolicies()),
]
