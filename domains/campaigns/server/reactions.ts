import { jurisdictionChanged, sellerChanged } from '#domains/compliance/server/public.ts'
import type { Context } from '#platform/context.ts'
import { announce, type Reaction, when } from '#platform/outbox.ts'
import { campaignChanged } from './events.ts'
import { listUnder } from './store.ts'

/** A limit or a name that changed is part of every campaign under it: whoever dials for one reads it anew. */
const tellAll = async (ctx: Context, under: { jurisdiction: string } | { sellerId: string }): Promise<void> => {
  for (const { id, version } of await listUnder(ctx.db, under)) await announce(ctx, campaignChanged, id, { version })
}

/** What campaigns do when the rules they call under change. */
export const campaignReactions: readonly Reaction[] = [
  when(jurisdictionChanged, (ctx, { subjectId }) => tellAll(ctx, { jurisdiction: subjectId })),
  when(sellerChanged, (ctx, { subjectId }) => tellAll(ctx, { sellerId: subjectId })),
]
