import { numberMoved } from '#domains/customers/server/public.ts'
import { announce, type Reaction, when } from '#platform/outbox.ts'
import { reassignEntries } from './entry-store.ts'
import { entriesReassigned } from './events.ts'

/** What lists do when others' events happen. */
export const listsReactions: readonly Reaction[] = [
  when(numberMoved, async (ctx, { subjectId: fromId, payload: { toId } }) => {
    if (toId === null) return
    const entryIds = await reassignEntries(ctx.db, fromId, toId)
    if (entryIds.length > 0) await announce(ctx, entriesReassigned, toId, { entryIds })
  }),
]
