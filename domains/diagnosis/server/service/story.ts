import type { Context } from '#platform/context.ts'
import type { FindingMove } from '../../finding.ts'

/** Adds a line to the story of a finding, under the name of whoever does it. */
export const noteOf = async (
  tx: Context,
  findingId: string,
  { kind, words = '' }: { kind: 'found' | 'noted' | FindingMove; words?: string },
): Promise<void> => {
  const byId = tx.actor.sessionId === '' ? null : tx.actor.id
  await tx.db
    .insertInto('diagnosis.note')
    .values({ findingId, at: tx.now(), kind, words, byId, byName: byId ? tx.actor.name : '' })
    .execute()
}
