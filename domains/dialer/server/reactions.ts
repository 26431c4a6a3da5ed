import { allocationChanged } from '#domains/allocation/server/public.ts'
import {
  campaignChanged,
  campaignFinished,
  campaignPaused,
  campaignResumed,
  campaignStarted,
} from '#domains/campaigns/server/public.ts'
import { batchImported, batchReverted, entriesReassigned } from '#domains/lists/server/public.ts'
import { employeeLeft } from '#domains/people/server/public.ts'
import { contactsScored } from '#domains/scoring/server/public.ts'
import { screened } from '#domains/screening/server/public.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import type { LiveDialer } from './live.ts'
import { rankContacts } from './store.ts'

/** What the dialer does when others' events happen; only in the process that dials. */
export const dialerReactions = (dialer: LiveDialer): Reaction[] => [
  ...[campaignStarted, campaignResumed, campaignPaused, campaignFinished].map((event) =>
    when(event, (_ctx, { subjectId }) => dialer.campaignChanged(subjectId)),
  ),
  when(campaignChanged, (_ctx, { subjectId }) => dialer.campaignChanged(subjectId)),
  when(allocationChanged, (_ctx, { subjectId, payload }) => dialer.allocationChanged(subjectId, payload.changeId)),
  when(batchImported, (_ctx, { payload }) => dialer.listChanged(payload.listId)),
  when(employeeLeft, (_ctx, { subjectId }) => dialer.employeeLeft(subjectId)),
  when(screened, (_ctx, { subjectId }) => dialer.screened(subjectId)),
  when(batchReverted, (_ctx, { subjectId }) => dialer.batchReverted(subjectId)),
  when(entriesReassigned, (_ctx, { subjectId, payload }) => dialer.reassigned(payload.entryIds, subjectId)),
  when(contactsScored, async ({ db }, { subjectId, payload }) => {
    await rankContacts(db, { campaignId: subjectId, ...payload })
  }),
]
